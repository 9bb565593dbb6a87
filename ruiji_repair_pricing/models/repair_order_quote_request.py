from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_list


class RepairOrder(models.Model):
    """What a technician found asks the account manager for a quotation (REP-03)."""

    _inherit = "repair.order"

    def action_bench_report(self):
        """Report what was found on boards that nobody has priced yet."""
        self._check_board_states("diagnosing")
        silent = self.filtered(lambda repair: not repair.diagnosis)
        if silent:
            raise UserError(
                self.env._(
                    "Write down what you found first: %(boards)s",
                    boards=format_list(self.env, silent.mapped("name")),
                )
            )
        # Slips are closed to technicians; that boards of theirs wait is no secret.
        self.sudo()._to_be_quoted().slip_id._ask_for_quotation()
        return True
