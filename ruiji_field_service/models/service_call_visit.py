from odoo import fields, models
from odoo.exceptions import UserError


class ServiceCall(models.Model):
    """Each visit of a call has its service voucher 服务凭证 (SVC-03)."""

    _inherit = "ruiji.service.call"

    voucher_ids = fields.One2many(
        "ruiji.service.voucher", "call_id", string="Service vouchers", readonly=True
    )

    def action_fill_voucher(self):
        """Open the voucher of this visit; the next visit begins with a new one.

        :return: action that shows the voucher
        :raises AccessError: if the call was sent to somebody else
        :raises UserError: if nobody has arrived, or the call is over
        """
        self.ensure_one()
        self._check_is_mine()
        self._hold()
        if self.state != "on_site":
            raise UserError(
                self.env._("Press Arrived first: the voucher is filled in on site.")
            )
        vouchers = self.voucher_ids.filtered(lambda v: v.state == "draft")
        if not vouchers:
            # Vouchers are made by this step alone, which was checked.
            vouchers = vouchers.sudo().create({"call_id": self.id}).sudo(False)
        return vouchers._show()

    def _prepare_voucher_vals(self):
        """What the voucher tells of the call, kept as it was when it was signed."""
        self.ensure_one()
        return {
            "technician_id": self.technician_id.id,
            "client_name": self.client_name,
            "site_address": self.site_address,
            "contact_name": self.contact_name,
            "contact_phone": self.contact_phone,
            "equipment": self.product_id.display_name or self.product_text,
            "serial_number": self.serial_number,
            "fault_description": self.fault_description,
            "date_arrived": (not self.voucher_ids and self.date_arrived)
            or fields.Datetime.now(),
        }

    def _finish(self, moment):
        """The visit has settled the call."""
        # The technician's signed voucher closes the call, which is read-only to him.
        self.sudo().write({"state": "done", "date_finished": moment})
