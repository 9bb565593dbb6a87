from odoo import fields, models


class LevelProposing(models.TransientModel):
    """Asks which level customer service proposes, and why (ACC-01)."""

    _name = "ruiji.level.proposing"
    _description = "Propose a Level"

    partner_ids = fields.Many2many("res.partner", string="Client files", required=True)
    level = fields.Selection(
        lambda self: self.env["ruiji.level.proposal"]._selection_of_levels(),
        string="Proposed level",
        required=True,
    )
    reason = fields.Char(required=True)

    def action_propose(self):
        """Hand the proposals in: management finds them on its list."""
        self.ensure_one()
        self.env["ruiji.level.proposal"]._propose(
            self.partner_ids, self.level, self.reason
        )
        return {"type": "ir.actions.act_window_close"}
