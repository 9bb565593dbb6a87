from odoo import models

from odoo.addons.ruiji_client_archive.utils.analysis_figures import Section


class AnalysisReport(models.Model):
    """What clients answered to the questionnaires of the period (ANA-03, CAR-04)."""

    _inherit = "ruiji.analysis.report"

    def _sections(self):
        return [*super()._sections(), self._section_of_questionnaires()]

    def _section_of_questionnaires(self):
        """How content those who answered are with what they were asked about."""
        columns = [
            self.env._("Question"),
            self.env._("Answers"),
            self.env._("Satisfaction (%)"),
            self.env._("Lowest level chosen"),
        ]
        rows = [
            [question.title, *self._figures_of_question(answers)]
            for question, answers in self._answers_by_question().items()
        ]
        title = self.env._("Questionnaires by question")
        return Section("questionnaires", title, columns, rows)

    def _answers_by_question(self):
        """{question: {choice: how often it was taken in the period}}, as asked."""
        since, until = self.env.company._moments_of(self.date_from, self.date_to)
        # The report is made of all clients' figures; it names none of them here.
        lines = self.env["survey.user_input.line"].sudo()
        groups = lines._read_group(
            [
                ("user_input_id.questionnaire_id", "!=", False),
                ("user_input_id.state", "=", "done"),
                ("user_input_id.end_datetime", ">=", since),
                ("user_input_id.end_datetime", "<", until),
                ("suggested_answer_id", "!=", False),
            ],
            ["question_id", "suggested_answer_id"],
            ["__count"],
        )
        questions = {}
        for question, choice, count in groups:
            # Questions are the house's own; no answer of a client is shown.
            questions.setdefault(question.with_env(self.env).sudo(), {})[choice] = count
        return dict(sorted(questions.items(), key=lambda asked: asked[0].sequence))

    def _figures_of_question(self, answers):
        """[answers, points gained of those to be gained in %, lowest level chosen]"""
        count = sum(answers.values())
        [question] = {choice.question_id for choice in answers}
        best = max(question.suggested_answer_ids.mapped("answer_score"))
        points = sum(choice.answer_score * times for choice, times in answers.items())
        lowest = sum(n for choice, n in answers.items() if not choice.answer_score)
        return [count, round(100 * points / (best * count), 1) if best else "", lowest]
