from markupsafe import Markup

from odoo import fields, models

SHOWN = 3


class PerformanceSnapshot(models.Model):
    """What an account manager should mend next (ANA-01)."""

    _inherit = "ruiji.performance.snapshot"

    mend_next = fields.Html(
        string="What to mend next", compute="_compute_mend_next", sanitize=False
    )

    def _compute_mend_next(self):
        """Up to three things, the most pressing first, each with its list."""
        for snapshot in self:
            found = snapshot._to_mend()[:SHOWN]
            snapshot.mend_next = (
                Markup("<ol>%s</ol>") % Markup().join(map(self._mend_line, found))
                if found
                else self.env._("Nothing: well kept.")
            )

    def _to_mend(self):
        """Return (sentence, path of the list) of what was found, in its order."""
        counts = self.mend_counts or {}
        return [
            (sentence % {"count": counts[kind]}, path)
            for kind, (sentence, path) in self._mend_kinds().items()
            if counts.get(kind)
        ]

    def _mend_line(self, found):
        sentence, path = found
        return Markup('<li><a href="/odoo/%s">%s</a></li>') % (path, sentence)

    def _mend_kinds(self):
        """Return {kind: (sentence with its count, path of the list)}, by urgency.

        Addons put theirs in between.
        """
        return {
            "overdue_contact": (
                self.env._("Make up for %(count)s overdue first contacts"),
                "overdue-first-contacts",
            ),
            "unverified": (
                self.env._("Have %(count)s files verified that are overdue"),
                "clients-to-verify",
            ),
            "incomplete": (
                self.env._("Complete %(count)s files that are below 80 per cent"),
                "clients",
            ),
        }
