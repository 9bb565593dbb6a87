from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """What of feedback a portal user may see (WEB-08)."""

    _inherit = "res.users"

    def _portal_feedback_domain(self):
        """Feedback that the portal pages may show to this user."""
        self.ensure_one()
        domain = Domain("partner_id", "in", self._portal_units().ids)
        # The scope of a user is data of his person, which he himself can't read.
        person = self.sudo().partner_id
        if person.portal_scope == "own":
            domain &= Domain("create_uid", "=", self.id) | Domain(
                "contact_id", "=", person.id
            )
        return domain

    def _portal_attention(self):
        """Feedback that was answered lately (CAR-03)."""
        items = super()._portal_attention()
        if not self._portal_unit():
            return items
        # The domain is the user's scope; portal users have no right on feedback.
        feedback = self.env["ruiji.client.feedback"].sudo()
        answered = Domain("state", "=", "answered")
        answered &= Domain("answered_on", ">=", self._news_since())
        count = feedback.search_count(self._portal_feedback_domain() & answered)
        title = self.env._("Your feedback was answered")
        news = {"count": count, "title": title, "url": "/my/feedback"}
        return [*([news] if count else []), *items]
