from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .service_call import HEAD


class ServiceReturn(models.Model):
    """The client signs for the boards, and the core closes their slip (SVC-03)."""

    _inherit = "ruiji.service.return"

    def action_conclude(self):
        """Hand the boards over for good.

        :raises AccessError: if somebody else brings them
        :raises UserError: if something is missing, or a board can't go back
        """
        self.ensure_one()
        self.check_access("write")
        self._check_is_mine()
        self.call_id._hold()
        self._check_open()
        self._check_complete()
        self._hand_over()
        # Status and time are the system's; who may write the return was checked.
        self.sudo().write({"state": "done", "date_signed": fields.Datetime.now()})
        self.flush_recordset()
        self._close_slips()
        return True

    def _check_is_mine(self):
        user = self.env.user
        if self.env.su or user.has_group(HEAD) or self.technician_id == user:
            return
        raise AccessError(
            self.env._("Somebody else brings these boards: ask the service head.")
        )

    def _check_complete(self):
        """Refuse to conclude what lacks something, saying what."""
        if not self.pickup_ids:
            raise UserError(self.env._("Enter the boards that go back."))
        if not (self.signature and self.signer_name):
            raise UserError(
                self.env._("Let the client sign, with the name of who signs.")
            )
        if "returned" in self.pickup_ids.mapped("place"):
            raise UserError(
                self.env._("One of these boards was returned already: take it off.")
            )

    def _hand_over(self):
        """Enter boards that are still in the house as gone out, by this hand."""
        # The technician brings what the head gave out; the core checks that the boards
        # are done with, and what they cost stays closed.
        boards = self.sudo().pickup_ids.repair_ids.with_company(self.company_id)
        here = boards.filtered(lambda board: board.board_state != "shipped")
        if here:
            here._ship(self.sudo()._prepare_goods_out_vals())

    def _prepare_goods_out_vals(self):
        reader = self.with_context(lang=self.company_id.partner_id.lang)
        return {
            "service_return_id": self.id,
            "logistics_partner_id": False,
            "ship_to": "\n".join(filter(None, (self.client_name, self.site_address))),
            "note": reader.env._(
                "Brought back by %(technician)s, signed by %(signer)s: %(name)s.",
                technician=self.technician_id.name,
                signer=self.signer_name,
                name=self.name,
            ),
        }

    def _close_slips(self):
        """Close slips of which the client has signed for every board."""
        # As above: the signature is the client's word that everything came back.
        boards = self.sudo().pickup_ids.repair_ids
        slips = boards.slip_id.filtered(
            lambda slip: set(slip.repair_ids.service_pickup_id.mapped("place"))
            <= {"returned"}
            and all(
                board.service_pickup_id or board.board_state != "shipped"
                for board in slip.repair_ids
            )
        )
        slips._confirm_receipt(self.signer_name)
