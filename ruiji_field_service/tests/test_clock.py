from datetime import datetime

import psycopg2
from pytz import UTC

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import CallCase

# A Friday at three in the afternoon in China
FRIDAY = datetime(2026, 3, 6, 7, 0)


@tagged("post_install", "-at_install")
class TestClock(CallCase):
    """Six working hours in the city, seven in the suburbs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env.company.resource_calendar_id
        cls.reason = cls.env.ref("ruiji_field_service.pause_reason_client_asks")

    def _planned(self, hours, start=FRIDAY):
        planned = self.calendar.plan_hours(
            hours, UTC.localize(start), compute_leaves=True
        )
        return planned.astimezone(UTC).replace(tzinfo=None)

    def _call_at(self, moment, **values):
        with freeze_time(moment):
            return self._new_call(**values)

    def _pause(self, call, user=None):
        pauses = self.env["ruiji.service.pause"].with_user(user or self.head)
        return pauses.create({"call_id": call.id, "reason_id": self.reason.id})

    def test_promise_runs_in_working_hours(self):
        """SVC-02: over the weekend nothing runs; city and suburbs as data say."""
        city = self._call_at(FRIDAY)
        suburbs = self._call_at(FRIDAY, area="suburbs")
        self.assertEqual(city.arrival_due, self._planned(6))
        self.assertEqual(suburbs.arrival_due, self._planned(7))
        self.assertEqual(city.arrival_due.weekday(), 0)
        promise = self.env.ref("ruiji_field_service.promise_city")
        promise.with_user(self.head).hours = 4
        self.assertEqual(self._call_at(FRIDAY).arrival_due, self._planned(4))
        self.assertEqual(city.arrival_due, self._planned(6))

    def test_swapped_workdays_and_holidays_count(self):
        """SVC-02: a Saturday worked for a holiday counts, a public holiday doesn't."""
        self.env["ruiji.extra.workday"].create(
            {"calendar_id": self.calendar.id, "date": "2026-03-07", "dayofweek": "4"}
        )
        self.assertEqual(self._call_at(FRIDAY).arrival_due.weekday(), 5)
        self.assertEqual(self._call_at(FRIDAY).arrival_due, self._planned(6))
        self.env["resource.calendar.leaves"].create(
            {
                "name": "调休",
                "calendar_id": self.calendar.id,
                "date_from": datetime(2026, 3, 8, 16),
                "date_to": datetime(2026, 3, 9, 16),
            }
        )
        late = self._call_at(datetime(2026, 3, 7, 8, 30))
        self.assertEqual(late.arrival_due, self._planned(6, late.date_called))
        self.assertEqual(late.arrival_due.weekday(), 1)

    def test_pauses_move_the_clock(self):
        """SVC-02: the working hours of a pause for a listed reason are added."""
        start = datetime(2026, 3, 10, 2)
        call = self._call_at(start)
        before = call.arrival_due
        with freeze_time(datetime(2026, 3, 10, 3)):
            self._pause(call)
            self.assertTrue(call.is_paused)
        with freeze_time(datetime(2026, 3, 10, 8)):
            call.with_user(self.head).action_resume()
        self.assertFalse(call.is_paused)
        self.assertGreater(call.arrival_due, before)
        stretches = self.env.company._working_stretches(
            datetime(2026, 3, 10, 3), datetime(2026, 3, 10, 8)
        )
        hours = sum((e - b).total_seconds() for b, e in stretches) / 3600
        self.assertEqual(call.arrival_due, self._planned(6 + hours, start))

    def test_pause_after_the_time_is_up_excuses_nothing(self):
        """SVC-02: stopping the clock when it has run out moves nothing."""
        call = self._call_at(datetime(2026, 3, 10, 2))
        due = call.arrival_due
        with freeze_time(datetime(2026, 3, 13, 2)):
            self._pause(call)
        with freeze_time(datetime(2026, 3, 13, 8)):
            call.with_user(self.head).action_resume()
        self.assertEqual(call.arrival_due, due)

    def test_pauses_are_kept(self):
        """SVC-02: times of pauses are the system's; none is changed or deleted."""
        call = self._dispatch(self._new_call())
        pauses = self.env["ruiji.service.pause"].with_user(self.field)
        with self.assertRaises(UserError):
            pauses.create(
                {
                    "call_id": call.id,
                    "reason_id": self.reason.id,
                    "date_start": datetime(2026, 1, 1),
                }
            )
        pause = self._pause(call, self.field)
        for user in (self.field, self.head):
            with self.assertRaises(UserError):
                pause.with_user(user).write({"note": "x"})
            with self.assertRaises(UserError):
                pause.with_user(user).unlink()
        call.with_user(self.field).action_resume()
        self.env.flush_all()
        for statement in (
            "UPDATE ruiji_service_pause SET date_end = now()",
            "DELETE FROM ruiji_service_pause",
        ):
            self._refused(statement)

    @mute_logger("odoo.sql_db")
    def _refused(self, statement):
        with self.assertRaises(psycopg2.DatabaseError), self.env.cr.savepoint():
            self.env.cr.execute(statement)

    def test_who_may_pause(self):
        """SVC-02: the head or the technician sent there, until somebody has come."""
        call = self._dispatch(self._new_call())
        for user in (self.field2, self.customer_service):
            with self.assertRaises(AccessError):
                self._pause(call, user)
        call.with_user(self.field).action_arrive()
        with self.assertRaises(UserError):
            self._pause(call, self.field)

    def test_time_of_a_dispatched_call_is_frozen(self):
        """SVC-02: only a correction with its reason moves it, and is kept."""
        call = self._new_call()
        call.date_called = self._hours_ago(1)
        self._dispatch(call)
        moved = self._hours_ago(5)
        for vals in ({"date_called": moved}, {"area": "suburbs"}):
            with self.assertRaises(UserError):
                call.with_user(self.head).write(vals)
        self.env.flush_all()
        self._refused(
            "UPDATE ruiji_service_call SET date_called = now() - interval '9 h' "
            f"WHERE id = {call.id}"
        )
        corrections = self.env["ruiji.service.correction"]
        vals = {
            "call_id": call.id,
            "date_called": moved,
            "area": "suburbs",
            "reason": "客户实际更早来电",
        }
        with self.assertRaises(AccessError):
            corrections.with_user(self.customer_service).create(vals)
        before = call.date_called
        correction = corrections.with_user(self.head).create(vals)
        self.env.flush_all()
        self.assertEqual((call.date_called, call.area), (moved, "suburbs"))
        self.assertEqual(correction.date_called_before, before)
        self.assertEqual(call.promised_hours, 7)
        with self.assertRaises(UserError):
            correction.with_user(self.head).write({"reason": "x"})
        self._refused("DELETE FROM ruiji_service_correction")

    def test_query_count_does_not_grow(self):
        """SVC-02: the clocks of all calls ask the calendar once."""

        def queries(count):
            calls = self.env["ruiji.service.call"].create(
                [{"partner_id": self.yanan.id, "fault_description": "坏"}] * count
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            calls._compute_arrival_due()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(5)
        self.assertLess(queries(100), 2 * queries(10))
