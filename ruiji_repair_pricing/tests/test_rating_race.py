from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .test_portal_slip_race import _Connection


@tagged("post_install", "-at_install")
class TestRatingRace(TransactionCase):
    """Real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._connection() as env:
            client = env["res.partner"].create(
                {
                    "is_client": True,
                    "name": f"同时评价的客户{uuid4().hex}",
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                    "archive_state": "filed",
                }
            )
            slip = env["ruiji.repair.slip"].create({"partner_id": client.id})
            slip.state = "closed"
            self.slip_id = slip.id
        self.addCleanup(self._remove_what_was_committed)

    def _connection(self):
        return _Connection(self.registry)

    def _slip(self, env):
        return env["ruiji.repair.slip"].browse(self.slip_id)

    def _remove_what_was_committed(self):
        with self._connection() as env:
            slip = self._slip(env)
            client = slip.partner_id
            slip.state = "draft"
            slip.unlink()
            client.unlink()

    def _rate(self, level):
        """Rate on a connection of its own: how it ended."""
        try:
            with self._connection() as env:
                slip = self._slip(env)
                slip._rate(slip.partner_id, level, level)
        except (UniqueViolation, UserError):
            return "too late"
        except SerializationFailure:
            # Odoo does such a request once more.
            return self._rate(level)
        return level

    @mute_logger("odoo.sql_db")
    def test_slip_is_rated_once(self):
        """WEB-05: of four people who rate at once, one is heard."""
        with ThreadPoolExecutor(max_workers=4) as pool:
            ends = [pool.submit(self._rate, level) for level in "5431"]
            ends = [end.result(timeout=60) for end in ends]
        self.assertEqual(ends.count("too late"), 3)
        with self._connection() as env:
            slip = self._slip(env)
            self.assertEqual(len(slip.rating_ids), 1)
            self.assertIn(slip.client_rating, ends)
            self.assertEqual(slip.rating_last_feedback, slip.client_rating)
