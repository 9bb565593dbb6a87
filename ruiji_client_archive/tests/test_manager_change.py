from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestManagerChange(ArchiveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager

    def _ask(self, user, manager=None):
        action = self.yanan.with_user(user).action_change_manager()
        form = Form(
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
        )
        form.manager_id = manager or self.other_manager
        form.reason = "lives next door"
        form.save().action_change()
        return self.env["ruiji.assignment"].search(
            [("client_id", "=", self.yanan.id), ("state", "=", "proposed")]
        )

    def test_proposed_then_confirmed(self):
        """MGR-06: a change is confirmed by the head of marketing."""
        for user in (self.clerk, self.manager):
            proposal = self._ask(user)
            self.assertEqual(self.yanan.user_id, self.manager)
            self.assertIn(self.vp, self.yanan.activity_ids.user_id)
            proposal.with_user(self.vp)._refuse("not yet")
        proposal = self._ask(self.clerk)
        proposal.with_user(self.vp).action_confirm()
        self.assertEqual(self.yanan.user_id, self.other_manager)
        row = self.yanan.assignment_ids.filtered(lambda r: r.state == "effective")[0]
        self.assertEqual((row.origin, row.reason), ("transfer", "lives next door"))
        self.assertEqual(row.approved_by_id, self.vp)
        self.assertEqual(row.proposed_by_id, self.clerk)

    def test_refused_with_a_reason(self):
        """MGR-06: who proposed it reads why not; the client stays."""
        proposal = self._ask(self.clerk)
        action = proposal.with_user(self.vp).action_refuse()
        form = Form(
            self.env[action["res_model"]]
            .with_user(self.vp)
            .with_context(**action["context"])
        )
        form.reason = "has too many already"
        form.save().action_refuse()
        self.assertEqual(self.yanan.user_id, self.manager)
        self.assertEqual(proposal.state, "refused")
        self.assertEqual(proposal.refusal, "has too many already")
        self.assertEqual(self.yanan.activity_ids.user_id, self.clerk)

    def test_vp_and_general_manager_confirm_their_own(self):
        """MGR-06: whoever may confirm a change makes it at once."""
        self.assertFalse(self._ask(self.vp))
        self.assertEqual(self.yanan.user_id, self.other_manager)
        self.yanan.with_user(self.general_manager).user_id = self.manager
        row = self.yanan.assignment_ids[0]
        self.assertEqual(row.approved_by_id, self.general_manager)

    def test_plain_write_is_refused(self):
        """MGR-06: neither form nor RPC goes round the head of marketing."""
        for user in (self.clerk, self.manager, self.customer_service):
            with self.assertRaisesRegex(UserError, "button Change account manager"):
                self.yanan.with_user(user).write({"user_id": self.other_manager.id})
            with self.assertRaises(AccessError):
                self._ask(self.clerk).with_user(user).action_confirm()
            self.yanan.assignment_ids.filtered(
                lambda row: row.state == "proposed"
            ).sudo().unlink()
        self.yanan.with_user(self.manager).write({"user_id": self.manager.id})

    def test_drafts_are_free(self):
        """MGR-06: before it is filed, whoever keeps the file hands it on."""
        draft = self._new_client(
            "新登记客户",
            "independent",
            archive_state="draft",
            user_id=self.manager.id,
        )
        draft.with_user(self.manager).user_id = self.other_manager
        self.assertEqual(draft.user_id, self.other_manager)
        self.assertFalse(draft.with_user(self.clerk).manager_is_settled)
        self.assertTrue(self.yanan.with_user(self.clerk).manager_is_settled)
        self.assertFalse(self.yanan.with_user(self.vp).manager_is_settled)

    def test_one_open_proposal_a_client(self):
        """MGR-06: a second one is refused, by a sentence and by the database."""
        self._ask(self.clerk)
        with self.assertRaisesRegex(UserError, "waits for the head of marketing"):
            self._ask(self.manager)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env["ruiji.assignment"].create(
                {
                    "client_id": self.yanan.id,
                    "origin": "transfer",
                    "state": "proposed",
                }
            )

    def test_stale_proposal_is_not_confirmed(self):
        """MGR-06: a client that went elsewhere meanwhile stays there."""
        proposal = self._ask(self.clerk)
        third = self._new_user("account_manager", "third_manager")
        self.yanan.user_id = third
        with self.assertRaisesRegex(UserError, "meanwhile"):
            proposal.with_user(self.vp).action_confirm()
        self.assertEqual(self.yanan.user_id, third)

    def test_file_one_may_not_write_cannot_be_proposed(self):
        """MGR-06, ACC-02: the door asks for the right to write the file."""
        self.yanan.confidentiality = "secret"
        with self.assertRaises(AccessError):
            self.yanan.with_user(self.other_manager)._change_manager(
                self.other_manager, "mine"
            )
