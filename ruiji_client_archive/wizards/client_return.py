from odoo import fields, models


class ClientReturn(models.TransientModel):
    """Reviewer gives a file back with a reason (ARC-07)."""

    _name = "ruiji.client.return"
    _description = "Return a Client File"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Client files",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Text(string="What is to be corrected", required=True)

    def action_return(self):
        """Return the files to those who submitted them."""
        self.partner_ids._return_for_correction(self.reason)
        return {"type": "ir.actions.act_window_close"}
