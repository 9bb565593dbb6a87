from odoo import models


class RepairSlip(models.Model):
    """What a client sends in by itself, and what it may be told (WEB-05, WEB-06)."""

    _inherit = "ruiji.repair.slip"

    def _told_to_user(self):
        """Those of these slips that the user may be told of by name."""
        user = self.env.user
        if user.share:
            return self.filtered_domain(user._portal_slip_domain())
        return self.with_user(user)._filtered_access("read")

    def _keep_unclear_rows(self, judged_rows):
        """Let boards wait on the slip that can't be taken yet (REP-07).

        :param judged_rows: list of JudgedRow
        :return: the waiting lines, in the same order
        """
        lines = self.env["ruiji.repair.intake.line"]
        return lines.create(
            [lines._prepare_line_vals(one, self) for one in judged_rows]
        )
