from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import Connection

ARCHIVE = "ruiji_client_archive"


@tagged("post_install", "-at_install")
class TestVisitRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with Connection(self.registry) as env:
            self.user_ids = [
                new_test_user(
                    env, f"visit_{login}", groups=f"{ARCHIVE}.group_{role}"
                ).id
                for login, role in (
                    ("planner", "marketing_clerk"),
                    ("vp", "marketing_vp"),
                    ("gm", "general_manager"),
                )
            ]
            client = env["res.partner"].create(
                {
                    "name": "并发走访单位",
                    "is_client": True,
                    "client_tier": "independent",
                    "archive_state": "filed",
                    "state_id": env.ref("base.state_cn_SN").id,
                }
            )
            self.client_id = client.id
        with Connection(self.registry, self.user_ids[0]) as env:
            visit = env["ruiji.client.visit"].create(
                {
                    "client_id": self.client_id,
                    "date_start": "2026-09-11 01:00:00",
                    "goal": "走访",
                }
            )
            visit.action_submit()
            self.visit_id = visit.id
        self.addCleanup(self._remove_what_was_committed)

    def _remove_what_was_committed(self):
        with Connection(self.registry) as env:
            visit = self._visit(env)
            visit.event_id.unlink()
            visit.activity_ids.unlink()
            visit.unlink()
            client = env["res.partner"].browse(self.client_id)
            client.assignment_ids.unlink()
            client.unlink()
            users = env["res.users"].browse(self.user_ids)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _visit(self, env):
        return env["ruiji.client.visit"].browse(self.visit_id)

    @mute_logger("odoo.sql_db")
    def test_two_approvals_at_once(self):
        """CAR-01: one approval counts; the other hears of it."""
        _planner, vp, gm = self.user_ids
        with Connection(self.registry, vp) as first:
            self._visit(first).action_approve()
            first.flush_all()
            with Connection(self.registry, gm) as second:
                with self.assertRaises(UserError):
                    self._visit(second).action_approve()
        with Connection(self.registry) as env:
            visit = self._visit(env)
            self.assertEqual(visit.approved_by_id.id, vp)
            self.assertEqual(len(visit.event_id), 1)

    @mute_logger("odoo.sql_db")
    def test_two_confirmations_at_once(self):
        """CAR-01: two persons confirm at once; one of them counts."""
        with Connection(self.registry) as env:
            self._visit(env).write({"state": "sent", "findings": "正常"})
        answers = []

        def confirm(env, name):
            answers.append(self._visit(env)._confirm_receipt(name, "10.0.0.1"))

        with Connection(self.registry) as late:
            self._visit(late).state  # noqa: B018 (sees the minutes unconfirmed)
            with Connection(self.registry) as early:
                confirm(early, "张三")
            retrying(lambda: confirm(late, "李四"), late)
        self.assertEqual(answers, [True, False])
        with Connection(self.registry) as env:
            self.assertEqual(self._visit(env).received_by, "张三")
