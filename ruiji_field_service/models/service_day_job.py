from odoo import api, fields, models
from odoo.tools import SQL, format_list

from ..utils.service_day_sql import MISSING_DAYS, NEW_DAYS

CONFIRM = "ruiji_field_service.mail_activity_confirm_day"
MISSING = "ruiji_field_service.mail_activity_missing_days"
# Days that are made up for when the job didn't run.
LOOK_BACK = 7


class ServiceDay(models.Model):
    """Reports draw themselves up when the working day ends (SVC-04)."""

    _inherit = "ruiji.service.day"

    date_asked = fields.Datetime(string="Asked to confirm at", readonly=True)

    @api.model
    def _missing_keys(self, company, days):
        """(company, technician, day) of whoever has records and no report yet."""
        if not days:
            return []
        since, until = company._day_window(min(days), max(days))
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                MISSING_DAYS,
                since=since,
                until=until,
                days=days,
                company=company.id,
                zone=company._business_timezone(),
            )
        )
        return [(company.id, *row) for row in rows]

    @api.model
    def _draw_up(self, keys):
        """Make the reports that there aren't yet.

        :param list keys: (company id, technician id, day)
        :return: those that were made
        """
        if not keys:
            return self
        companies, technicians, days = zip(*keys, strict=True)
        rows = self.env.execute_query(
            SQL(
                NEW_DAYS,
                companies=list(companies),
                technicians=list(technicians),
                days=list(days),
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        reports = self.browse(report for [report] in rows)
        reports._note_late_arrivals()
        return reports

    @api.model
    def _cron_draw_up(self, batch_size=50):
        """Draw up the reports of days that are over, and ask for them.

        Each once, however many jobs run and whenever one is killed.
        """
        keys = [
            key
            for company in self.env["res.company"].search(
                [("resource_calendar_id", "!=", False)]
            )
            for key in self._missing_keys(company, company._ended_days(LOOK_BACK))
        ]
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(keys))
        for start in range(0, len(keys), batch_size):
            batch = keys[start : start + batch_size]
            self._draw_up(batch)
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                return
        self._ask_to_confirm()
        self.env["ruiji.service.summary"]._draw_up_ended()
        cron._commit_progress()

    @api.model
    def _ask_to_confirm(self):
        """One activity for each report of a day that is over, and isn't confirmed."""
        unasked = self.search(
            [("state", "=", "draft"), ("date_asked", "=", False)]
        ).filtered(lambda report: report.company_id._work_is_over(report.day))
        unasked = unasked.try_lock_for_update()
        unasked.invalidate_recordset(["date_asked", "state"])
        unasked = unasked.filtered(lambda r: not r.date_asked and r.state == "draft")
        unasked.date_asked = fields.Datetime.now()
        activity_type = self.env.ref(CONFIRM)
        model_id = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": report.id,
                    "automated": True,
                    "activity_type_id": activity_type.id,
                    "user_id": report.technician_id.id,
                    "date_deadline": report.day,
                    "summary": activity_type.with_context(
                        lang=report.technician_id.lang
                    ).name,
                }
                for report in unasked
            ]
        )

    # The morning

    @api.model
    def _cron_raise_missing(self):
        """Tell the heads whose reports of the days before are missing.

        The last run counts: yesterday's notice gives way to today's.
        """
        activities = self.env["mail.activity"]
        activity_type = self.env.ref(MISSING)
        activities.search([("activity_type_id", "=", activity_type.id)]).unlink()
        missing = self._missing()
        if not missing:
            return
        names = missing.technician_id.mapped("name")
        activities.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "user_id": user.id,
                    "automated": True,
                    "date_deadline": self.env.company._business_day(),
                    "summary": self.with_context(lang=user.lang).env._(
                        "%(count)s daily reports are missing: %(names)s",
                        count=len(missing),
                        names=format_list(self.env, names, lang_code=user.lang),
                    ),
                }
                for user in self._heads()
            ]
        )

    @api.model
    def _missing(self):
        """Reports of days before today that nobody has confirmed."""
        today = self.env.company._business_day()
        return self.search([("state", "=", "draft"), ("day", "<", today)])
