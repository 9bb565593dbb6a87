from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .web_access_common import CSRF_TOKEN, PASSWORD, WebAccessHttpCase

CHANGE = "/my/client-file/change"
NEW_NAME = "中国电信集团有限公司延安分公司"


@tagged("post_install", "-at_install")
class TestChangeRequest(WebAccessHttpCase):
    """What contracts rest on, a client asks for; the manager decides (WEB-04)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.user = cls._portal_user(cls.wang)
        cls.user.lang = "en_US"
        cls.vp = new_test_user(
            cls.env, "vp-change", groups="ruiji_client_archive.group_marketing_vp"
        )
        cls.other = new_test_user(
            cls.env, "other", groups="ruiji_client_archive.group_account_manager"
        )

    def setUp(self):
        super().setUp()
        self.authenticate("yadxyw", PASSWORD)

    def _ask(self, **values):
        form = {
            "name": self.yanan.name,
            "short_name": self.yanan.short_name or "",
            "client_tier": self.yanan.client_tier,
            "reason": "工商登记已变更",
        }
        return self._send_form(CHANGE, **(form | values))

    def _pending(self, user=None):
        requests = self.env["ruiji.change.request"].with_user(user or self.manager)
        return requests.search(
            [("client_id", "=", self.yanan.id), ("state", "=", "pending")]
        )

    def test_name_is_asked_for_and_approved(self):
        """WEB-04: nothing changes until the account manager approves."""
        before = self.yanan.name
        self._ask(name=NEW_NAME)
        self.assertEqual(self.yanan.name, before)
        pending = self._pending()
        self.assertEqual((pending.old_text, pending.new_text), (before, NEW_NAME))
        self.assertEqual(self.yanan.activity_ids.user_id, self.manager)
        self.assertIn(NEW_NAME, self.url_open("/my/client-file").text)

        pending.action_approve()
        self.assertEqual(self.yanan.name, NEW_NAME)
        self.assertEqual(pending.decided_by_id, self.manager)
        self.assertFalse(self.yanan.activity_ids)

    def test_each_field_is_decided_by_itself(self):
        """WEB-04: the name is taken, the tier refused with an answer."""
        self._ask(name=NEW_NAME, client_tier="independent")
        by_field = self._pending().grouped("field_name")
        self.assertEqual(set(by_field), {"name", "client_tier"})
        by_field["name"].action_approve()
        action = by_field["client_tier"].action_refuse()
        wizard = self.env["ruiji.change.refusal"].with_user(self.manager)
        wizard.with_context(**action["context"]).create(
            {"answer": "贵司仍隶属省公司"}
        ).action_confirm()
        self.assertEqual(self.yanan.client_tier, "prefecture")
        self.assertIn("贵司仍隶属省公司", self.url_open("/my/client-file").text)

    def test_the_latest_word_counts(self):
        """WEB-04: asked again, the earlier request is withdrawn; so it is by hand."""
        self._ask(name="甲公司")
        self._ask(name=NEW_NAME)
        self.assertEqual(self._pending().new_value, NEW_NAME)
        token = CSRF_TOKEN.search(self.url_open("/my/client-file").text)[1]
        self.url_open(f"{CHANGE}/withdraw", data={"field": "name", "csrf_token": token})
        self.assertFalse(self._pending())
        self.assertFalse(self.yanan.activity_ids)

    def test_bad_input_gets_one_sentence(self):
        """WEB-04: an empty name, an unknown tier, nothing changed."""
        for values in ({"name": " "}, {"client_tier": "emperor"}, {}):
            with self.subTest(values=values):
                answer = self._ask(**values)
                self.assertIn("alert-danger", answer.text)
                self.assertFalse(self._pending())

    def test_others_do_not_decide(self):
        """WEB-04, ACC-06: another manager, the clerk, the client itself."""
        self._ask(name=NEW_NAME)
        request = self._pending()
        for user in (self.other, self.clerk, self.user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).action_approve()
        for user in (self.manager, self.vp):
            with self.assertRaises(AccessError):
                request.with_user(user).write({"new_value": "x"})
        request.with_user(self.vp).action_approve()
        with self.assertRaises(UserError):
            request.action_approve()

    def test_secret_files_keep_their_requests(self):
        """ACC-02: who may not open the file doesn't read what is asked."""
        self._ask(name=NEW_NAME)
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.assertFalse(self._pending(self.clerk))
        self.assertTrue(self._pending(self.vp))

    @mute_logger("odoo.sql_db")
    def test_one_request_a_field_waits(self):
        """WEB-04: two tabs that ask at once leave one request."""
        self._ask(name=NEW_NAME)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._pending().sudo().copy({"new_value": "乙公司"})
            self.env.flush_all()
