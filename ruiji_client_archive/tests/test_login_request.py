from odoo.exceptions import AccessError, UserError
from odoo.service.model import retrying
from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .connection_common import Connection
from .web_access_common import CSRF_TOKEN, PASSWORD, WebAccessHttpCase

LOGINS = "/my/logins"
CLERK = "ruiji_client_archive.group_marketing_clerk"


@tagged("post_install", "-at_install")
class TestLoginRequest(WebAccessHttpCase):
    """A unit's administrator asks, the company answers (WEB-07)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhao = cls._new_person(cls.province, "赵刚", function="运维部经理")
        cls.zhao_user = cls._portal_user(cls.zhao, portal_scope="subtree")
        cls.province.unit_administrator_id = cls.zhao
        cls.zhao_user.lang = "en_US"
        cls.requests = cls.env["ruiji.login.request"]

    def setUp(self):
        super().setUp()
        self.authenticate(self.zhao_user.login, PASSWORD)

    def _ask(self, **values):
        form = {
            "unit_id": str(self.yanan.id),
            "person_name": "陈晓",
            "function": "传输中心主任",
            "portal_scope": "unit",
            "login_code": "yadxcs",
            "consent": "1",
        }
        form = {name: value for name, value in (form | values).items() if value}
        return self._send_form(f"{LOGINS}/new", **form)

    def test_asked_for_and_approved(self):
        """WEB-07, WEB-02: a new person; nothing opens before the clerk approves."""
        self.assertEqual(self._ask().status_code, 303)
        asked = self.requests.with_user(self.clerk).search([])
        self.assertEqual(asked.client_id, self.yanan)
        self.assertFalse(self.env["res.users"].search([("login", "=", "yadxcs")]))
        clerks = self.env.ref(CLERK).all_user_ids.filtered("active")
        self.assertEqual(self.yanan.activity_ids.user_id, clerks)
        self.assertEqual(len(self.yanan.activity_ids), len(clerks))
        self.assertIn("yadxcs", self.url_open(LOGINS).text)

        shown = asked.action_approve()["context"]["default_one_time_password"]
        self.assertTrue(shown)
        person = asked.person_id
        self.assertEqual((person.parent_id, person.name), (self.yanan, "陈晓"))
        self.assertEqual(person.portal_scope, "unit")
        self.assertEqual(person.web_consent_by, "陈晓")
        self.assertTrue(person.has_web_access)
        self.assertFalse(self.yanan.activity_ids)

    def test_a_person_who_is_known(self):
        """WEB-07: asked for by name or from the list, no second person is made."""
        before = self.yanan.child_ids
        self._ask(person_name=" 王 磊 ", login_code="yadxwl")
        asked = self.requests.search([])
        self.assertEqual(asked.person_id, self.wang)
        asked.with_user(self.clerk).action_approve()
        self.assertEqual(self.yanan.child_ids, before)
        self.assertTrue(self.wang.has_web_access)
        self._ask(person_id=str(self.li.id), unit_id="", person_name="")
        self.assertEqual(self.requests.search([], limit=1).person_id, self.li)

    def test_code_is_proposed_by_the_rule(self):
        """WEB-01: 延安电信 运维部 is yadxyw; without scripts it comes with the form."""
        code = self.make_jsonrpc_request(
            f"{LOGINS}/code",
            {
                "unit_id": str(self.yanan.id),
                "person_name": "陈晓",
                "function": "运维部主任",
            },
        )
        self.assertEqual(code, "yadxyw")
        answer = self._ask(login_code="", function="运维部主任")
        self.assertIn('value="yadxyw"', answer.text)
        self.assertFalse(self.requests.search([]))

    def test_codes_that_are_asked_for_are_taken(self):
        """WEB-01: nor does the clerk get one proposed that somebody waits for."""
        self._ask(login_code="yadxyw", function="运维部主任")
        self.assertNotEqual(self._grant_form(self.wang).login_code, "yadxyw")
        answer = self._ask(person_name="别人", login_code="YADXYW")
        self.assertIn("alert-danger", answer.text)

    def test_bad_input_gets_one_sentence(self):
        """WEB-07: no name, no consent, a bad code, mail or scope, twice the same."""
        self._ask()
        for values in (
            {"person_name": ""},
            {"consent": "", "person_name": "甲"},
            {"login_code": "a b", "person_name": "甲"},
            {"email": "nobody", "person_name": "甲"},
            {"portal_scope": "emperor", "person_name": "甲"},
            {"login_code": "yadxc2"},
            {"person_id": str(self.zhao.id)},
        ):
            with self.subTest(values=values):
                answer = self._ask(**values)
                self.assertEqual(answer.text.count("alert-danger"), 1)
        self.assertEqual(len(self.requests.search([])), 1)

    def test_no_more_than_he_sees_himself(self):
        """WEB-08: an administrator who sees his unit gives nothing wider."""
        self.zhao.portal_scope = "unit"
        self.assertIn("alert-danger", self._ask(portal_scope="subtree").text)
        self.assertFalse(self.requests.search([]))

    def test_units_of_others(self):
        """WEB-06: another province's unit or person cannot be asked for."""
        stranger = self._new_person(self.lanzhou, "孙敏")
        self.assertIn("alert-danger", self._ask(unit_id=str(self.lanzhou.id)).text)
        self._ask(unit_id="", person_id=str(stranger.id), person_name="")
        self.assertFalse(self.requests.search([("client_id", "=", self.lanzhou.id)]))
        answer = self.make_jsonrpc_request(
            f"{LOGINS}/code", {"unit_id": str(self.lanzhou.id), "person_name": "孙敏"}
        )
        self.assertEqual(answer, "")
        foreign = self.requests.create(
            {
                "client_id": self.lanzhou.id,
                "person_name": "孙敏",
                "portal_scope": "unit",
                "login_code": "lzdxsm",
                "consent_by": "孙敏",
            }
        )
        self.assertNotIn("lzdxsm", self.url_open(LOGINS).text)
        answer = self._withdraw(foreign)
        self.assertEqual((answer.status_code, foreign.state), (404, "pending"))

    def _withdraw(self, asked):
        token = CSRF_TOKEN.search(self.url_open(f"{LOGINS}/new").text)[1]
        return self.url_open(
            f"{LOGINS}/requests/{asked.id}/withdraw",
            data={"csrf_token": token},
            allow_redirects=False,
        )

    def test_withdrawn_and_refused(self):
        """WEB-07: he takes it back, or reads why it was refused."""
        self._ask()
        asked = self.requests.search([])
        self._withdraw(asked)
        self.assertEqual(asked.state, "withdrawn")
        self.assertFalse(self.yanan.activity_ids)
        self._ask()
        asked = self.requests.with_user(self.clerk).search([], limit=1)
        action = asked.action_refuse()
        wizard = self.env["ruiji.login.refusal"].with_user(self.clerk)
        wizard = Form(wizard.with_context(**action["context"]))
        wizard.answer = "此人已调离"
        wizard.save().action_confirm()
        self.assertIn("此人已调离", self.url_open(LOGINS).text)

    def test_who_decides(self):
        """ACC-06: clerk and management, not the account manager, not the client."""
        self._ask()
        asked = self.requests.search([])
        for user in (self.manager, self.finance, self.zhao_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                asked.with_user(user).action_approve()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                asked.with_user(user).write({"login_code": "yadxqt"})
        clerk = asked.with_user(self.clerk)
        with self.assertRaises(AccessError):
            clerk.write({"state": "approved"})
        clerk.login_code = "yadxqt"
        clerk.action_approve()
        with self.assertRaises(UserError):
            asked.with_user(self.vp).action_approve()
        with self.assertRaises(AccessError):
            clerk.login_code = "yadxzz"

    def test_secret_files_keep_their_requests(self):
        """ACC-02: the clerk isn't even asked."""
        self.yanan.confidentiality = "secret"
        self._ask()
        self.assertFalse(self.requests.with_user(self.clerk).search([]))
        self.assertEqual(len(self.requests.with_user(self.vp).search([])), 1)
        deciders = self.env.ref("ruiji_client_archive.group_marketing_vp").all_user_ids
        self.assertEqual(self.yanan.activity_ids.user_id, deciders.filtered("active"))


@tagged("post_install", "-at_install")
class TestLoginRequestRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with Connection(self.registry) as env:
            self.clerks = [
                new_test_user(
                    env,
                    f"racing_clerk_{number}",
                    groups="ruiji_client_archive.group_marketing_clerk",
                ).id
                for number in (1, 2)
            ]
            client = env["res.partner"].create(
                {
                    "name": "并发审批单位",
                    "is_client": True,
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                    "archive_state": "filed",
                }
            )
            self.client_id = client.id
            self.request_id = (
                env["ruiji.login.request"]
                .create(
                    {
                        "client_id": client.id,
                        "person_name": "陈晓",
                        "portal_scope": "unit",
                        "login_code": "bfspcx",
                        "consent_by": "陈晓",
                    }
                )
                .id
            )
        self.addCleanup(self._remove_what_was_committed)

    def _remove_what_was_committed(self):
        with Connection(self.registry) as env:
            client = env["res.partner"].browse(self.client_id)
            users = client.child_ids.with_context(active_test=False).user_ids
            users |= env["res.users"].browse(self.clerks)
            partners = users.partner_id
            users.unlink()
            partners.unlink()
            client.child_ids.unlink()
            client.assignment_ids.unlink()
            client.unlink()

    def _approve(self, env):
        env["ruiji.login.request"].browse(self.request_id).action_approve()
        env.flush_all()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_approve_at_once(self):
        """WEB-07: one login is given; the second one is told so."""
        first, second = self.clerks
        with (
            self.assertRaisesRegex(UserError, "已|already"),
            Connection(self.registry, second) as late,
        ):
            late["ruiji.login.request"].browse(self.request_id).read(["state"])
            with Connection(self.registry, first) as env:
                self._approve(env)
            retrying(lambda: self._approve(late), late)
        with Connection(self.registry) as env:
            persons = env["res.partner"].browse(self.client_id).child_ids
            self.assertEqual(len(persons.user_ids), 1)
