from odoo import fields, models


class ResPartner(models.Model):
    """What a client's people said in questionnaires (CAR-04)."""

    _inherit = "res.partner"

    questionnaire_count = fields.Integer(
        string="Questionnaires",
        compute="_compute_questionnaire_count",
        groups="ruiji_client_care.group_care_user",
    )

    def _compute_questionnaire_count(self):
        """Answers that came back, of each client in one query."""
        groups = self.env["survey.user_input"]._read_group(
            [("client_id", "in", self.ids), ("state", "=", "done")],
            ["client_id"],
            ["__count"],
        )
        counts = {client.id: count for client, count in groups}
        for partner in self:
            partner.questionnaire_count = counts.get(partner.id, 0)

    def action_view_questionnaires(self):
        """Open the answers of the client's people."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_care.questionnaire_answer_action"
        )
        action["domain"] = [("client_id", "=", self.id)]
        action["context"] = {"search_default_filter_done": 1}
        return action
