from odoo import fields, models


class ResPartner(models.Model):
    """Key clients whose return visit is overdue (GRD-04)."""

    _inherit = "res.partner"

    def _watch_findings(self, today):
        return super()._watch_findings(today) | {
            "visit_overdue": self._overdue_visits(today)
        }

    def _overdue_visits(self, today):
        rule = self.env["ruiji.watch.rule"]._rule("visit_overdue")
        if not rule:
            return {}
        overdue = self.search_fetch(
            [
                ("id", "in", self.ids),
                ("grade", "=", "key"),
                ("next_visit_due", "<", fields.Date.subtract(today, days=rule.days)),
            ],
            ["next_visit_due"],
        )
        return {
            client.id: self.env._(
                "Return visit due since %s", client.next_visit_due.isoformat()
            )
            for client in overdue
        }
