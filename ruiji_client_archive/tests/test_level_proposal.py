from odoo.exceptions import AccessError, UserError
from odoo.service.model import retrying
from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ArchiveCase
from .connection_common import Connection

ACTIVITY = "ruiji_client_archive.mail_activity_level_proposal"


@tagged("post_install", "-at_install")
class TestLevelProposal(ArchiveCase):
    """Customer service proposes how secret a file is, management decides."""

    def _propose(self, level="secret", clients=None):
        action = (clients or self.yanan).with_user(self.customer_service)
        wizards = self.env["ruiji.level.proposing"].with_user(self.customer_service)
        context = action.action_propose_level()["context"]
        form = Form(wizards.with_context(**context))
        form.level = level
        form.reason = "涉密网络图"
        form.save().action_propose()
        return self.env["ruiji.level.proposal"].search(
            [("client_id", "in", (clients or self.yanan).ids)], order="id"
        )

    def test_approval_sets_the_level(self):
        """ACC-01: raising and lowering wait for management, with reason and names."""
        for level, decider in (
            ("secret", self.vp),
            ("internal", self.general_manager),
        ):
            before = self.yanan.confidentiality
            self.yanan.invalidate_recordset()
            if before == "secret":
                # Customer service does not see it any more: management lowers it.
                self.yanan.with_user(self.vp).confidentiality = before = "confidential"
            proposal = self._propose(level)[-1]
            self.assertEqual(self.yanan.confidentiality, before)
            self.assertIn(self.vp, self.yanan.activity_search([ACTIVITY]).user_id)
            proposal.with_user(decider).action_approve()
            self.assertEqual(self.yanan.confidentiality, level)
            self.assertEqual(
                (proposal.old_level, proposal.decided_by_id), (before, decider)
            )
            self.assertFalse(self.yanan.activity_search([ACTIVITY]))

    def test_refusal_leaves_the_level(self):
        """ACC-01: with a reason that customer service reads in the history."""
        proposal = self._propose()
        action = proposal.with_user(self.vp).action_refuse()
        wizards = self.env["ruiji.level.refusal"].with_user(self.vp)
        form = Form(wizards.with_context(**action["context"]))
        form.reason = "内部即可"
        form.save().action_confirm()
        mine = proposal.with_user(self.customer_service)
        self.assertEqual((mine.state, mine.answer), ("refused", "内部即可"))
        self.assertEqual(self.yanan.confidentiality, "internal")
        with self.assertRaises(UserError):
            proposal.with_user(self.vp).action_approve()

    def test_only_management_decides_and_only_customer_service_proposes(self):
        """ACC-01: over RPC, too; nobody types a decision."""
        proposal = self._propose()
        for user in (self.customer_service, self.manager, self.clerk):
            with self.assertRaises(AccessError):
                proposal.with_user(user).action_approve()
            with self.assertRaises(AccessError):
                proposal.with_user(user)._refuse("不行")
        for user in (self.customer_service, self.vp):
            with self.assertRaises(AccessError):
                proposal.with_user(user).write({"state": "approved"})
            with self.assertRaises(AccessError):
                self.yanan.with_user(user).level_proposal_ids.create(
                    {"client_id": self.xian.id, "new_level": "secret", "reason": "x"}
                )
        for user in (self.manager, self.clerk, self.finance):
            proposals = self.env["ruiji.level.proposal"].with_user(user)
            with self.assertRaises(AccessError):
                proposals._propose(self.xian.with_user(user), "secret", "x")
        with self.assertRaises(AccessError):
            self.yanan.with_user(self.customer_service).confidentiality = "secret"

    def test_one_proposal_a_file_and_none_without_change(self):
        """ACC-01: one sentence for what waits already or changes nothing."""
        self._propose()
        with self.assertRaises(UserError):
            self._propose("confidential")
        with self.assertRaises(UserError):
            self._propose("internal", self.xian)

    def test_level_set_directly_overtakes_the_proposal(self):
        """ACC-01: management may set a level; what waited is closed."""
        proposal = self._propose()
        self.yanan.with_user(self.vp).confidentiality = "confidential"
        self.assertEqual(proposal.state, "overtaken")
        self.assertFalse(self.yanan.activity_search([ACTIVITY]))
        self._propose()

    def test_proposals_are_as_secret_as_their_files(self):
        """ACC-02: readers without clearance see none; the account manager his."""
        self.yanan.user_id = self.manager
        proposal = self._propose()
        proposal.with_user(self.vp).action_approve()
        portal = new_test_user(self.env, "portal_levels", groups="base.group_portal")
        for user, reads in (
            (self.vp, True),
            (self.manager, True),
            (self.customer_service, True),
            (self.other_manager, False),
            (self.finance, False),
            (portal, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(proposal.with_user(user).has_access("read"), reads)

    def test_form_offers_each_role_its_part(self):
        """ACC-01: customer service reads the level, management writes it."""
        view = "ruiji_client_archive.client_view_form"
        with Form(self.yanan.with_user(self.vp), view) as form:
            form.confidentiality = "confidential"
        form = Form(self.yanan.with_user(self.customer_service), view)
        with self.assertRaises(AssertionError):
            form.confidentiality = "secret"


@tagged("post_install", "-at_install")
class TestLevelProposalRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with Connection(self.registry) as env:
            self.users = [
                new_test_user(
                    env, f"racing_{role}", groups=f"ruiji_client_archive.group_{role}"
                ).id
                for role in ("customer_service", "marketing_vp", "general_manager")
            ]
            client = env["res.partner"].create(
                {
                    "name": "并发定级单位",
                    "is_client": True,
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                }
            )
            self.client_id = client.id
        with Connection(self.registry, self.users[0]) as env:
            client = env["res.partner"].browse(self.client_id)
            proposals = env["ruiji.level.proposal"]
            self.proposal_id = proposals._propose(client, "secret", "涉密").id
        self.addCleanup(self._remove_what_was_committed)

    def _remove_what_was_committed(self):
        with Connection(self.registry) as env:
            client = env["res.partner"].browse(self.client_id)
            client.assignment_ids.unlink()
            client.unlink()
            users = env["res.users"].browse(self.users)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _proposal(self, env):
        return env["ruiji.level.proposal"].browse(self.proposal_id)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_deciders_at_once(self):
        """ACC-01: approved by one and refused by the other: the first one counts."""
        _service, vp, gm = self.users
        with (
            self.assertRaises(UserError),
            Connection(self.registry, gm) as late,
        ):
            self._proposal(late).read(["state"])
            with Connection(self.registry, vp) as env:
                self._proposal(env).action_approve()
            retrying(lambda: self._proposal(late)._refuse("不必"), late)
        with Connection(self.registry) as env:
            self.assertEqual(self._proposal(env).decided_by_id.id, vp)
            client = env["res.partner"].browse(self.client_id)
            self.assertEqual(client.confidentiality, "secret")
