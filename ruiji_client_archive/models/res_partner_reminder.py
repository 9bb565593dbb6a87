from odoo import api, fields, models


class ResPartner(models.Model):
    """One entry on a person's list for all files that wait, not one for each."""

    _inherit = "res.partner"

    @api.model
    def _remind(self, type_xmlid, counts, summarize):
        """Bring each user's reminder up to date; where nothing waits it goes.

        :param str type_xmlid: activity type
        :param dict counts: {res.users record: how many files wait}
        :param summarize: function of environment and number that returns the text
        """
        kind = self.env.ref(type_xmlid)
        reminders = self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", kind.id),
                ("res_model", "=", False),
                ("automated", "=", True),
            ]
        )
        by_user = reminders.grouped("user_id")
        reminders.filtered(lambda r: r.user_id not in counts).unlink()
        new = []
        for user, count in counts.items():
            summary = summarize(self.with_context(lang=user.lang).env, count)
            if user in by_user:
                by_user[user].summary = summary
            else:
                new.append(self._prepare_reminder_vals(kind, user, summary))
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            new
        )

    @api.model
    def _prepare_reminder_vals(self, kind, user, summary):
        return {
            "activity_type_id": kind.id,
            "user_id": user.id,
            "summary": summary,
            "note": kind.default_note,
            "date_deadline": fields.Date.context_today(self),
            "automated": True,
        }
