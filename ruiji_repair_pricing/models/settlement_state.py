from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list


class Settlement(models.Model):
    """From a draft to money: each step a fact, with who and when (REP-06)."""

    _inherit = "ruiji.settlement"

    @api.depends(
        "confirmed_on", "cancelled_on", "invoice_id.state", "invoice_id.payment_state"
    )
    def _compute_state(self):
        """The state that the facts make; nobody sets it."""
        for settlement in self:
            settlement.state = settlement._state_of_facts()

    def _state_of_facts(self):
        if self.cancelled_on:
            return "cancelled"
        if not self.confirmed_on:
            return "draft"
        # Whether it was paid is told to whoever reads the settlement.
        invoice = self.sudo().invoice_id
        if not invoice or invoice.state == "cancel":
            return "confirmed"
        return "paid" if invoice.payment_state in ("paid", "in_payment") else "invoiced"

    def _check_step(self, *expected):
        """Refuse a step that comes at the wrong time, naming the settlements."""
        self.check_access("write")
        wrong = self.filtered(lambda settlement: settlement.state not in expected)
        if wrong:
            raise UserError(
                self.env._(
                    "This step doesn't fit the state of %(settlements)s.",
                    settlements=format_list(self.env, wrong.mapped("name")),
                )
            )

    def action_collect(self):
        """Take in what the party has back by now and has not settled."""
        self._check_step("draft")
        taken = sum(settlement._collect() for settlement in self)
        if not taken:
            raise UserError(
                self.env._(
                    "No board of this party was shipped in the period and waits to "
                    "be settled."
                )
            )
        return True

    def action_confirm(self):
        """From now on the lines stand; what is wrong is reversed (REP-09)."""
        self._check_step("draft")
        empty = self.filtered(lambda settlement: not settlement.board_count)
        if empty:
            raise UserError(
                self.env._(
                    "Collect the boards first: %(settlements)s",
                    settlements=format_list(self.env, empty.mapped("name")),
                )
            )
        # The right to settle was checked; nobody else writes these facts.
        self.sudo().write(
            {"confirmed_on": fields.Datetime.now(), "confirmed_by_id": self.env.uid}
        )
        # The database guards the lines from this moment on.
        self.flush_recordset(["confirmed_on"])
        return True

    def action_cancel(self):
        """Give up a draft; its boards are free for another settlement."""
        self._check_step("draft")
        self._free_boards()
        # See above.
        self.sudo().write({"cancelled_on": fields.Datetime.now()})
        return True
