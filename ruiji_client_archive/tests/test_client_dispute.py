from concurrent.futures import ThreadPoolExecutor

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ADDON, ArchiveCase
from .connection_common import Connection, wait_until_blocked

NAME = "中国电信股份有限公司安康分公司"


@tagged("post_install", "-at_install")
class TestClaim(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_what_was_committed)
        with Connection(self.registry) as env:
            self.uids = {
                login: new_test_user(env, login, groups=f"{ADDON}.group_{role}").id
                for login, role in (
                    ("first_manager", "account_manager"),
                    ("second_manager", "account_manager"),
                    ("plain_clerk", "marketing_clerk"),
                    ("deciding_gm", "general_manager"),
                )
            }

    def _remove_what_was_committed(self):
        with Connection(self.registry) as env:
            clients = env["res.partner"].search([("name", "=like", f"{NAME}%")])
            disputes = env["ruiji.client.dispute"].search(
                [("client_id", "in", clients.ids)]
            )
            disputes.unlink()
            clients.unlink()
            users = env["res.users"].browse(self.uids.values())
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _register(self, login, name=NAME):
        with Connection(self.registry, self.uids[login]) as env:
            env["res.partner"].create(
                {
                    "is_client": True,
                    "name": name,
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                }
            )

    def _disputes(self):
        """What is on record: (claimant, holder) by login."""
        with Connection(self.registry) as env:
            disputes = env["ruiji.client.dispute"].search(
                [("client_id.name", "=", NAME)]
            )
            return [(d.claimant_id.login, d.holder_id.login) for d in disputes]

    def _is_older(self):
        """Make the file one that was registered yesterday."""
        with Connection(self.registry) as env:
            env.cr.execute(
                "UPDATE res_partner SET create_date = create_date - interval '1 day' "
                "WHERE name = %s",
                [NAME],
            )

    def _register_at_once(self, first, second):
        """Let the second save while the first has not committed yet."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            with Connection(self.registry, self.uids[first]) as env:
                env["res.partner"].create(
                    {"is_client": True, "name": NAME, "client_tier": "independent"}
                )
                env.flush_all()
                late = pool.submit(self._register, second, f"{NAME} ")
                self.assertTrue(wait_until_blocked(env))
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(ValidationError, "first_manager.*on record"),
            ):
                late.result(timeout=30)

    def test_two_at_once_end_with_one_file_and_a_dispute(self):
        """MGR-02: two managers save one legal name at the same moment."""
        self._register_at_once("first_manager", "second_manager")
        self.assertEqual(self._disputes(), [("second_manager", "first_manager")])
        with Connection(self.registry) as env:
            self.assertEqual(
                env["res.partner"].search_count([("name", "=like", f"{NAME}%")]), 1
            )

    def test_general_manager_decides_the_race(self):
        """MGR-02: the general manager decides what two connections disputed."""
        self._register_at_once("first_manager", "second_manager")
        with Connection(self.registry, self.uids["deciding_gm"]) as env:
            dispute = env["ruiji.client.dispute"].search(
                [("client_id.name", "=", NAME)]
            )
            dispute._override(dispute.claimant_id, "met them at the fair")
            self.assertEqual(dispute.client_id.user_id.login, "second_manager")

    def test_clerk_at_the_same_moment_is_on_record_too(self):
        """MGR-02: of two at the same moment the later one is heard, manager or not."""
        self._register_at_once("first_manager", "plain_clerk")
        self.assertEqual(self._disputes(), [("plain_clerk", "first_manager")])

    def test_later_registration_is_a_claim_once(self):
        """MGR-02: the earlier record wins; the same claim is not recorded twice."""
        self._register("first_manager")
        self._is_older()
        for _attempt in range(2):
            with self.assertRaisesRegex(
                ValidationError, "Open that file .* Your claim is on record"
            ):
                self._register("second_manager")
        self.assertEqual(self._disputes(), [("second_manager", "first_manager")])

    def test_later_clerk_and_holder_claim_nothing(self):
        """MGR-02: who manages no client, or this one already, disputes nothing."""
        self._register("first_manager")
        self._is_older()
        for login in ("plain_clerk", "first_manager"):
            with self.assertRaisesRegex(ValidationError, "instead of a new one.$"):
                self._register(login)
        self.assertFalse(self._disputes())


@tagged("post_install", "-at_install")
class TestClientDispute(ArchiveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.dispute = cls.env["ruiji.client.dispute"].create(
            {
                "client_id": cls.yanan.id,
                "name": cls.yanan.name,
                "claimant_id": cls.other_manager.id,
                "holder_id": cls.manager.id,
            }
        )
        cls.dispute._ask_general_managers()

    def _decide(self, user, **values):
        dispute = self.dispute.with_user(user)
        action = dispute.action_decide()
        form = Form(
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
        )
        for name, value in values.items():
            form[name] = value
        form.save().action_decide()

    def test_general_manager_is_asked(self):
        """MGR-02: a dispute is an activity of the general manager."""
        self.assertIn(self.general_manager, self.dispute.activity_ids.user_id)

    def test_override_hands_the_client_over(self):
        """MGR-02: the decision, its reason and who made it stay in the history."""
        self._decide(self.general_manager, decision="override", reason="knew them")
        self.assertEqual(self.yanan.user_id, self.other_manager)
        row = self.yanan.assignment_ids[0]
        self.assertEqual((row.origin, row.reason), ("override", "knew them"))
        self.assertEqual(row.approved_by_id, self.general_manager)
        self.assertEqual(row.previous_user_id, self.manager)
        self.assertEqual(self.dispute.state, "overridden")
        self.assertEqual(self.dispute.manager_id, self.other_manager)

    def test_both_sides_get_a_notice(self):
        """MGR-02: claimant and holder read what was decided."""
        self._decide(self.general_manager, decision="keep", reason="came first")
        self.assertEqual(self.yanan.user_id, self.manager)
        self.assertEqual(self.dispute.state, "kept")
        notices = self.dispute.activity_ids
        self.assertEqual(notices.user_id, self.manager | self.other_manager)
        self.assertIn("came first", notices[0].note)

    def test_only_the_general_manager_decides(self):
        """MGR-02: neither side, nor the VP, decides; not over RPC either."""
        for user in (self.manager, self.other_manager, self.vp):
            with self.assertRaises(AccessError):
                self.dispute.with_user(user).action_decide()
            with self.assertRaises(AccessError):
                self.dispute.with_user(user).write({"state": "overridden"})
            with self.assertRaises(AccessError):
                self.env["ruiji.client.dispute.decision"].with_user(user).create({})

    def test_decided_once(self):
        """MGR-02: a second decision is refused with a sentence."""
        self._decide(self.general_manager, decision="keep", reason="came first")
        with self.assertRaisesRegex(UserError, "decided already"):
            self.dispute.with_user(self.general_manager).action_decide()

    def test_both_sides_and_management_see_it(self):
        """MGR-02, ACC-02: a dispute is nobody else's business."""
        Dispute = self.env["ruiji.client.dispute"]
        sees = {
            user: Dispute.with_user(user).search_count([("id", "=", self.dispute.id)])
            for user in (self.manager, self.other_manager, self.vp, self.clerk)
        }
        self.assertEqual(list(sees.values()), [1, 1, 1, 0])
