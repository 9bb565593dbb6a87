from odoo import fields, models

from .care_queue import STATES


class SurveyUserInput(models.Model):
    """What one person of a client says in one round of a questionnaire (CAR-04)."""

    _name = "survey.user_input"
    _inherit = ["survey.user_input", "ruiji.care.queue"]
    _queue_field = "care_state"

    # Whoever knows it answers for the client.
    access_token = fields.Char(groups="survey.group_survey_user")
    questionnaire_id = fields.Many2one(
        "ruiji.care.questionnaire",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    care_round = fields.Char(string="Round", readonly=True, copy=False)
    client_id = fields.Many2one(
        "res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    care_state = fields.Selection(
        STATES, string="Invitation", readonly=True, copy=False
    )
    sent_on = fields.Datetime(readonly=True, copy=False)

    _once_a_round = models.UniqueIndex(
        "(survey_id, care_round, partner_id) WHERE care_round IS NOT NULL",
        "This person has been asked in this round already.",
    )
    _care_waiting_idx = models.Index("(id) WHERE care_state = 'waiting'")

    def _letters(self):
        template = self.env.ref("ruiji_client_care.mail_template_questionnaire")
        return {template: self} if self else {}

    def _sender(self):
        mailing = self.questionnaire_id
        return mailing.user_id.email_formatted or mailing.company_id.email_formatted
