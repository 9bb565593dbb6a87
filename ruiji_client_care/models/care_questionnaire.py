from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

HALVES = [("1", "First half-year"), ("2", "Second half-year")]


class CareQuestionnaire(models.Model):
    """A questionnaire sent to many in the background, once a half-year (CAR-04)."""

    _name = "ruiji.care.questionnaire"
    _description = "Questionnaire in Bulk"
    _inherit = ["ruiji.care.selection"]
    _order = "year DESC, half DESC, id DESC"
    _letter_model = "survey.user_input"
    _letter_link = "questionnaire_id"
    _letter_job = "ruiji_client_care.cron_send_questionnaires"

    name = fields.Char(compute="_compute_name")
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("is_care", "=", True)],
        default=lambda self: self._default_survey(),
    )
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: fields.Date.context_today(self).year,
    )
    half = fields.Selection(
        HALVES,
        string="Half-year",
        required=True,
        default=lambda self: (
            "1" if fields.Date.context_today(self).month <= 6 else "2"
        ),
    )
    deadline = fields.Date(
        string="Answers until",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(months=1)
        ),
    )
    client_ids = fields.Many2many(
        "res.partner",
        string="Chosen clients",
        domain=[("is_client", "=", True), ("archive_state", "=", "filed")],
        help="Only these of the clients; all when left empty.",
    )
    answer_ids = fields.One2many(
        "survey.user_input", "questionnaire_id", string="Answers", readonly=True
    )
    total = fields.Integer(string="People asked")
    answered = fields.Integer(compute="_compute_progress")
    score = fields.Float(string="Satisfaction (%)", compute="_compute_progress")

    @api.model
    def _default_survey(self):
        return self.env["survey.survey"].search([("is_care", "=", True)], limit=1)

    @api.depends("survey_id", "year", "half")
    def _compute_name(self):
        for mailing in self:
            title = mailing.survey_id.title
            mailing.name = " ".join(filter(None, [title, mailing._round()]))

    def _round(self):
        """The half-year in which nobody is asked the same twice."""
        return f"{self.year}-{self.half}"

    @api.depends("answer_ids.care_state", "answer_ids.state")
    def _compute_progress(self):
        """How far each has come, and what was answered (CAR-04)."""
        groups = self.env["survey.user_input"]._read_group(
            [("questionnaire_id", "in", self.ids), ("state", "=", "done")],
            ["questionnaire_id"],
            ["__count", "scoring_percentage:avg"],
        )
        answers = {mailing.id: figures for mailing, *figures in groups}
        for mailing in self:
            of = answers.get(mailing._origin.id, (0, 0.0))
            mailing.answered, mailing.score = of
        return super()._compute_progress()

    @api.depends(
        "grade", "state_ids", "own_clients", "client_ids", "survey_id", "year", "half"
    )
    def _compute_selection(self):
        """Count those who will be asked and those who are left out (CAR-04)."""
        return super()._compute_selection()

    def _client_domain(self):
        domain = super()._client_domain()
        if self.client_ids:
            domain &= Domain("id", "in", self.client_ids.ids)
        return domain

    def _known(self, persons):
        # Who was asked counts, whoever did it and whether or not one may see it.
        found = (
            self.env["survey.user_input"]
            .sudo()
            .search(
                [
                    ("survey_id", "=", self.survey_id.id),
                    ("care_round", "=", self._round()),
                    ("partner_id", "in", persons.ids),
                ]
            )
        )
        return found.partner_id.with_env(self.env)

    def action_send(self):
        """Queue a link for everybody who may be asked; a job sends them.

        :raises UserError: when nobody is left to ask, or it was sent already
        """
        self.ensure_one()
        self.check_access("write")
        # Also when all who were asked are of files that are closed to the user.
        if self.sudo().answer_ids:
            raise UserError(
                self.env._("These questionnaires are on their way already.")
            )
        persons = self._sort_out(self._candidates())["recipients"]
        if not persons:
            raise UserError(
                self.env._("Nobody is left to be asked: choose other clients.")
            )
        # Links are made here only; the persons are of files the user may open.
        self.env["survey.user_input"].sudo().create(self._prepare_answers(persons))
        self._start_sending()
        return True

    def _prepare_answers(self, persons):
        """Values of one empty answer a person, with all questions as of today."""
        answers = self.env["survey.user_input"]
        languages = self.env["res.lang"]._get_active_by("code")
        # Which questions are asked is the house's, whoever sends them.
        questions = self.sudo().survey_id._prepare_user_input_predefined_questions()
        return [
            {
                "survey_id": self.survey_id.id,
                "questionnaire_id": self.id,
                "care_round": self._round(),
                "care_state": "waiting",
                "partner_id": person.id,
                "client_id": self._client_of(person).id,
                "email": person.email,
                "nickname": person.name,
                "lang_id": languages[person.lang].id if person.lang else False,
                "invite_token": answers._generate_invite_token(),
                "deadline": datetime.combine(self.deadline, time.max),
                "predefined_question_ids": [fields.Command.set(questions.ids)],
            }
            for person in persons
        ]

    def action_view_answers(self):
        """Open what came back of this round."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_care.questionnaire_answer_action"
        )
        action["domain"] = [("questionnaire_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        # Also when all who were asked are of files that are closed to the user.
        if self.sudo().answer_ids:
            raise UserError(self.env._("Questionnaires that were sent stay on record."))
