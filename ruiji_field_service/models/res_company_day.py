from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models


class ResCompany(models.Model):
    """When a day begins and ends at the company's seat (SVC-04)."""

    _inherit = "res.company"

    def _day_window(self, first, last=None):
        """The first moment of a day and the first one after it, or after a later day.

        :param date first: the day, or the first one of a period
        :return: two datetimes in UTC, as the database keeps them
        """
        self.ensure_one()
        zone = pytz.timezone(self._business_timezone())
        days = (first, (last or first) + timedelta(days=1))
        return tuple(
            zone.localize(datetime.combine(day, time()))
            .astimezone(pytz.UTC)
            .replace(tzinfo=None)
            for day in days
        )

    def _ended_days(self, count):
        """The last days whose working time is over, by the working calendar.

        :return: list of dates, the earliest first
        """
        today = self._business_day()
        days = [today - timedelta(days=back) for back in range(count, 0, -1)]
        return days + ([today] if self._work_is_over(today) else [])

    def _work_is_over(self, day):
        """Whether nobody works any more on this day; without work it ends at night."""
        begin, end = self._day_window(day)
        stretches = self._working_stretches(begin, end)
        return fields.Datetime.now() >= (stretches[-1][1] if stretches else end)
