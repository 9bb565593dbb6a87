from odoo import fields, models


class RepriceRequest(models.TransientModel):
    """Why prices that the client was told should change (PRI-06)."""

    _name = "ruiji.reprice.request"
    _description = "Request for New Prices"

    slip_id = fields.Many2one("ruiji.repair.slip", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_ask(self):
        """Put the question to those who decide."""
        self.ensure_one()
        self.slip_id._ask_reprice(self.reason)
        return {"type": "ir.actions.act_window_close"}
