from contextlib import closing, contextmanager

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

GROUP = "ruiji_client_archive.group_account_manager"
QUIETLY = {"tracking_disable": True}


@tagged("post_install", "-at_install")
class TestCommonPoolRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._connection() as env:
            self.managers = [
                new_test_user(env, f"racing_manager_{number}", groups=GROUP).id
                for number in (1, 2)
            ]
            client = env["res.partner"].create(
                {
                    "name": "并发领取单位",
                    "is_client": True,
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                    "user_id": False,
                    "pooled_on": "2026-01-05",
                }
            )
            self.client_id = client.id
        self.addCleanup(self._remove_what_was_committed)

    def _remove_what_was_committed(self):
        with self._connection() as env:
            client = env["res.partner"].browse(self.client_id)
            users = env["res.users"].browse(self.managers)
            partners = users.partner_id
            client.assignment_ids.unlink()
            client.unlink()
            users.unlink()
            partners.unlink()

    @contextmanager
    def _connection(self, user_id=SUPERUSER_ID):
        with closing(self.registry.cursor()) as cursor:
            yield api.Environment(cursor, user_id, QUIETLY)
            cursor.commit()

    def _claim(self, env):
        env["res.partner"].browse(self.client_id).action_claim()
        env.flush_all()

    def _owner(self):
        with self._connection() as env:
            return env["res.partner"].browse(self.client_id).user_id.id

    @mute_logger("odoo.sql_db")
    def test_two_managers_at_once(self):
        """MGR-08: while one takes over, the other is told so at once."""
        first, second = self.managers
        with self._connection(first) as env:
            self._claim(env)
            with (
                self.assertRaisesRegex(UserError, "colleague"),
                self._connection(second) as other,
            ):
                self._claim(other)
        self.assertEqual(self._owner(), first)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_page_that_was_loaded_before(self):
        """MGR-08: who saw the file in the pool a moment ago loses it, too."""
        first, second = self.managers
        with (
            self.assertRaisesRegex(UserError, "colleague"),
            self._connection(second) as late,
        ):
            late["res.partner"].browse(self.client_id).read(["pooled_on"])
            with self._connection(first) as env:
                self._claim(env)
            retrying(lambda: self._claim(late), late)
        self.assertEqual(self._owner(), first)
