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
    "survey.user_input": "partner_id",
    "survey.user_input.line": "user_input_id.partner_id",
}
# Who answered may have moved on: the answer speaks of the client of that time
OF_CLIENTS = {
    "survey.user_input": "client_id",
    "survey.user_input.line": "user_input_id.client_id",
}


# Lent and taken along is the client's file, not the person's (ACC-04, ACC-05)
OF_FILES = (
    OF_PARTNERS
    | OF_CLIENTS
    | {"ruiji.care.attendee": "client_id", "ruiji.care.greeting": "client_id"}
)


class IrRule(models.Model):
    """Visits, feedback and answers are as closed as the client's file (ACC-02)."""

    _inherit = "ir.rule"

    @api.model
    def _wall(self, model_name):
        if model_name not in OF_PARTNERS:
            return super()._wall(model_name)
        wall = self._wall_around(OF_PARTNERS[model_name])
        if model_name in OF_CLIENTS:
            wall &= self._wall_around(OF_CLIENTS[model_name])
        return wall

    @api.model
    def _models_about_clients(self):
        return [*super()._models_about_clients(), "survey.user_input"]

    @api.model
    def _paths_to_clients(self):
        return super()._paths_to_clients() | OF_FILES
