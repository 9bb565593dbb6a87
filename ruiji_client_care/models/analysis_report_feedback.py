from odoo import models

from odoo.addons.ruiji_client_archive.utils.analysis_figures import Section

from .client_feedback_flow import GRIEVANCES


class AnalysisReport(models.Model):
    """What clients complained of in the period, and why (ANA-03, CAR-03)."""

    _inherit = "ruiji.analysis.report"

    def _sections(self):
        return [*super()._sections(), self._section_of_complaints()]

    def _section_of_complaints(self):
        rows = [
            [cause.name or self.env._("Not found yet"), count, serious, claimed]
            for cause, count, serious, claimed in self._complaints_by_cause()
        ]
        columns = [
            self.env._("Cause"),
            self.env._("Complaints and claims"),
            self.env._("Serious ones"),
            self.env._("Claims"),
        ]
        return Section("complaints", self.env._("Complaints by cause"), columns, rows)

    def _complaints_by_cause(self):
        """[(cause, all, serious, claims)] of the period, the most frequent first."""
        since, until = self.env.company._moments_of(self.date_from, self.date_to)
        # The report is made of all clients' figures; it names none of them here.
        groups = (
            self.env["ruiji.client.feedback"]
            .sudo()
            ._read_group(
                [
                    ("kind", "in", GRIEVANCES),
                    ("state", "!=", "withdrawn"),
                    ("received_at", ">=", since),
                    ("received_at", "<", until),
                ],
                ["cause_id", "kind", "severity"],
                ["__count"],
            )
        )
        totals = {}
        for cause, kind, severity, count in groups:
            total = totals.setdefault(cause, [0, 0, 0])
            total[0] += count
            total[1] += count * (severity == "serious")
            total[2] += count * (kind == "claim")
        return sorted(
            ((cause, *total) for cause, total in totals.items()),
            key=lambda row: (-row[1], row[0].sequence),
        )
