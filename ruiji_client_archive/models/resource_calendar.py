from datetime import datetime, time, timedelta

from pytz import timezone

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.date_utils import float_to_time
from odoo.tools.intervals import Intervals

HOLIDAYS_ACTIVITY = "ruiji_client_archive.mail_activity_holidays_missing"


class ResourceCalendar(models.Model):
    """The Chinese working calendar: holidays, and weekends worked for them.

    Whatever Odoo plans by a calendar (``plan_days``, ``plan_hours``, working
    intervals) sees both; ``working_day_after`` says it in days (MGR-08).
    """

    _inherit = "resource.calendar"

    extra_workday_ids = fields.One2many(
        "ruiji.extra.workday", "calendar_id", string="Swapped working days", copy=True
    )

    # Days

    def working_day_after(self, start, count):
        """Return the count-th working day after a day, or before it if negative.

        :param date start: a day, working or not; it is not counted itself
        :param int count: how many working days on, not zero
        :return: date, or False when this calendar has no hours at all
        """
        self.ensure_one()
        from_day = start + timedelta(days=1) if count > 0 else start
        planned = self.plan_days(count, self._midnight(from_day), compute_leaves=True)
        return planned and planned.date()

    def _working_dates(self, first, last):
        """Return the sorted working days from one day through another."""
        self.ensure_one()
        intervals = self._work_intervals_batch(
            self._midnight(first), self._midnight(last + timedelta(days=1))
        )[False]
        return sorted({start.date() for start, _stop, _hours in intervals})

    def _today(self):
        """Return today's date where this calendar is lived by."""
        return self._local_date(fields.Datetime.now())

    def _midnight(self, day):
        """Return when a day begins where this calendar is lived by."""
        return timezone(self.tz).localize(datetime.combine(day, time.min))

    def _local_date(self, moment):
        """Return the day of a moment, given in UTC, in this calendar's zone."""
        zone = timezone(self.tz)
        return timezone("UTC").localize(moment).astimezone(zone).date()

    # What Odoo asks

    def _attendance_intervals_batch(
        self, start_dt, end_dt, resources=None, domain=None, tz=None, lunch=False
    ):
        result = super()._attendance_intervals_batch(
            start_dt, end_dt, resources=resources, domain=domain, tz=tz, lunch=lunch
        )
        hours = self._swapped_hours(start_dt, end_dt, domain, lunch)
        people = {person.id: person for person in resources or ()}
        for resource_id in result if hours else ():
            person = people.get(resource_id)
            if person and person._is_fully_flexible():
                continue
            zone = tz or timezone((person or self).tz)
            swapped = self._localize_hours(hours, zone, start_dt, end_dt)
            result[resource_id] |= Intervals(swapped, keep_distinct=True)
        return result

    def _swapped_hours(self, start_dt, end_dt, domain, lunch):
        """Return (day, attendance) for each stretch of the weekends worked."""
        margin = timedelta(days=1)
        workdays = self.env["ruiji.extra.workday"].search(
            [
                ("calendar_id", "=", self.id),
                ("date", ">=", start_dt.date() - margin),
                ("date", "<=", end_dt.date() + margin),
            ]
        )
        if not workdays or self.flexible_hours:
            return []
        hours = self.env["resource.calendar.attendance"].search(
            Domain(domain or Domain.TRUE)
            & Domain("calendar_id", "=", self.id)
            & Domain("display_type", "=", False)
            & Domain("day_period", "=" if lunch else "!=", "lunch")
        )
        week = hours.grouped(lambda hour: (hour.dayofweek, hour.week_type))
        return [
            (workday.date, hour)
            for workday in workdays
            for hour in week.get((workday.dayofweek, self._week_type(workday.date)), ())
        ]

    @api.model
    def _localize_hours(self, hours, zone, start_dt, end_dt):
        """Put stretches of work into a time zone, cut to what was asked for."""
        for day, hour in hours:
            begin = datetime.combine(day, float_to_time(hour.hour_from))
            end = datetime.combine(day, float_to_time(hour.hour_to))
            begin = max(start_dt.astimezone(zone), zone.localize(begin))
            end = min(end_dt.astimezone(zone), zone.localize(end))
            if begin < end:
                yield begin, end, hour

    def _week_type(self, day):
        """Return which of two alternating weeks a day is in, if they alternate."""
        Attendance = self.env["resource.calendar.attendance"]
        return self.two_weeks_calendar and str(Attendance.get_week_type(day))

    def _has_weekly_hours(self, day):
        """Return whether a day of the week is worked as a rule."""
        weekday = str(day.weekday())
        return any(
            hour.dayofweek == weekday and hour.week_type == self._week_type(day)
            for hour in self._get_global_attendances()
        )

    def _works_on_date(self, date):
        return super()._works_on_date(date) or date in self.extra_workday_ids.mapped(
            "date"
        )

    # Next year's holidays

    @api.model
    def _cron_ask_for_holidays(self):
        """In December, ask the administrators for holidays nobody entered yet.

        The State Council arranges each year's holidays in the year before.
        """
        today = fields.Date.context_today(self)
        calendar = self.env.company.resource_calendar_id
        if today.month < 12 or calendar._knows_holidays(today.year + 1):
            return
        summary = self.env._("Enter the public holidays of %s", today.year + 1)
        asked_for = [("summary", "=", summary), ("automated", "=", True)]
        activities = self.env["mail.activity"].with_context(active_test=False)
        if not activities.search_count(asked_for, limit=1):
            self._ask_administrators(summary)

    def _knows_holidays(self, year):
        begins_in_year = [
            ("calendar_id", "=", self.id),
            ("resource_id", "=", False),
            ("date_from", ">=", f"{year}-01-01"),
            ("date_from", "<=", f"{year}-12-31"),
        ]
        return bool(
            self.env["resource.calendar.leaves"].search_count(begins_in_year, limit=1)
        )

    @api.model
    def _ask_administrators(self, summary):
        administrators = self.env.ref("ruiji_client_archive.group_archive_admin")
        self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": self.env.ref(HOLIDAYS_ACTIVITY).id,
                    "user_id": user.id,
                    "summary": summary,
                    "automated": True,
                }
                for user in administrators.user_ids.filtered("active")
            ]
        )

    @api.model
    def action_open_working_calendar(self):
        """Open the calendar that the company works by."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Working Calendar"),
            "res_model": self._name,
            "res_id": self.env.company.resource_calendar_id.id,
            "views": [
                (self.env.ref("ruiji_client_archive.working_calendar_form").id, "form")
            ],
        }
