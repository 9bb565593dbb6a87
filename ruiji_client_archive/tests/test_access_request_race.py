from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .connection_common import Connection

ROLES = ("account_manager", "marketing_vp", "general_manager")


@tagged("post_install", "-at_install")
class TestAccessRequestRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._as() as env:
            self.borrower, self.vp, self.gm = self.users = [
                new_test_user(
                    env, f"racing_{role}", groups=f"ruiji_client_archive.group_{role}"
                ).id
                for role in ROLES
            ]
            client = env["res.partner"].create(
                {
                    "name": "并发借阅单位",
                    "is_client": True,
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                    "confidentiality": "secret",
                }
            )
            self.client_id = client.id
        self.addCleanup(self._remove_what_was_committed)

    def _as(self, user_id=1):
        return Connection(self.registry, user_id)

    def _remove_what_was_committed(self):
        with self._as() as env:
            requests = env["ruiji.access.request"].search(
                [("borrower_id", "=", self.borrower)]
            )
            requests.activity_ids.unlink()
            requests.message_ids.unlink()
            # No request that was handed in is deleted otherwise.
            env.cr.execute(
                "DELETE FROM ruiji_access_request WHERE id = ANY(%s)", [requests.ids]
            )
            client = env["res.partner"].browse(self.client_id)
            client.assignment_ids.unlink()
            client.unlink()
            users = env["res.users"].browse(self.users)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _hand_in(self, **values):
        with self._as(self.borrower) as env:
            request = env["ruiji.access.request"].create(
                {
                    "client_ids": [self.client_id],
                    "purpose": "visit",
                    "reason": "拜访",
                    "date_until": fields.Datetime.now() + timedelta(hours=3),
                    **values,
                }
            )
            request.action_submit()
            self.request_id = request.id

    def _take(self, env, step):
        getattr(env["ruiji.access.request"].browse(self.request_id), step)()
        env.flush_all()

    def _request(self, env):
        return env["ruiji.access.request"].browse(self.request_id)

    def _lose(self, user, step, *others):
        """Somebody looks at the request, others act, then he takes his step."""
        with (
            self.assertRaises(UserError),
            self._as(user) as late,
        ):
            self._request(late).read(["step"])
            for other, other_step in others:
                with self._as(other) as env:
                    self._take(env, other_step)
            retrying(lambda: self._take(late, step), late)

    def _state(self):
        with self._as() as env:
            return self._request(env).state

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_deciders_at_once(self):
        """ACC-04: the second one is told that it has been decided on."""
        self._hand_in()
        with self._as(self.vp) as env:
            self._take(env, "action_approve")
            with self.assertRaises(UserError), self._as(self.gm) as other:
                self._take(other, "action_approve")
        self.assertEqual(self._state(), "active")
        self._hand_in()
        self._lose(self.gm, "action_approve", (self.vp, "action_approve"))
        with self._as() as env:
            self.assertEqual(self._request(env).head_approver_id.id, self.vp)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_approval_and_cancelling_at_once(self):
        """ACC-04: whoever comes second loses, whichever it is."""
        self._hand_in()
        self._lose(self.vp, "action_approve", (self.borrower, "action_cancel"))
        self.assertEqual(self._state(), "cancelled")
        self._hand_in()
        self._lose(self.borrower, "action_cancel", (self.vp, "action_approve"))
        self.assertEqual(self._state(), "active")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_second_of_two_approvals_at_once(self):
        """ACC-04: two who see the same part open give one approval, not two."""
        self._hand_in(
            outsiders=True, recipient="华信", data_given="电话", medium="paper"
        )
        with self._as(self.gm) as late:
            self._request(late).read(["head_approver_id"])
            with self._as(self.vp) as env:
                self._take(env, "action_approve")
            retrying(lambda: self._take(late, "action_approve"), late)
        with self._as() as env:
            request = self._request(env)
            self.assertEqual(request.state, "approved")
            self.assertEqual(request.director_approver_id.id, self.vp)
            self.assertEqual(request.head_approver_id.id, self.gm)

    def test_another_connection_sees_it_at_once(self):
        """ACC-04: what one worker approves, another one's next answer knows."""
        self._hand_in()
        for step, user, opened in (
            (None, None, False),
            ("action_approve", self.vp, True),
            ("action_return", self.borrower, False),
        ):
            if step:
                # Nothing that other workers would have to be told of.
                self.registry.cache_invalidated.clear()
                with self._as(user) as env:
                    self._take(env, step)
                self.assertFalse(self.registry.cache_invalidated)
            with self._as(self.borrower) as env:
                client = env["res.partner"].browse(self.client_id)
                self.assertEqual(client.has_access("read"), opened)
