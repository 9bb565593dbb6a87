from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list


class RepairSlip(models.Model):
    """The way of a slip from hand-in to closing, each step with its time (REP-02)."""

    _inherit = "ruiji.repair.slip"

    def action_submit(self):
        """Hand the slip in: from now on its day decides the prices."""
        self._check_transition("draft")
        self._check_has_boards()
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
        self.repair_ids._freeze_prices()
        # The clerk at the counter has no rights in the warehouse; the check above and
        # the write on the slip decided that they may send these boards to the bench.
        self.repair_ids.sudo()._action_repair_confirm()
        return True

    def action_close(self):
        """Close the slip once no board of it is on the bench any more."""
        self._check_transition("received")
        at_work = self.repair_ids.filtered(lambda r: r.state not in ("done", "cancel"))
        if at_work:
            raise UserError(
                self.env._(
                    "These boards are still at work: %(boards)s",
                    boards=format_list(self.env, at_work.mapped("name")),
                )
            )
        return self.write({"state": "closed", "date_closed": fields.Datetime.now()})

    def _check_transition(self, expected):
        """Refuse a step that comes at the wrong time, naming the slips."""
        self.check_access("write")
        wrong = self.filtered(lambda slip: slip.state != expected)
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
