from odoo import fields, models


class LevelRefusal(models.TransientModel):
    """Asks for the reason that customer service gets with a refusal (ACC-01)."""

    _name = "ruiji.level.refusal"
    _description = "Refuse a Level"

    proposal_ids = fields.Many2many(
        "ruiji.level.proposal", required=True, readonly=True
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Refuse the proposals; the files keep their level."""
        self.ensure_one()
        self.proposal_ids._refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
