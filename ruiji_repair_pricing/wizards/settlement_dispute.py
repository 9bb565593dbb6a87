from odoo import fields, models


class SettlementDispute(models.TransientModel):
    """Asks what of a settlement the client disputes, and why (REP-09)."""

    _name = "ruiji.settlement.dispute"
    _description = "Dispute Lines of a Settlement"

    settlement_id = fields.Many2one("ruiji.settlement", required=True, readonly=True)
    line_ids = fields.Many2many(
        "ruiji.settlement.line",
        string="Disputed boards",
        domain="[('settlement_id', '=', settlement_id), ('reversal_ids', '=', False), "
        "('reversal_of_id', '=', False)]",
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Reverse the lines and show the correcting settlement."""
        self.ensure_one()
        correction = self.settlement_id._reverse_lines(self.line_ids, self.reason)
        return correction.with_env(self.env).get_formview_action()
