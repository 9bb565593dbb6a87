from odoo import fields, models


class AllocationReturn(models.TransientModel):
    """The general manager gives a proposal back with a reason (MGR-03)."""

    _name = "ruiji.allocation.return"
    _description = "Return an Allocation"

    allocation_id = fields.Many2one(
        "ruiji.allocation",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Text(string="What is to be changed", required=True)

    def action_return(self):
        """Return the proposal to who submitted it."""
        self.allocation_id._return(self.reason)
        return {"type": "ir.actions.act_window_close"}
