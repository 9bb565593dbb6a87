from xmlrpc.client import Fault

from odoo.exceptions import AccessDenied, UserError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .web_access_common import PASSWORD, WebAccessHttpCase

LOGINS = "odoo.addons.base.models.res_users"


@tagged("post_install", "-at_install")
class TestFirstPassword(WebAccessHttpCase):
    """WEB-03: no shared default password, and a new one before anything else."""

    def _one_time_password(self):
        dialog = self._grant(self.wang)
        self.assertEqual(dialog["res_model"], "ruiji.web.access.password")
        return dialog["context"]["default_one_time_password"]

    def test_one_time_password_is_random_and_shown_once(self):
        """WEB-03: shown to the clerk, stored nowhere in clear."""
        first = self._one_time_password()
        self.assertRegex(first, r"\A([2-9a-z]{4}-){2}[2-9a-z]{4}\Z")
        self.env.flush_all()
        self.env.cr.execute("SELECT password FROM res_users WHERE login = 'yadxyw'")
        self.assertNotIn(first, self.env.cr.fetchone()[0])
        stored = self.env["ruiji.web.access.password"]._fields["one_time_password"]
        self.assertFalse(stored.store)
        again = self.wang.with_user(self.clerk).action_renew_one_time_password()
        self.assertNotEqual(again["context"]["default_one_time_password"], first)

    def test_invitation_link_with_an_e_mail(self):
        """WEB-03: the mail is queued with a link; no password is made known."""
        action = self._grant(self.wang, email="wang@example.cn")
        self.assertEqual(action["type"], "ir.actions.act_window_close")
        mail = self.env["mail.mail"].search([], limit=1)
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.recipient_ids.email, "wang@example.cn")
        self.assertIn("yadxyw", mail.body_html)
        self.assertIn("/web/signup?", mail.body_html)
        self.assertEqual(self.wang.email, "wang@example.cn")

    def test_first_sign_in_leads_to_a_new_password(self):
        """WEB-03: nothing opens before; afterwards the own password opens the file."""
        one_time = self._one_time_password()
        answer = self._sign_in("YaDxYw", one_time)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/reset_password?token=", answer.headers["Location"])

        self.assertIn("/web/login", self.url_open("/my/client-file").url)

        reset = answer.headers["Location"].removeprefix(self.base_url())
        refused = self._send_form(
            reset, login="yadxyw", password=one_time, confirm_password=one_time
        )
        self.assertIn("of your own", refused.text)
        self._send_form(
            reset, login="yadxyw", password=PASSWORD, confirm_password=PASSWORD
        )
        self.assertEqual(self._sign_in("yadxyw", one_time).status_code, 200)
        self._sign_in("yadxyw", PASSWORD)
        self.assertTrue(
            self.url_open("/my/client-file").url.endswith("/my/client-file")
        )

    def test_token_serves_once(self):
        """WEB-03: the page that set the password cannot set another one."""
        reset = self._sign_in("yadxyw", self._one_time_password()).headers["Location"]
        reset = reset.removeprefix(self.base_url())
        self._send_form(
            reset, login="yadxyw", password=PASSWORD, confirm_password=PASSWORD
        )
        self.assertIn("Invalid signup token", self.url_open(reset).text)

    @mute_logger(LOGINS, "odoo.http")
    def test_one_time_password_opens_nothing_over_rpc(self):
        """WEB-03: no session, no call, by any door of the server."""
        one_time = self._one_time_password()
        with self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(
                "/web/session/authenticate",
                {"db": self.env.cr.dbname, "login": "yadxyw", "password": one_time},
            )
        user, database = self.wang.user_ids, self.env.cr.dbname
        self.assertFalse(
            self.xmlrpc_common.authenticate(database, "yadxyw", one_time, {})
        )
        call = (database, user.id, one_time, "res.users", "read", [user.id], ["login"])
        with self.assertRaises(Fault):
            self.xmlrpc_object.execute(*call)
        credential = {"type": "password", "login": "yadxyw", "password": one_time}
        with self.assertRaises(AccessDenied):
            self.env["res.users"].authenticate(credential, {"interactive": False})
        with self.assertRaises(AccessDenied):
            self.env["res.users"]._check_uid_passwd(user.id, one_time)

    def test_one_time_passwords_do_not_lock_the_address_out(self):
        """WEB-03: ten people of one office begin on the same morning."""
        one_time = self._one_time_password()
        for _person in range(10):
            self.assertEqual(self._sign_in("yadxyw", one_time).status_code, 303)

    def test_wrong_password_gets_no_new_one(self):
        """WEB-03: the reset page opens for the right one-time password alone."""
        self._one_time_password()
        self.assertEqual(self._sign_in("yadxyw", "wrong").status_code, 200)

    def test_sign_in_regardless_of_case(self):
        """WEB-01, WEB-03: the code in any letter case, staff logins exactly."""
        self._portal_user(self.wang)
        for login in ("yadxyw", "YADXYW", "YadxYw"):
            self.assertEqual(self._sign_in(login, PASSWORD).status_code, 303)
        self.assertEqual(self._sign_in("OUTSIDER", "outsider").status_code, 200)

    def test_one_time_password_is_not_kept(self):
        with self.assertRaisesRegex(UserError, "of your own"):
            self.wang.user_ids.password = self._one_time_password()

    def test_revoking_ends_the_open_session(self):
        """WEB-02: the next click of a signed-in user leads to the login page."""
        self._portal_user(self.wang)
        self._sign_in("yadxyw", PASSWORD)
        self.assertTrue(
            self.url_open("/my/client-file").url.endswith("/my/client-file")
        )
        self.wang.with_user(self.clerk).action_revoke_web_access()
        self.assertIn("/web/login", self.url_open("/my/client-file").url)

    def test_new_one_time_password_ends_the_open_session(self):
        """WEB-03: the person begins again, wherever they were signed in."""
        self._portal_user(self.wang)
        self._sign_in("yadxyw", PASSWORD)
        self.wang.with_user(self.clerk).action_renew_one_time_password()
        self.assertIn("/web/login", self.url_open("/my/client-file").url)

    def test_nobody_lets_himself_in(self):
        """OPS-05: self-registration is closed."""
        self.assertEqual(self.url_open("/web/signup").status_code, 404)
