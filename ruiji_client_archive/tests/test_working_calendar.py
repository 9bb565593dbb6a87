from datetime import date, datetime

from pytz import timezone

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import ArchiveCase

SHANGHAI = timezone("Asia/Shanghai")


@tagged("post_install", "-at_install")
class TestWorkingCalendar(ArchiveCase):
    """Working days as the State Council arranged them (MGR-08)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env.company.resource_calendar_id
        cls.administrator = cls._new_user("archive_admin")

    def _worked(self, first, last):
        return self.calendar._working_dates(
            date.fromisoformat(first), date.fromisoformat(last)
        )

    def test_company_lives_by_the_chinese_calendar(self):
        """MGR-08: the calendar is an Odoo calendar, in Chinese time."""
        self.assertEqual(
            self.calendar, self.env.ref("ruiji_client_archive.working_calendar")
        )
        self.assertEqual(self.calendar.tz, "Asia/Shanghai")
        self.assertEqual(self.calendar.hours_per_day, 8)

    def test_number_of_working_days(self):
        """MGR-08: 2025 has 248 working days, 2026 has 248."""
        self.assertEqual(len(self._worked("2025-01-01", "2025-12-31")), 248)
        self.assertEqual(len(self._worked("2026-01-01", "2026-12-31")), 248)

    def test_spring_festival(self):
        """MGR-08: the days off are off, the two Saturdays for them are worked."""
        self.assertEqual(
            [day.day for day in self._worked("2026-02-12", "2026-03-01")],
            [12, 13, 14, 24, 25, 26, 27, 28],
        )

    def test_working_day_after(self):
        """MGR-08: counted over holidays and swapped days, forth and back."""
        cases = {
            # National Day: Thursday 1 to Wednesday 7, Saturday 10 is worked
            ("2026-09-30", 1): "2026-10-08",
            ("2026-09-30", 3): "2026-10-10",
            ("2026-09-30", 4): "2026-10-12",
            ("2026-10-04", 1): "2026-10-08",
            ("2026-09-19", 1): "2026-09-20",
            ("2026-10-11", -1): "2026-10-10",
            ("2026-10-08", -1): "2026-09-30",
            ("2026-01-02", 1): "2026-01-04",
            ("2025-12-31", -247): "2025-01-02",
        }
        for (start, count), expected in cases.items():
            with self.subTest(start=start, count=count):
                day = self.calendar.working_day_after(date.fromisoformat(start), count)
                self.assertEqual(day.isoformat(), expected)

    def test_odoo_plans_by_it(self):
        """MGR-08: what plans by Odoo's own calls sees both kinds of days."""
        friday = SHANGHAI.localize(datetime(2026, 10, 9, 17, 30))
        self.assertEqual(
            self.calendar.plan_hours(4, friday, compute_leaves=True),
            SHANGHAI.localize(datetime(2026, 10, 10, 13, 30)),
        )
        eve = SHANGHAI.localize(datetime(2026, 9, 30, 17, 30))
        self.assertEqual(
            self.calendar.plan_days(1, eve, compute_leaves=True).date(),
            date(2026, 10, 8),
        )
        week = (
            SHANGHAI.localize(datetime(2026, 10, 5)),
            SHANGHAI.localize(datetime(2026, 10, 12)),
        )
        self.assertEqual(self.calendar.get_work_hours_count(*week), 24)
        self.assertTrue(self.calendar._works_on_date(date(2026, 10, 10)))
        self.assertEqual(self.calendar.hours_per_week, 40)

    def test_people_and_breaks(self):
        """MGR-08: a colleague's hours have the day, too, and its lunch is free."""
        resource = self.env["resource.resource"].create(
            {"name": "王", "calendar_id": self.calendar.id, "tz": "Asia/Shanghai"}
        )
        day = (
            SHANGHAI.localize(datetime(2026, 10, 10)),
            SHANGHAI.localize(datetime(2026, 10, 11)),
        )
        hours = self.calendar._work_intervals_batch(*day, resources=resource)
        self.assertEqual(
            [(start.hour, stop.hour) for start, stop, _ in hours[resource.id]],
            [(8, 12), (13, 17)],
        )
        [(start, stop, _break)] = self.calendar._attendance_intervals_batch(
            *day, lunch=True
        )[False]
        self.assertEqual((start.hour, stop.hour), (12, 13))

    def test_years_in_a_few_queries(self):
        """MGR-08: as many queries for ten years as for a month."""
        self._worked("2026-01-01", "2026-01-31")
        for last in ("2026-01-31", "2035-12-31"):
            self.env.invalidate_all()
            with self.assertQueryCount(8):
                self._worked("2026-01-01", last)

    def test_administrator_keeps_it(self):
        """MGR-08: next year is entered on the screen, by the administrator alone."""
        keeper = self.calendar.with_user(self.administrator)
        keeper.write(
            {
                "global_leave_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "春节",
                            "date_from": "2027-02-04 16:00:00",
                            "date_to": "2027-02-12 15:59:59",
                        },
                    )
                ],
                "extra_workday_ids": [(0, 0, {"date": "2027-02-14", "name": "春节"})],
            }
        )
        self.assertEqual(
            self.calendar.working_day_after(date(2027, 2, 5), 1), date(2027, 2, 14)
        )
        with self.assertRaises(AccessError):
            self.env["ruiji.extra.workday"].with_user(self.manager).create(
                {"calendar_id": self.calendar.id, "date": "2027-02-13"}
            )
        with self.assertRaises(AccessError):
            self.calendar.global_leave_ids.with_user(self.manager).unlink()

    def test_only_free_weekends_are_swapped(self):
        """MGR-08: ordinary working days and holidays are refused."""
        Workdays = self.env["ruiji.extra.workday"]
        for day, word in (("2026-10-12", "every week"), ("2026-10-03", "holiday")):
            with self.subTest(day), self.assertRaisesRegex(ValidationError, word):
                Workdays.create({"calendar_id": self.calendar.id, "date": day})

    def test_administrator_is_asked_for_next_year(self):
        """MGR-08: in December, once, as long as next year is missing."""
        asked = [("user_id", "=", self.administrator.id), ("automated", "=", True)]
        activities = self.env["mail.activity"].with_context(active_test=False)
        for day, count in (("2026-11-30", 0), ("2026-12-01", 1), ("2026-12-20", 1)):
            with self.subTest(day), freeze_time(f"{day} 02:00:00"):
                self.calendar._cron_ask_for_holidays()
                self.assertEqual(activities.search_count(asked), count)
                activities.search(asked).action_feedback()

    def test_nobody_is_asked_for_what_is_there(self):
        """MGR-08: holidays that are in the calendar are not asked for."""
        with freeze_time("2025-12-05 02:00:00"):
            self.calendar._cron_ask_for_holidays()
        asked = [("user_id", "=", self.administrator.id), ("automated", "=", True)]
        self.assertFalse(self.env["mail.activity"].search(asked))
