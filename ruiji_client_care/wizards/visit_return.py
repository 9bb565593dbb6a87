from odoo import fields, models


class VisitReturn(models.TransientModel):
    """Management gives a plan back with a reason (CAR-01)."""

    _name = "ruiji.visit.return"
    _description = "Return a Planned Visit"

    visit_ids = fields.Many2many("ruiji.client.visit", required=True)
    reason = fields.Text(string="What is to be changed", required=True)

    def action_return(self):
        """Return the plans to those who submitted them."""
        self.visit_ids._return(self.reason)
        return {"type": "ir.actions.act_window_close"}
