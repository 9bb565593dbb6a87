from odoo import api, models

# The field that holds the client, of each model of this addon
OF_PARTNERS = {
    "ruiji.claim.check": "feedback_id.partner_id",
    "ruiji.client.feedback": "partner_id",
    "ruiji.satisfaction.rating": "partner_id",
    "ruiji.satisfaction.analysis": "partner_id",
    "ruiji.feedback.measure": "partner_id",
    "ruiji.feedback.step": "feedback_id.partner_id",
    "ruiji.client.visit": "client_id",
    "ruiji.client.visit.promise": "client_id",
    "ruiji.improvement.measure": "partner_id",
    "ruiji.care.greeting": "partner_id",
    "ruiji.care.attendee": "partner_id",
}


class IrRule(models.Model):
    """Visits, feedback and answers are as closed as the client's file (ACC-02)."""

    _inherit = "ir.rule"

    @api.model
    def _wall(self, model_name):
        if model_name not in OF_PARTNERS:
            return super()._wall(model_name)
        return self._wall_around(OF_PARTNERS[model_name])
