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
