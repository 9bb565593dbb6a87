from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class ServiceVoucher(models.Model):
    """Boards that can't be mended on site become one repair slip (SVC-03)."""

    _inherit = "ruiji.service.voucher"

    pickup_ids = fields.One2many(
        "ruiji.service.pickup", "voucher_id", string="Boards taken away", copy=False
    )
    slip_ids = fields.One2many(
        "ruiji.repair.slip", "service_voucher_id", groups=fields.NO_ACCESS
    )

    @api.onchange("result")
    def _onchange_result(self):
        """The equipment of the call is most likely what is taken away."""
        if self.result == "taken_in" and not self.pickup_ids and not self.corrects_id:
            self.pickup_ids = [Command.create(self._prepare_pickup_vals())]

    def _prepare_pickup_vals(self):
        call = self.call_id
        return {
            "product_id": call.product_id.id,
            "board_text": not call.product_id and self.equipment,
            "serial_number": self.serial_number,
            "fault_description": self.fault_description,
        }

    def _check_complete(self):
        result = super()._check_complete()
        taken = self.result == "taken_in"
        if taken and not self._taken_boards():
            raise UserError(self.env._("Enter the boards that you take away with you."))
        if self.pickup_ids and not taken:
            raise UserError(
                self.env._(
                    "Boards are entered as taken away: choose that result, or take "
                    "them off the list."
                )
            )
        return result

    def _taken_boards(self):
        """Those of this voucher; a correction without any leaves them as they were."""
        return self.pickup_ids or self._corrected_vouchers().pickup_ids

    def _corrected_vouchers(self):
        """The vouchers that this one corrects, the latest first."""
        found, latest = self.browse(), self.corrects_id
        while latest:
            found |= latest
            latest = latest.corrects_id
        return found

    def _take_boards_in(self):
        """Make one slip of the boards, and enter them in the goods register.

        :return: the slip, in sudo
        :raises UserError: if a serial number is being repaired already
        """
        self.ensure_one()
        # The technician may take in what the client hands over, see the voucher; what
        # the slip says of contract and price stays closed to them.
        voucher = self.sudo().with_company(self.company_id)
        slips = voucher.env["ruiji.repair.slip"]
        if not voucher.pickup_ids:
            return slips
        slip = slips.create(voucher._prepare_slip_vals())
        slip.action_submit()
        slip._receive(slip._boards_to_come(), voucher._prepare_goods_in_vals())
        # The guard of the boards counts from the moment the voucher is concluded.
        self.env.flush_all()
        return slip

    def _prepare_slip_vals(self):
        call = self.call_id
        return {
            "service_voucher_id": self.id,
            "partner_id": self.partner_id.id,
            "contact_id": call.contact_id.id,
            "company_id": self.company_id.id,
            "note": self._taken_note(),
            "repair_ids": self.pickup_ids.sorted("id")._repair_commands(),
        }

    def _prepare_goods_in_vals(self):
        """The technician carries the boards: no parcel, no logistics company."""
        return {"logistics_partner_id": False, "note": self._taken_note()}

    def _taken_note(self):
        reader = self.with_context(lang=self.company_id.partner_id.lang)
        return reader.env._(
            "Taken away by %(technician)s from the client's site: call %(call)s, "
            "voucher %(voucher)s.",
            technician=self.technician_id.name,
            call=self.call_id.name,
            voucher=self.name,
        )

    def action_print_pickup(self):
        """Print the receipt for the boards that were taken away, 取件收据."""
        report = self.env.ref("ruiji_field_service.service_pickup_report")
        return report.report_action(self) | {"close_on_report_download": True}

    def _paper_taken_in(self):
        """Numbers of the slip and of the goods register, for the client to ask by."""
        self.ensure_one()
        # Their own numbers may be told to those who handed the boards over.
        slips = self._taken_boards().voucher_id.sudo().slip_ids
        entries = slips.repair_ids.goods_in_id
        return ", ".join(slips.mapped("name") + entries.mapped("name"))
