from odoo import fields, models

from .client_feedback import OVER
from .client_feedback_flow import GRIEVANCES

CARE = "ruiji_client_care.group_care_user"


class ResPartner(models.Model):
    """Feedback on the client's file, and clients who complain often (GRD-04)."""

    _inherit = "res.partner"

    feedback_count = fields.Integer(compute="_compute_feedback_count", groups=CARE)
    open_feedback_count = fields.Integer(compute="_compute_feedback_count", groups=CARE)

    def _compute_feedback_count(self):
        counts = self.env["ruiji.client.feedback"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id", "state"], ["__count"]
        )
        for client in self:
            own = [row for row in counts if row[0] == client._origin]
            client.feedback_count = sum(count for _client, _state, count in own)
            client.open_feedback_count = sum(
                count for _client, state, count in own if state not in OVER
            )

    def action_view_feedback(self):
        """Open what this client said, a list with all of it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_care.client_feedback_action"
        )
        return action | {
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def _watch_findings(self, today):
        return super()._watch_findings(today) | {
            "complaints": self._repeated_complaints(today)
        }

    def _repeated_complaints(self, today):
        """Sentences on clients that complained several times in a few weeks."""
        rule = self.env["ruiji.watch.rule"]._rule("complaints")
        if not rule:
            return {}
        counts = self.env["ruiji.client.feedback"]._read_group(
            [
                ("partner_id", "in", self.ids),
                ("kind", "in", GRIEVANCES),
                ("state", "!=", "withdrawn"),
                ("received_at", ">=", fields.Date.subtract(today, days=rule.days)),
            ],
            ["partner_id"],
            ["__count"],
        )
        return {
            client.id: self.env._(
                "%(count)s complaints within %(days)s days",
                count=count,
                days=rule.days,
            )
            for client, count in counts
            if count >= rule.times
        }

    def _erase_records_kept(self):
        """Erase what a destroyed file's people said, too: they are named in it."""
        result = super()._erase_records_kept()
        feedback = self.env["ruiji.client.feedback"].search(
            [("partner_id", "in", self.ids)]
        )
        feedback._erase()
        return result
