from odoo import fields, models

# For so long an answer counts as news.
NEWS_DAYS = 14


class ResUsers(models.Model):
    """What waits for a portal user, at the top of his home page (WEB-05)."""

    _inherit = "res.users"

    def _portal_attention(self):
        """What needs the attention of this client's person, most urgent first.

        Each question is one query or a few, however much there is to count; addons
        put theirs in front.

        :return: list of dict with count, title and url; counts of zero are left out
        """
        self.ensure_one()
        unit = self._portal_unit()
        if not unit:
            return []
        items = [self._change_attention(unit), *self._login_attention()]
        return [item for item in items if item["count"]]

    def _news_since(self):
        return fields.Datetime.subtract(fields.Datetime.now(), days=NEWS_DAYS)

    def _change_attention(self, unit):
        # What the unit asked for itself; portal users have no right on requests.
        requests = self.env["ruiji.change.request"].sudo()
        count = requests.search_count(
            [
                ("client_id", "=", unit.id),
                ("state", "in", ("approved", "refused")),
                ("decided_on", ">=", self._news_since()),
            ]
        )
        return {
            "count": count,
            "title": self.env._("Your requests to change the file were answered"),
            "url": "/my/client-file",
        }

    def _login_attention(self):
        """News of logins that this user asked for as an administrator (WEB-07)."""
        units = self._administered_units()
        if not units:
            return []
        # The domain is the check; portal users have no right on requests.
        counts = dict(
            self.env["ruiji.login.request"]
            .sudo()
            ._read_group(
                [
                    ("client_id", "in", units.ids),
                    "|",
                    ("state", "=", "pending"),
                    "&",
                    ("state", "in", ("approved", "refused")),
                    ("decided_on", ">=", self._news_since()),
                ],
                ["state"],
                ["__count"],
            )
        )
        waiting = counts.pop("pending", 0)
        return [
            {
                "count": sum(counts.values()),
                "title": self.env._("Logins that you asked for were answered"),
                "url": "/my/logins",
            },
            {
                "count": waiting,
                "title": self.env._("Logins wait for our approval"),
                "url": "/my/logins",
            },
        ]
