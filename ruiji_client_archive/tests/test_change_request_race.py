from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .connection_common import Connection

VP = "ruiji_client_archive.group_marketing_vp"


@tagged("post_install", "-at_install")
class TestChangeRequestRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with Connection(self.registry) as env:
            self.deciders = [
                new_test_user(env, f"racing_vp_{number}", groups=VP).id
                for number in (1, 2)
            ]
            client = env["res.partner"].create(
                {
                    "name": "并发变更单位",
                    "is_client": True,
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                }
            )
            request = env["ruiji.change.request"].create(
                {
                    "client_id": client.id,
                    "field_name": "short_name",
                    "new_value": "变更后",
                }
            )
            self.client_id, self.request_id = client.id, request.id
        self.addCleanup(self._remove_what_was_committed)

    def _remove_what_was_committed(self):
        with Connection(self.registry) as env:
            env["res.partner"].browse(self.client_id).unlink()
            users = env["res.users"].browse(self.deciders)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _approve(self, env):
        env["ruiji.change.request"].browse(self.request_id).action_approve()
        env.flush_all()

    def _decided_by(self):
        with Connection(self.registry) as env:
            return env["ruiji.change.request"].browse(self.request_id).decided_by_id.id

    @mute_logger("odoo.sql_db")
    def test_two_deciders_at_once(self):
        """WEB-04: while one decides, the other is told so at once."""
        first, second = self.deciders
        with Connection(self.registry, first) as env:
            self._approve(env)
            with (
                self.assertRaises(UserError),
                Connection(self.registry, second) as other,
            ):
                self._approve(other)
        self.assertEqual(self._decided_by(), first)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_stale_page(self):
        """WEB-04: who looked before the other decided does not decide again."""
        first, second = self.deciders
        with (
            self.assertRaises(UserError),
            Connection(self.registry, second) as other,
        ):
            other["ruiji.change.request"].browse(self.request_id).mapped("state")
            with Connection(self.registry, first) as env:
                self._approve(env)
            retrying(lambda: self._approve(other), other)
        self.assertEqual(self._decided_by(), first)
