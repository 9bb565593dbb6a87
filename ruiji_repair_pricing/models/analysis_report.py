from odoo import models
from odoo.tools import SQL
from odoo.tools.date_utils import add

from odoo.addons.ruiji_client_archive.utils.analysis_figures import Section

# Slips handed in from one day to before another, by the grade of their client.
REPAIRS = """
    SELECT unit.grade, COUNT(DISTINCT slip.partner_id),
           COUNT(*), COALESCE(SUM(slip.total), 0)
      FROM ruiji_repair_slip slip
      JOIN res_partner unit ON unit.id = slip.partner_id
     WHERE slip.date_submitted >= %(since)s AND slip.date_submitted < %(until)s
     GROUP BY unit.grade
"""


class AnalysisReport(models.Model):
    """What the clients of each grade sent in for repair (ANA-03)."""

    _inherit = "ruiji.analysis.report"

    def _sections(self):
        return [*super()._sections(), self._section_of_repairs()]

    def _section_of_repairs(self):
        """This period beside the one of the same length before it."""
        until = add(self.date_to, days=1)
        since = self.date_from
        now = self._repairs(since, until)
        before = self._repairs(since - (until - since), since)
        labels = (
            self.env["res.partner"]._fields["grade"]._description_selection(self.env)
        )
        nothing = (0, 0, 0.0)
        rows = [
            [label, *now.get(grade, nothing), before.get(grade, nothing)[-1]]
            for grade, label in labels
            if grade in now or grade in before
        ]
        columns = [
            self.env._("Grade of the client"),
            self.env._("Clients"),
            self.env._("Slips"),
            self.env._("Repair value"),
            self.env._("Repair value, period before"),
        ]
        return Section("repairs", self.env._("Repairs by grade"), columns, rows)

    def _repairs(self, since, until):
        """{grade: (clients, slips, value)} of slips handed in between two days."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(REPAIRS, since=since, until=until))
        return {
            grade: (clients, slips, float(value))
            for grade, clients, slips, value in rows
        }
