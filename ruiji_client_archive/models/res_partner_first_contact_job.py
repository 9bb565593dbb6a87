from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import split_every

WARNING_ACTIVITY = "ruiji_client_archive.mail_activity_first_contact"
OVERDUE_ACTIVITY = "ruiji_client_archive.mail_activity_first_contact_overdue"


class ResPartner(models.Model):
    """The daily round of the clock: day 5 warns, day 8 recalls (MGR-08).

    Each step asks for what is due by now and not done yet, so that days on which
    the job did not run are made up for, and nothing happens twice.
    """

    _inherit = "res.partner"

    @api.model
    def _cron_first_contact(self, batch_size=100):
        """Notice contacts, warn account managers, recall overdue files."""
        company = self.env.company
        clients = self.with_context(lang=company.partner_id.lang)
        for domain, step in clients._first_contact_steps():
            due = clients.search(domain, order="id")
            for ids in split_every(batch_size, due.ids):
                # Somebody may have acted since, or be acting just now.
                batch = clients.browse(ids).try_lock_for_update()
                step(batch.filtered_domain(domain))
                if not self.env["ir.cron"]._commit_progress(len(ids)):
                    return

    @api.model
    def _first_contact_steps(self):
        """Return (domain of what is due today, method that does it)."""
        awaited = self._first_contact_awaited_domain()
        managed = awaited & Domain("user_id", "!=", False)
        warned = Domain("first_contact_warned_on", "=", False)
        overdue = Domain("first_contact_overdue_on", "=", False)
        return [
            (awaited, type(self)._notice_first_contact),
            (
                managed & warned & self._first_contact_reached("warning_day"),
                type(self)._warn_of_first_contact,
            ),
            (
                managed & overdue & self._first_contact_reached("recall_day"),
                type(self)._recall_to_pool,
            ),
        ]

    @api.model
    def _first_contact_reached(self, day):
        """Return the domain of those for whom a day of the clock has come.

        :param str day: `warning_day` or `recall_day`
        """
        term = self._first_contact_term("first_contact_days")
        ahead = term - self._first_contact_term(f"first_contact_{day}")
        calendar = self.env.company.resource_calendar_id
        today = calendar._today()
        if ahead > 0:
            last = calendar.working_day_after(today, ahead)
            return Domain("first_contact_deadline", "<=", last)
        # That many working days have passed since, today included.
        first = calendar.working_day_after(today + timedelta(days=1), ahead or -1)
        return Domain("first_contact_deadline", "<" if ahead else "<=", first)

    def _warn_of_first_contact(self):
        """Tell account managers, once, that the first contact is due soon."""
        self.write({"first_contact_warned_on": self._clock_today()})
        for (manager, deadline), clients in self.grouped(
            lambda client: (client.user_id, client.first_contact_deadline)
        ).items():
            clients._schedule_first_contact(WARNING_ACTIVITY, manager, deadline)

    def _tell_vp_of_missed_contact(self):
        """Give the marketing VP, once, the choice to transfer the file (MGR-04)."""
        today = self._clock_today()
        self.write({"first_contact_overdue_on": today})
        role = self.env.ref("ruiji_client_archive.group_marketing_vp")
        for vp in role.user_ids.filtered("active").sorted("id")[:1]:
            self._schedule_first_contact(OVERDUE_ACTIVITY, vp, today)

    def _schedule_first_contact(self, activity_type, user, deadline):
        # One activity per file on the screen; no mail for each of them.
        quietly = self.with_context(
            mail_activity_quick_update=True, lang=user.lang or self.env.lang
        )
        quietly.activity_schedule(
            activity_type, user_id=user.id, date_deadline=deadline
        )

    def _close_first_contact_activities(
        self, kinds=(WARNING_ACTIVITY, OVERDUE_ACTIVITY)
    ):
        """Take away what asks for a contact that is not asked for any more."""
        types = self.env["mail.activity.type"].union(*map(self.env.ref, kinds))
        self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "in", types.ids),
            ]
        ).unlink()

    def _recall_to_pool(self):
        """Put files into the common pool after the deadline (MGR-08)."""
        if not self:
            return
        self._tell_vp_of_missed_contact()
        self._close_first_contact_activities(kinds=(WARNING_ACTIVITY,))
        days = self._first_contact_term("first_contact_recall_day")
        reason = self.env._("No first contact by working day %s", days)
        self._assign(self.env["res.users"], "recall", reason)

    @api.model
    def _clock_today(self):
        return self.env.company.resource_calendar_id._today()
