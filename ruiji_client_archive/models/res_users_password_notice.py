from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_date

NOTICE_DAYS = 5


class ResUsers(models.Model):
    """Nobody is surprised by the end of a password (ACC-07, WEB-03)."""

    _inherit = "res.users"

    def _password_notice(self):
        """Say until when the password is good, in its last days.

        Costs no query on other days: `_password_good_until` is cached.

        :return: one sentence in the user's language, or an empty text
        """
        self.ensure_one()
        until, now = self._password_good_until(), fields.Datetime.now()
        if not now <= until <= now + timedelta(days=NOTICE_DAYS):
            return ""
        # The house's day, whose calendar is no secret.
        calendar = self.env.company.sudo().resource_calendar_id
        return self.env._(
            "Your password is good until %(day)s: set a new one before then.",
            day=format_date(self.env, calendar._local_date(until)),
        )
