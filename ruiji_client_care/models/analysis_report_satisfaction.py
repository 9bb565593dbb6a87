from odoo import models

from odoo.addons.ruiji_client_archive.utils.analysis_figures import Section

MEASURES = ("asked:sum", "answered:sum", "score:avg", "content_rate:avg")


class AnalysisReport(models.Model):
    """How content the clients of each grade are (ANA-03, CAR-04)."""

    _inherit = "ruiji.analysis.report"

    def _sections(self):
        return [*super()._sections(), self._section_of_satisfaction()]

    def _section_of_satisfaction(self):
        """What was answered about services of the period, by grade."""
        start, end = self.env.company._moments_of(self.date_from, self.date_to)
        analysis = self.env["ruiji.satisfaction.analysis"]
        self.env.flush_all()
        groups = analysis._read_group(
            [("date", ">=", start), ("date", "<", end)], ["grade"], MEASURES
        )
        labels = dict(analysis._fields["grade"]._description_selection(self.env))
        rows = [
            [labels.get(grade) or self.env._("Not stated"), asked, answered]
            + [score or 0.0, content or 0.0]
            for grade, asked, answered, score, content in groups
        ]
        columns = [
            self.env._("Grade of the client"),
            self.env._("Asked"),
            self.env._("Answered"),
            self.env._("Satisfaction (1 to 4)"),
            self.env._("Satisfied (%)"),
        ]
        title = self.env._("Satisfaction by grade")
        return Section("satisfaction", title, columns, rows)
