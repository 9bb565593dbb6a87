from odoo import api, models


class IrRule(models.Model):
    """Who exports what clients said is on record (ACC-05)."""

    _inherit = "ir.rule"

    @api.model
    def _paths_of_exports(self):
        return super()._paths_of_exports() | {
            "ruiji.client.feedback": "partner_id",
            "ruiji.feedback.measure": "partner_id",
        }
