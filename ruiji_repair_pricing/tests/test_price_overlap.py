from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestPriceOverlap(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._connection() as env:
            category = env["product.category"].create({"name": "Saved at once"})
            self.category_id = category.id
        self.addCleanup(self._remove_what_was_committed)

    def _connection(self):
        return _Connection(self.registry)

    def _remove_what_was_committed(self):
        with self._connection() as env:
            category = env["product.category"].browse(self.category_id)
            env["ruiji.repair.price"].search([("categ_id", "=", category.id)]).unlink()
            category.unlink()

    def _save(self, env, price):
        line = env["ruiji.repair.price"].create(
            {"categ_id": self.category_id, "price": price}
        )
        env.flush_all()
        return line

    def _save_in_own_connection(self, price):
        with self._connection() as env:
            self._save(env, price)

    def test_overlap_is_refused_under_concurrent_saves(self):
        """PRI-08: of two saves at the same time the second waits for the first and
        is then refused."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            with self._connection() as env:
                self._save(env, 100)
                second = pool.submit(self._save_in_own_connection, 200)
                self._wait_until_blocked(env)
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(ValidationError, "already a price"),
            ):
                second.result(timeout=30)
        with self._connection() as env:
            saved = env["ruiji.repair.price"].search(
                [("categ_id", "=", self.category_id)]
            )
            self.assertEqual(saved.mapped("price"), [100])

    def _wait_until_blocked(self, env):
        """Return when another connection waits for this one to end."""
        for _attempt in range(200):
            env.cr.execute("""
                SELECT FROM pg_locks
                 WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
            """)
            if env.cr.rowcount:
                return
            env.cr.execute("SELECT pg_sleep(0.05)")
        self.fail("The second save did not wait for the first.")


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
