from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestUnitMoveRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with closing(self.registry.cursor()) as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {"tracking_disable": True})
            units = env["res.partner"].create(
                [
                    {"name": f"并发单位{number}", "is_client": True, **self._place(env)}
                    for number in (1, 2)
                ]
            )
            self.first, self.second = units.ids
            cursor.commit()
        self.addCleanup(self._remove_what_was_committed)

    def _place(self, env):
        return {
            "client_tier": "province",
            "state_id": env.ref("base.state_cn_SN").id,
        }

    def _remove_what_was_committed(self):
        with closing(self.registry.cursor()) as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            units = env["res.partner"].browse((self.first, self.second))
            units.write({"superior_id": False})
            cursor.execute(
                "DELETE FROM ruiji_unit_membership WHERE unit_id = ANY(%s)",
                [units.ids],
            )
            units.unlink()
            cursor.commit()

    def _put_below(self, unit_id, superior_id, wait=None):
        """As a request does: begun again when another one was in between."""
        with closing(self.registry.cursor()) as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {"tracking_disable": True})

            def move():
                # The picture of the tree is taken before the other one commits.
                cursor.execute("SELECT 1")
                if wait:
                    wait.pop()()
                env["res.partner"].browse(unit_id).write(
                    {"client_tier": "prefecture", "superior_id": superior_id}
                )

            retrying(move, env)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_opposite_moves_at_once_make_no_cycle(self):
        """SUB-01: of two opposite moves one is refused, whoever comes second."""
        between = [lambda: None, lambda: self._put_below(self.first, self.second)]
        with ThreadPoolExecutor(max_workers=1) as pool:
            late = pool.submit(self._put_below, self.second, self.first, between)
            with self.assertRaises(ValidationError):
                late.result(timeout=60)
        with closing(self.registry.cursor()) as cursor:
            units = api.Environment(cursor, SUPERUSER_ID, {})["res.partner"]
            first, second = units.browse((self.first, self.second))
            self.assertEqual(first.superior_id, second)
            self.assertFalse(second.superior_id)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_superior_cannot_lose_its_tier_meanwhile(self):
        """SUB-01: a tier that changes while a unit moves under it is noticed."""
        with closing(self.registry.cursor()) as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {"tracking_disable": True})
            cursor.execute("SELECT FROM res_partner LIMIT 1")
            self._put_below(self.first, self.second)
            with self.assertRaises(psycopg2.errors.SerializationFailure):
                env["res.partner"].browse(self.second).write(
                    {"client_tier": "prefecture"}
                )
                env.flush_all()
