from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.tests import TransactionCase, tagged

DAY = "2025-03-10"


@tagged("post_install", "-at_install")
class TestServiceDayRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._connection() as env:
            self.user_id = (
                env["res.users"]
                .create({"name": "两个进程的技术员", "login": "field.race"})
                .id
            )
        self.addCleanup(self._remove_what_was_committed)

    def _connection(self):
        return _Connection(self.registry)

    def _remove_what_was_committed(self):
        with self._connection() as env:
            env.cr.execute(
                "DELETE FROM ruiji_service_day WHERE technician_id = %s",
                [self.user_id],
            )
            user = env["res.users"].browse(self.user_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()

    def _draw_up(self, env):
        company = env.ref("base.main_company")
        made = env["ruiji.service.day"]._draw_up([(company.id, self.user_id, DAY)])
        env.flush_all()
        return len(made)

    def _draw_up_in_own_connection(self):
        """As Odoo does it: what met another transaction's work is tried again."""
        with suppress(SerializationFailure), self._connection() as env:
            return self._draw_up(env)
        with self._connection() as env:
            return self._draw_up(env)

    def test_two_jobs_at_once_draw_up_once(self):
        """SVC-04: the second one waits for the first, and finds the report made."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            with self._connection() as env:
                self.assertEqual(self._draw_up(env), 1)
                waiting = pool.submit(self._draw_up_in_own_connection)
            self.assertEqual(waiting.result(timeout=30), 0)
        with self._connection() as env:
            domain = [("technician_id", "=", self.user_id)]
            self.assertEqual(env["ruiji.service.day"].search_count(domain), 1)


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
