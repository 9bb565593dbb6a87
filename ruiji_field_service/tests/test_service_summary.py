from datetime import date

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .day_common import CALLED, EVENING, TUESDAY, DayCase


@tagged("post_install", "-at_install")
class TestServiceSummary(DayCase):
    """The head's summary writes itself and is confirmed."""

    def _summary(self, period="day", first=TUESDAY):
        return self.summaries.search(
            [("period", "=", period), ("date_from", "=", first.date())]
        )

    def test_figures_follow_from_the_records(self):
        """SVC-04: calls, punctuality, breaches, what wasn't mended, who is missing."""
        self._visit()
        self._visit(result="continued", arrived=5, left=6)
        self._visit(self.field2, called=CALLED.replace(day=9))
        with freeze_time(TUESDAY.replace(hour=4)):
            self._new_call()
        self._run_job()
        with freeze_time(EVENING):
            self._day_of(self.field).with_user(self.field).action_confirm()
        summary = self._summary()
        content = summary.content
        self.assertEqual(content["calls"], 3)
        self.assertEqual(content["by_status"], {"done": 1, "on_site": 1, "new": 1})
        self.assertEqual((content["arrivals"], content["late"]), (3, 1))
        self.assertEqual(content["punctuality"], 66.7)
        self.assertEqual(content["breaches"], 1)
        self.assertEqual(content["by_result"], {"mended": 2, "continued": 1})
        self.assertGreaterEqual(content["undispatched"], 1)
        lines = {line["name"]: line for line in content["technicians"]}
        self.assertEqual(lines[self.field.name]["missing"], 0)
        self.assertEqual(lines[self.field2.name]["missing"], 1)
        self.assertEqual(lines[self.field2.name]["late"], 1)
        self.assertEqual(summary.missing_count, 1)

    def test_averages_are_in_working_hours(self):
        """SVC-04: from the call to the arrival, by the working calendar."""
        call = self._visit()
        self._run_job()
        stretches = self.env.company._working_stretches(TUESDAY, EVENING)
        hours = self.days._hours(stretches, call.date_called, call.date_arrived)
        self.assertEqual(self._summary().content["hours_to_arrive"], hours)
        self.assertAlmostEqual(call.hours_to_arrive, hours, 2)

    def test_drawn_up_once_and_asked_for_once(self):
        """SVC-04: after work, one a day; week and month when they end."""
        self._visit()
        self._run_job(TUESDAY.replace(hour=5))
        self.assertFalse(self._summary())
        self._run_job()
        self._run_job(EVENING.replace(day=11))
        summary = self._summary()
        self.assertEqual(len(summary), 1)
        told = self._told(summary, "mail_activity_confirm_summary", self.head)
        self.assertEqual(len(told), 1)
        self.assertFalse(self._summary("week", TUESDAY.replace(day=9)))
        self._run_job(EVENING.replace(day=16))
        self.assertEqual(len(self._summary("week", TUESDAY.replace(day=9))), 1)

    def test_head_confirms_and_others_are_told(self):
        """SVC-04: customer service and the VP have it among their tasks, once."""
        self._visit()
        self._run_job()
        summary = self._summary()
        form = Form(summary.with_user(self.head))
        form.remarks = "一单待续"
        form.save()
        with freeze_time(EVENING):
            summary.with_user(self.head).action_confirm()
            with self.assertRaises(UserError):
                summary.with_user(self.head).action_confirm()
        self.assertEqual(summary.confirmed_by_id, self.head)
        for user in (self.customer_service, self.vp):
            told = self._told(summary, "mail_activity_read_summary", user)
            self.assertEqual(len(told), 1, user.login)

    def test_confirmed_summary_is_final(self):
        """SVC-04: later changes are shown; neither RPC nor SQL moves what was said."""
        self._visit()
        self._run_job()
        summary = self._summary()
        with freeze_time(EVENING):
            summary.with_user(self.head).action_confirm()
        before = summary.snapshot
        self._visit(arrived=5, left=6)
        self.env.invalidate_all()
        self.assertEqual(summary.snapshot, before)
        self.assertIn("1 → 2", summary.differences)
        for vals in ({"remarks": "x"}, {"state": "draft"}):
            with self.assertRaises(UserError):
                summary.with_user(self.head).write(vals)
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.DatabaseError):
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    f"DELETE FROM ruiji_service_summary WHERE id = {summary.id}"
                )

    def test_not_before_the_period_is_over(self):
        """SVC-04: a summary begun at noon shows figures and waits for the evening."""
        self._visit()
        with freeze_time(TUESDAY.replace(hour=5)):
            summary = self.summaries.with_user(self.head).create({"period": "day"})
            self.assertEqual(summary.content["calls"], 1)
            with self.assertRaises(UserError):
                summary.action_confirm()

    def test_any_week_and_month(self):
        """SVC-04: the head sums up a period; it begins on its first day, once."""
        self._visit()
        summaries = self.summaries.with_user(self.head)
        week = summaries.create({"period": "week", "date_from": "2026-03-11"})
        self.assertEqual((week.date_from, week.date_to), _days(9, 15))
        month = summaries.create({"period": "month", "date_from": "2026-03-11"})
        self.assertEqual((month.date_from, month.date_to), _days(1, 31))
        self.assertEqual(month.content["calls"], 1)
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.IntegrityError):
            summaries.create({"period": "week", "date_from": "2026-03-12"})

    def test_figures_lead_to_the_calls(self):
        """ANA-02: to those that the reader may see."""
        self._visit()
        self._run_job()
        action = self._summary().with_user(self.vp).action_open_calls()
        calls = self.env[action["res_model"]].with_user(self.vp)
        self.assertEqual(len(calls.search(action["domain"])), 1)

    def test_query_count_does_not_grow(self):
        """SVC-04: ten calls or a hundred take as many queries."""

        def queries(count, first):
            with freeze_time(first):
                self.env["ruiji.service.call"].create(
                    [{"partner_id": self.yanan.id, "fault_description": "坏"}] * count
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            summary = self.summaries.create({"date_from": first.date()})
            self.assertEqual(summary.content["calls"], count)
            return self.env.cr.sql_log_count - before

        queries(5, CALLED.replace(day=3))
        few, many = (
            queries(10, CALLED.replace(day=4)),
            queries(100, CALLED.replace(day=5)),
        )
        self.assertLess(many, 2 * few)


def _days(*days):
    return tuple(date(2026, 3, day) for day in days)
