from datetime import timedelta
from xmlrpc.client import Fault

from odoo import fields
from odoo.exceptions import AccessDenied, UserError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .web_access_common import PASSWORD, WebAccessHttpCase

LOGINS = "odoo.addons.base.models.res_users"
NEW = "Bao7ta-shan"


@tagged("post_install", "-at_install")
class TestPasswordGate(WebAccessHttpCase):
    """ACC-07, WEB-03: with an old password nothing opens but a new one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = cls._portal_user(cls.wang)
        cls.clerk.password = PASSWORD

    def _grow_old(self, user, days):
        user.password_set_on = fields.Datetime.now() - timedelta(days=days)
        self.env.registry.clear_cache()

    def _reset_page(self, login, password=PASSWORD):
        answer = self._sign_in(login, password)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/reset_password?token=", answer.headers["Location"])
        return answer.headers["Location"].removeprefix(self.base_url())

    def _set(self, page, login, password):
        return self._send_form(
            page, login=login, password=password, confirm_password=password
        )

    def test_staff_renew_every_month(self):
        """ACC-07: after 30 days the login page leads to a new password."""
        self._grow_old(self.clerk, 29)
        answer = self._sign_in("marketing_clerk", PASSWORD)
        self.assertNotIn("reset_password", answer.headers["Location"])
        self._grow_old(self.clerk, 31)
        page = self._reset_page("marketing_clerk")
        self._set(page, "marketing_clerk", NEW)
        answer = self._sign_in("marketing_clerk", NEW)
        self.assertNotIn("reset_password", answer.headers["Location"])
        self.assertEqual(self._sign_in("marketing_clerk", PASSWORD).status_code, 200)

    def test_clients_renew_later(self):
        """WEB-03: the clients' people have half a year."""
        self._grow_old(self.portal_user, 179)
        self._sign_in("yadxyw", PASSWORD)
        self.assertTrue(self.url_open("/my/client-file").url.endswith("client-file"))
        self._grow_old(self.portal_user, 181)
        self._reset_page("yadxyw")

    def test_periods_are_settings(self):
        """ACC-07: the administrator sets the days; none is no choice."""
        settings = self.env["res.config.settings"]
        settings.create({"staff_password_days": 7}).execute()
        self._grow_old(self.clerk, 8)
        self.assertTrue(self.clerk._password_expired())
        settings.create({"staff_password_days": 0}).execute()
        self.assertFalse(self.clerk._password_expired())
        self._grow_old(self.clerk, 31)
        self.assertTrue(self.clerk._password_expired())

    def test_open_session_ends_at_its_next_request(self):
        """ACC-07: pages lead to the login, calls are refused."""
        self._sign_in("yadxyw", PASSWORD)
        self.assertTrue(self.url_open("/my/client-file").url.endswith("client-file"))
        self._grow_old(self.portal_user, 181)
        self.assertIn("/web/login", self.url_open("/my/client-file").url)

        self._sign_in("marketing_clerk", PASSWORD)
        self._call("res.partner", "search_count", [])
        self._grow_old(self.clerk, 31)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self._call("res.partner", "search_count", [])

    @mute_logger(LOGINS, "odoo.http")
    def test_no_door_opens_with_an_old_password(self):
        """ACC-07: neither /web/session, /xmlrpc, /jsonrpc nor /json/2."""
        key = self._api_key(self.clerk)
        database, uid = self.env.cr.dbname, self.clerk.id
        call = (database, uid, PASSWORD, "res.users", "read", [uid], ["login"])
        self.assertTrue(self.xmlrpc_object.execute(*call))
        self._grow_old(self.clerk, 31)
        with self.assertRaises(Fault):
            self.xmlrpc_object.execute(*call)
        with self.assertRaises(Fault):
            self.xmlrpc_object.execute(database, uid, key, *call[3:])
        self.assertFalse(
            self.xmlrpc_common.authenticate(database, "marketing_clerk", PASSWORD, {})
        )
        for url, params in {
            "/web/session/authenticate": {
                "db": database,
                "login": "marketing_clerk",
                "password": PASSWORD,
            },
            "/jsonrpc": {"service": "object", "method": "execute", "args": call},
        }.items():
            with self.assertRaises(JsonRpcException):
                self.make_jsonrpc_request(url, params)
        with self.assertRaises(AccessDenied):
            self.env["res.users"]._check_uid_passwd(uid, PASSWORD)

    def _api_key(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        until = fields.Datetime.now() + timedelta(days=1)
        return keys._generate(None, "test", until)

    def test_json2_refuses_a_key_of_an_old_password(self):
        """ACC-07: an API key opens nothing that its owner may not open."""
        self.authenticate(None, None)
        headers = {"Authorization": f"Bearer {self._api_key(self.clerk)}"}
        url = "/json/2/res.partner/search_count"
        body = {"domain": []}
        answer = self.url_open(url, json=body, headers=headers)
        self.assertEqual(answer.status_code, 200)
        self._grow_old(self.clerk, 31)
        with mute_logger("odoo.http"):
            answer = self.url_open(url, json=body, headers=headers)
        self.assertIn(answer.status_code, (401, 403))

    def test_new_password_follows_the_rules(self):
        """ACC-07: on the page, in one's own preferences and by the administrator."""
        self._grow_old(self.clerk, 31)
        page = self._reset_page("marketing_clerk")
        for password in ("Bao7ta", "baotashanyanhe", "Marketing-77", "Password1!"):
            self.assertIn("alert-danger", self._set(page, "x", password).text)
        self.assertIn("alert-danger", self._set(page, "x", PASSWORD).text)
        with self.assertRaises(UserError):
            self.clerk.with_user(self.clerk).change_password(PASSWORD, "short")
        clerk = self.clerk.with_user(self.env.ref("base.user_admin"))
        with self.assertRaises(UserError):
            clerk.with_context(install_mode=True).write({"password": "clerk"})
        with self.assertRaises(UserError):
            clerk._change_password("clerk")
        with self.assertRaises(UserError):
            clerk.create({"name": "新", "login": "new", "password": "new"})

    def test_former_passwords_do_not_come_back(self):
        """ACC-07: not the last five, the present one among them."""
        self.env["res.config.settings"].create({"password_history": 3}).execute()
        passwords = [f"Bao7ta-shan-{word}" for word in ("qa", "wo", "er", "tu")]
        user = self.clerk
        for password in passwords:
            user._change_password(password)
        for password in passwords[1:]:
            with self.assertRaises(UserError):
                user._change_password(password)
        user._change_password(passwords[0])
        self.env.cr.execute(
            "SELECT count(*) FROM ruiji_past_password WHERE user_id = %s", [user.id]
        )
        self.assertEqual(self.env.cr.fetchone(), (2,))

    def test_one_time_password_ends_by_itself(self):
        """WEB-03: after 14 days it is refused, with what to do."""
        dialog = self.wang.with_user(self.clerk).action_renew_one_time_password()
        one_time = dialog["context"]["default_one_time_password"]
        self._grow_old(self.portal_user, 13)
        self._reset_page("yadxyw", one_time)
        self._grow_old(self.portal_user, 15)
        answer = self._sign_in("yadxyw", one_time)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("14", answer.text)
        self.assertEqual(self.wang.web_account_state, "too_old")

    def test_pages_stay_in_no_cache(self):
        """WEB-02: what a client has seen is not shown again after signing out."""
        self._sign_in("yadxyw", PASSWORD)
        for page in "/my", "/my/client-file", "/my/client-file/edit", "/my/security":
            answer = self.url_open(page)
            self.assertEqual(answer.headers["Cache-Control"], "no-store", page)
