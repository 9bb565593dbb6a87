from datetime import datetime

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import CallCase

CALLED = datetime(2026, 3, 10, 1, 0)
NEXT_DAY = datetime(2026, 3, 11, 2, 30)
LATE = "ruiji_field_service.mail_activity_late_call"
MORNING = "ruiji_field_service.mail_activity_dispatch_calls"


@tagged("post_install", "-at_install")
class TestLateCalls(CallCase):
    """What happens when nobody is there in time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ruiji.service.call"].search([]).filtered(
            lambda call: call.state == "new"
        ).action_withdraw()
        with freeze_time(CALLED):
            cls.call = cls._new_call().with_env(cls.env)

    def _run(self, moment):
        job = self.env.ref("ruiji_field_service.cron_raise_late_calls")
        self.env.flush_all()
        with freeze_time(moment), self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def _told(self, user):
        return self.call.sudo().activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref(LATE) and a.user_id == user
        )

    def test_late_calls_are_raised_once_to_each(self):
        """SVC-02: on record and to the head; hours later to the VP; never twice."""
        self._run(self.call.arrival_due)
        self.assertFalse(self.call.breach_ids)
        with freeze_time(NEXT_DAY):
            self.call.invalidate_recordset()
            self.assertTrue(self.call.is_late)
        due = self.call.arrival_due
        self._run(due.replace(minute=due.minute + 1))
        self.assertEqual(len(self.call.breach_ids), 1)
        self.assertEqual(len(self._told(self.head)), 1)
        self.assertFalse(self._told(self.vp))
        self._run(datetime(2026, 3, 12, 8))
        self._run(datetime(2026, 3, 12, 9))
        self.assertEqual(len(self._told(self.head)), 1)
        self.assertEqual(len(self._told(self.vp)), 1)
        self.assertEqual(len(self.call.breach_ids), 1)

    def test_breach_cannot_be_edited_away(self):
        """SVC-02: moving the time afterwards leaves the broken promise on record."""
        self._run(NEXT_DAY)
        breach = self.call.breach_ids
        due = breach.arrival_due
        with freeze_time(NEXT_DAY):
            self._dispatch(self.call)
            self.env["ruiji.service.correction"].with_user(self.head).create(
                {
                    "call_id": self.call.id,
                    "date_called": NEXT_DAY,
                    "area": "suburbs",
                    "reason": "登记错误",
                }
            )
        self.assertEqual(breach.arrival_due, due)
        for change in (
            lambda: breach.sudo().write({"arrival_due": NEXT_DAY}),
            lambda: breach.sudo().unlink(),
            lambda: breach.sudo().create({"call_id": self.call.id}),
        ):
            with self.assertRaises(UserError):
                change()
        self.env.flush_all()
        for statement in (
            "UPDATE ruiji_service_breach SET arrival_due = now()",
            "DELETE FROM ruiji_service_breach",
            "TRUNCATE ruiji_service_breach",
        ):
            with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.DatabaseError):
                with self.env.cr.savepoint():
                    self.env.cr.execute(statement)

    def test_stopped_clocks_are_not_late(self):
        """SVC-02: a clock that stands still for a listed reason raises nothing."""
        with freeze_time(CALLED.replace(hour=2)):
            self.env["ruiji.service.pause"].create(
                {
                    "call_id": self.call.id,
                    "reason_id": self.env.ref(
                        "ruiji_field_service.pause_reason_client_asks"
                    ).id,
                }
            )
        self._run(NEXT_DAY)
        self.assertFalse(self.call.breach_ids)

    def test_pause_begun_too_late_is_no_excuse(self):
        """SVC-02: stopping a clock that has run out doesn't keep the call unraised."""
        with freeze_time(NEXT_DAY):
            self.env["ruiji.service.pause"].create(
                {
                    "call_id": self.call.id,
                    "reason_id": self.env.ref(
                        "ruiji_field_service.pause_reason_client_asks"
                    ).id,
                }
            )
        self._run(NEXT_DAY.replace(hour=3))
        self.assertTrue(self.call.breach_ids)

    def test_late_arrival_is_on_record(self):
        """SVC-02: who comes late between two runs of the job is on record as well."""
        with freeze_time(CALLED.replace(hour=3)):
            self._dispatch(self.call)
        with freeze_time(NEXT_DAY):
            self.call.with_user(self.field).action_arrive()
        self.assertEqual(self.call.breach_ids.technician_id, self.field)

    def test_arrival_in_time_is_none(self):
        """SVC-02: who is there in time has kept the promise, whenever the job runs."""
        with freeze_time(CALLED.replace(hour=3)):
            self._dispatch(self.call)
            self.call.with_user(self.field).action_arrive()
        self._run(NEXT_DAY)
        self.assertFalse(self.call.breach_ids)

    def test_morning_begins_with_waiting_calls(self):
        """SVC-02: one activity a head, with today's number, however often it runs."""
        calls = self.env["ruiji.service.call"]
        calls._cron_morning()
        calls._cron_morning()
        told = self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", self.env.ref(MORNING).id),
                ("user_id", "=", self.head.id),
            ]
        )
        self.assertEqual(len(told), 1)
        self.assertIn(str(calls.search_count([("state", "=", "new")])), told.summary)
        self.call.action_withdraw()
        calls._cron_morning()
        self.assertFalse(told.exists())
