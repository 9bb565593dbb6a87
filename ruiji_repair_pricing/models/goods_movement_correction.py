from odoo import fields, models
from odoo.exceptions import UserError

# A mistyped waybill may be put right; the change stays on record.
CORRECTABLE = {"waybill", "logistics_partner_id", "note"}


class GoodsMovement(models.Model):
    """Entries of the register stand; a parcel that didn't leave is taken back."""

    _inherit = "ruiji.goods.movement"

    state = fields.Selection(
        [("done", "Entered"), ("taken_back", "Taken back")],
        default="done",
        required=True,
        readonly=True,
        index=True,
    )
    reason = fields.Char(string="Taken back because", readonly=True, copy=False)

    def write(self, vals):
        """Only the waybill, the logistics company and the note can be corrected."""
        if not self.env.su and vals.keys() - CORRECTABLE:
            raise UserError(
                self.env._(
                    "Entries of the goods register stand: only waybill, logistics "
                    "company and note can be corrected."
                )
            )
        return super().write(vals)

    def action_take_back(self):
        """Ask why the parcel didn't leave after all."""
        self.ensure_one()
        self._check_may_take_back()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.goods_return_action"
        )
        action["context"] = {"default_movement_id": self.id}
        return action

    def _take_back(self, reason):
        """Undo a shipment: its boards are in the house again (REP-09).

        :param str reason: kept with the entry and in its messages
        :raises UserError: if the boards are settled, or the slip is closed
        """
        self.check_access("write")
        boards = self.repair_out_ids
        boards._hold_goods()
        self._check_may_take_back()
        boards._check_serials_are_free(boards.mapped("serial_key"))
        names = boards._name_boards()
        # The entry stays, without its boards; nobody may write either by hand.
        boards.sudo().write({"goods_out_id": False})
        self.sudo().write({"state": "taken_back", "reason": reason})
        boards.slip_id._note_boards_back()
        self._message_log(
            body=self.env._(
                "Taken back: %(reason)s. Boards: %(boards)s",
                reason=reason,
                boards=names,
            )
        )

    def _check_may_take_back(self):
        if self.direction != "out" or self.state != "done":
            raise UserError(
                self.env._("Only a parcel that went out can be taken back.")
            )
        # Whether something is settled decides, whoever may read settlements.
        settled = self.sudo().repair_out_ids._settled_boards()
        if settled:
            raise UserError(
                self.env._(
                    "These boards are settled with the client, the parcel stands: "
                    "%(boards)s",
                    boards=settled._name_boards(),
                )
            )
        closed = self.repair_out_ids.slip_id.filtered(lambda s: s.state == "closed")
        if closed:
            raise UserError(
                self.env._(
                    "The parcel stands, its slips are closed: %(slips)s",
                    slips=", ".join(closed.mapped("name")),
                )
            )
