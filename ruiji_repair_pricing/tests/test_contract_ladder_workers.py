from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api, fields
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestContractLadderWorkers(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._connection() as env:
            client = env["res.partner"].create(
                {
                    "is_client": True,
                    "name": "两个进程同时提醒的客户",
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                    "archive_state": "filed",
                }
            )
            today = fields.Date.today()
            contract = env["ruiji.contract"].create(
                {
                    "name": "同时提醒",
                    "number": "TWO-WORKERS",
                    "partner_id": client.id,
                    "date_start": today - timedelta(days=300),
                    "date_end": today + timedelta(days=50),
                }
            )
            self.client_id, self.contract_id = client.id, contract.id
        self.addCleanup(self._remove_what_was_committed)

    def _connection(self):
        return _Connection(self.registry)

    def _remove_what_was_committed(self):
        with self._connection() as env:
            contract = env["ruiji.contract"].browse(self.contract_id)
            contract.activity_ids.unlink()
            contract.reminder_ids.unlink()
            contract.write({"validity": "void"})
            contract.unlink()
            env["res.partner"].browse(self.client_id).unlink()

    def _take_steps(self, env):
        contract = env["ruiji.contract"].browse(self.contract_id)
        contract.try_lock_for_update()._take_due_steps()
        env.flush_all()

    def _take_steps_in_own_connection(self):
        with self._connection() as env:
            self._take_steps(env)

    def test_two_jobs_at_once_remind_once(self):
        """CON-08: what one job has in hand the other leaves alone, without waiting."""
        with (
            ThreadPoolExecutor(max_workers=1) as pool,
            self._connection() as env,
        ):
            self._take_steps(env)
            pool.submit(self._take_steps_in_own_connection).result(timeout=30)
        self._take_steps_in_own_connection()
        with self._connection() as env:
            contract = env["ruiji.contract"].browse(self.contract_id)
            self.assertEqual(contract.reminder_ids.mapped("state"), ["fired"])
            self.assertEqual(len(contract.activity_ids), 1)

    def test_the_database_stands_behind_it(self):
        """CON-08: without the locks, too, no step is written twice."""
        self._take_steps_in_own_connection()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self._connection() as env,
        ):
            [taken] = env["ruiji.contract"].browse(self.contract_id).reminder_ids
            taken.create(
                {
                    "contract_id": taken.contract_id.id,
                    "step_id": taken.step_id.id,
                    "date_end": taken.date_end,
                    "date_due": taken.date_due,
                    "state": "missed",
                }
            )


class _Connection:
    """An environment on a connection of its own, committed at the end."""

    def __init__(self, registry):
        self.cursor = registry.cursor()

    def __enter__(self):
        return api.Environment(self.cursor, SUPERUSER_ID, {})

    def __exit__(self, failure, *_details):
        with closing(self.cursor):
            if not failure:
                self.cursor.commit()
