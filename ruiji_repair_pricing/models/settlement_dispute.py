from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_list


class Settlement(models.Model):
    """What is disputed is reversed by a settlement of its own (REP-09)."""

    _inherit = "ruiji.settlement"

    def action_dispute(self):
        """Ask which lines the client disputes, and why."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.settlement_dispute_action"
        )
        return action | {"context": {"default_settlement_id": self.id}}

    def _reverse_lines(self, lines, reason):
        """Take disputed lines back by reversing ones, never by editing.

        The boards wait until somebody has corrected their price, or said that it
        stands, and come into the next settlement then.

        :param lines: ruiji.settlement.line of this settlement
        :return: the correcting settlement, confirmed, with its credit note
        """
        self.ensure_one()
        self._check_step("confirmed", "invoiced", "paid")
        self._check_may_be_reversed(lines)
        # Lines are written by the settlement alone; the right to settle was checked.
        correction = self.sudo().create(self._prepare_correction_vals(lines, reason))
        correction.invalidate_recordset()
        # As above: boards are opened again by this step alone.
        boards = lines.sudo().repair_id
        boards.settlement_line_id = False
        boards.charge_disputed = True
        correction.with_user(self.env.user).action_confirm()
        correction.with_user(self.env.user)._invoice()
        self._log_dispute(correction, lines, reason)
        return correction

    def _check_may_be_reversed(self, lines):
        if not lines or lines.settlement_id != self:
            raise UserError(self.env._("Choose lines of this settlement."))
        again = lines.filtered(lambda line: line.reversal_ids or line.reversal_of_id)
        if again:
            raise UserError(
                self.env._(
                    "These lines have been reversed already: %(boards)s",
                    boards=format_list(self.env, again.repair_id.mapped("name")),
                )
            )
        # Whether the invoice is posted is asked, nothing of it is shown.
        invoice = self.sudo().invoice_id
        if self.amount and invoice.state != "posted":
            raise UserError(
                self.env._(
                    "A credit note takes back what was invoiced: invoice the "
                    "settlement and post the invoice first."
                )
            )

    def _prepare_correction_vals(self, lines, reason):
        return {
            "kind": "correction",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "corrects_id": self.id,
            "reason": reason,
            "line_ids": [
                Command.create(line._prepare_reversal_vals()) for line in lines
            ],
        }

    def _log_dispute(self, correction, lines, reason):
        boards = format_list(self.env, lines.repair_id.mapped("name"))
        self._message_log(
            body=self.env._(
                "Disputed and taken back by %(correction)s: %(boards)s. %(reason)s",
                correction=correction.name,
                boards=boards,
                reason=reason,
            )
        )
        # The board's own log says why it waits; who settles need not keep boards.
        lines.sudo().repair_id._message_log_batch(
            {
                board.id: self.env._(
                    "The charge in %(settlement)s is disputed: %(reason)s",
                    settlement=self.name,
                    reason=reason,
                )
                for board in lines.repair_id
            }
        )
