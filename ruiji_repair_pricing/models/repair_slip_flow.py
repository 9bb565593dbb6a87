from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .repair_order_progress import OPEN_STATES


class RepairSlip(models.Model):
    """The way of a slip from hand-in to closing, each step with its time (REP-02)."""

    _inherit = "ruiji.repair.slip"

    def action_submit(self):
        """Hand the slip in: from now on its day decides the prices."""
        self._check_transition("draft")
        self._check_has_boards()
        boards = self.repair_ids
        boards._check_serials_are_free(boards.mapped("serial_key"))
        self.write({"state": "submitted", "date_submitted": fields.Datetime.now()})
        self.repair_ids._request_unknown_boards()
        self.repair_ids._resolve_prices()
        # The lifecycle is derived: it follows whoever causes the fact.
        self.partner_id.sudo()._refresh_lifecycle()
        return True

    def action_receive(self):
        """Check the goods in: prices freeze, the boards go to the bench."""
        self._check_transition("submitted")
        self.repair_ids._resolve_prices()
        self.write({"state": "received", "date_received": fields.Datetime.now()})
        self._enter_goods_in()
        self.repair_ids._freeze_prices()
        # The clerk at the counter has no rights in the warehouse; the check above and
        # the write on the slip decided that they may send these boards to the bench.
        self.repair_ids.sudo()._action_repair_confirm()
        return True

    def _enter_goods_in(self):
        """One entry of the goods register for each parcel that arrived (REP-02)."""
        entries = self.env["ruiji.goods.movement"].create(
            [slip._prepare_goods_in_vals() for slip in self]
        )
        for slip, entry in zip(self, entries, strict=True):
            slip.repair_ids.goods_in_id = entry

    def _prepare_goods_in_vals(self):
        self.ensure_one()
        return {
            "direction": "in",
            "date": self.date_received,
            "partner_id": self.partner_id.id,
            "logistics_partner_id": self.logistics_partner_id.id,
            "waybill": self.sender_waybill,
            "company_id": self.company_id.id,
        }

    def _note_boards_gone(self):
        """A slip none of whose boards is here any more has gone back."""
        gone = self.filtered(
            lambda slip: slip.state == "received"
            and not set(slip.repair_ids.mapped("board_state"))
            - {"shipped", "cancelled"}
        )
        gone.write({"state": "shipped"})

    def action_close(self):
        """Close the slip once its boards have gone back."""
        here = self.repair_ids.filtered(lambda r: r.board_state in OPEN_STATES)
        if here:
            raise UserError(
                self.env._(
                    "These boards have not gone back yet: %(boards)s",
                    boards=format_list(self.env, here.mapped("name")),
                )
            )
        self._check_transition("submitted", "received", "shipped")
        return self.write({"state": "closed", "date_closed": fields.Datetime.now()})

    def _check_transition(self, *expected):
        """Refuse a step that comes at the wrong time, naming the slips."""
        self.check_access("write")
        wrong = self.filtered(lambda slip: slip.state not in expected)
        if wrong:
            raise UserError(
                self.env._(
                    "This step doesn't fit the state of %(slips)s.",
                    slips=format_list(self.env, wrong.mapped("name")),
                )
            )

    def _check_has_boards(self):
        empty = self.filtered(lambda slip: not slip.repair_ids)
        if empty:
            raise UserError(
                self.env._(
                    "Enter at least one board: %(slips)s",
                    slips=format_list(self.env, empty.mapped("name")),
                )
            )
