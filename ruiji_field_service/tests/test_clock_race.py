from psycopg2 import errors

from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import Connection

TABLES = (
    "ruiji_service_breach",
    "ruiji_service_pause",
    "ruiji_service_fee",
    "ruiji_service_voucher",
    "ruiji_service_call",
)
COLUMNS = {"ruiji_service_call": "id"}


class CallRaceCase(TransactionCase):
    """Real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._as() as env:
            self.user_id = new_test_user(
                env,
                "racing_technician",
                groups="ruiji_field_service.group_field_technician",
            ).id
            self.client_id = self._make_client(env).id
            self.call_id = self._make_call(env).id
        self.addCleanup(self._remove_what_was_committed)

    def _as(self, user_id=1):
        return Connection(self.registry, user_id)

    def _make_client(self, env):
        return env["res.partner"].create(
            {
                "name": "两个连接同时服务的客户",
                "is_client": True,
                "client_tier": "independent",
                "archive_state": "filed",
                "state_id": env.ref("base.state_cn_SN").id,
            }
        )

    def _make_call(self, env):
        return env["ruiji.service.call"].create(
            {
                "partner_id": self.client_id,
                "fault_description": "无输出",
                "date_called": "2026-03-10 01:00:00",
                "technician_id": self.user_id,
            }
        )

    def _call(self, env):
        return env["ruiji.service.call"].browse(self.call_id)

    def _remove_what_was_committed(self):
        with self._as() as env:
            call = self._call(env)
            call.activity_ids.unlink()
            call.message_ids.unlink()
            for table in TABLES:
                column = COLUMNS.get(table, "call_id")
                env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                env.cr.execute(
                    f"DELETE FROM {table} WHERE {column} = %s", [self.call_id]
                )
                env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            env.invalidate_all()
            client = env["res.partner"].browse(self.client_id)
            client.assignment_ids.unlink()
            client.unlink()
            user = env["res.users"].browse(self.user_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()


@tagged("post_install", "-at_install")
class TestClockRace(CallRaceCase):
    """The clock under two hands."""

    def _pause(self, env):
        reason = env.ref("ruiji_field_service.pause_reason_client_asks")
        env["ruiji.service.pause"].create(
            {"call_id": self.call_id, "reason_id": reason.id}
        )
        env.flush_all()

    def _raise_late(self, env):
        self._call(env).try_lock_for_update()._raise(env.cr.now())
        env.flush_all()

    def _facts(self):
        with self._as() as env:
            call = self._call(env)
            return len(call.breach_ids), len(call.pause_ids), call.state

    @mute_logger("odoo.sql_db")
    def test_two_jobs_raise_once(self):
        """SVC-02: what one job has in hand the other leaves alone; on record once."""
        with self._as() as env:
            self._raise_late(env)
            with self._as() as other:
                self.assertFalse(self._call(other).try_lock_for_update())
        with self._as() as env:
            told = len(self._call(env).activity_ids)
            self._raise_late(env)
            self.assertEqual(len(self._call(env).activity_ids), told)
        self.assertEqual(self._facts()[0], 1)

    def test_a_breach_is_noted_once(self):
        """SVC-02: two that put the same call on record wait for each other."""
        with self._as() as late:
            self._call(late).read(["name"])
            with self._as() as env:
                env["ruiji.service.breach"]._note(self._call(env))
            with mute_logger("odoo.sql_db", "odoo.service.model"):
                retrying(
                    lambda: late["ruiji.service.breach"]._note(self._call(late)), late
                )
        self.assertEqual(self._facts()[0], 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_clock_is_stopped_once(self):
        """SVC-02: who pauses at the same moment is told to look again."""
        with self._as() as env:
            self._pause(env)
            with self.assertRaises(UserError), self._as() as other:
                self._pause(other)
        with self.assertRaises(errors.UniqueViolation), self._as() as other:
            self._pause(other)
        self.assertEqual(self._facts()[1], 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_no_pause_after_the_arrival(self):
        """SVC-02: the head pauses while the technician arrives: the arrival counts."""
        with self.assertRaises(UserError), self._as() as head:
            # The snapshot of the head is older than the arrival.
            self._call(head).read(["state"])
            with self._as(self.user_id) as env:
                self._call(env).action_arrive()
                with self.assertRaises(UserError), self._as() as other:
                    self._pause(other)
            retrying(lambda: self._pause(head), head)
        self.assertEqual(self._facts()[1:], (0, "on_site"))
