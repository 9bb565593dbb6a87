from odoo import fields, models


class AccessRefusal(models.TransientModel):
    """Asks for the reason that a borrower gets with a refusal (ACC-04)."""

    _name = "ruiji.access.refusal"
    _description = "Refuse an Access Request"

    request_ids = fields.Many2many("ruiji.access.request", required=True, readonly=True)
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Refuse the requests, with the reason."""
        self.ensure_one()
        self.request_ids._refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
