import re

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .web_access_common import CSRF_TOKEN, PASSWORD, WebAccessHttpCase

LOGINS = "/my/logins"
ONE_TIME = re.compile("[2-9b-z]{4}-[2-9b-z]{4}-[2-9b-z]{4}")


@tagged("post_install", "-at_install")
class TestUnitAdministrator(WebAccessHttpCase):
    """A province's person keeps the logins of the province and its prefectures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhao = cls._new_person(cls.province, "赵刚", function="运维部经理")
        cls.zhao_user = cls._portal_user(cls.zhao, portal_scope="subtree")
        cls.wang_user = cls._portal_user(cls.wang)
        cls.sun = cls._new_person(cls.lanzhou, "孙敏")
        cls.sun_user = cls._portal_user(cls.sun)
        cls.province.with_user(cls.clerk).unit_administrator_id = cls.zhao
        (cls.zhao_user | cls.wang_user).lang = "en_US"

    def setUp(self):
        super().setUp()
        self.authenticate(self.zhao_user.login, PASSWORD)

    def _step(self, person, step, **values):
        token = CSRF_TOKEN.search(self.url_open("/my/logins/new").text)
        data = {**values, "csrf_token": token and token[1]}
        return self.url_open(
            f"{LOGINS}/{person.id}/{step}", data=data, allow_redirects=False
        )

    def _signs_in(self, login, password=PASSWORD):
        with mute_logger("odoo.addons.base.models.res_users"):
            answer = self._sign_in(login, password)
        return answer.status_code == 303 and "reset_password" not in answer.headers.get(
            "Location", ""
        )

    # Who is named

    def test_the_clerk_names_a_person_of_the_unit(self):
        """WEB-07: of this very unit, seeing all of it; shown on the portal."""
        with self.assertRaises(ValidationError):
            self.yanan.with_user(self.clerk).unit_administrator_id = self.li
        self.wang.portal_scope = "own"
        with self.assertRaises(ValidationError):
            self.yanan.with_user(self.clerk).unit_administrator_id = self.wang
        self.assertIn("赵刚", self.url_open("/my/client-file").text)

    def test_others_name_nobody(self):
        """ACC-06: nor does the file's own account manager, over RPC either."""
        for user in (self.manager, self.finance, self.zhao_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.yanan.with_user(user).write(
                    {"unit_administrator_id": self.wang.id}
                )

    def test_who_leaves_keeps_nothing(self):
        """WEB-07: another unit, or the end of the access, ends the task."""
        self.zhao.parent_id = self.other_province
        self.assertFalse(self.province.unit_administrator_id)
        self.assertFalse(self.zhao_user._administered_units())
        self.yanan.unit_administrator_id = self.wang
        self.wang.with_user(self.clerk).action_revoke_web_access()
        self.assertFalse(self.yanan.unit_administrator_id)

    # What he sees

    def test_logins_of_the_unit_and_below(self):
        """WEB-07, WEB-08: own unit and the prefectures below, no other province."""
        text = self.url_open(LOGINS).text
        self.assertIn(self.wang.login_code, text)
        self.assertIn(self.zhao.login_code, text)
        self.assertNotIn(self.sun.login_code, text)
        self.assertIn(LOGINS, self.url_open("/my").text)
        everybody = self.url_open(f"{LOGINS}?filterby=none").text
        self.assertIn("李娟", everybody)
        self.assertNotIn("孙敏", everybody)

    def test_a_sister_unit_is_as_if_it_were_not(self):
        """WEB-06, WEB-07: 404 for every page and step, and nothing happens."""
        for page in (f"{LOGINS}/{self.sun.id}", f"{LOGINS}/{self.lanzhou.id}"):
            self.assertEqual(self.url_open(page).status_code, 404)
        for step in ("suspend", "resume", "invite", "password", "nonsense"):
            self.assertEqual(self._step(self.sun, step).status_code, 404)
        self.assertTrue(self.sun.has_web_access)

    def test_who_is_no_administrator_has_no_such_page(self):
        """WEB-07: a colleague, somebody of no client, nobody."""
        self.authenticate(self.wang_user.login, PASSWORD)
        for page in (LOGINS, f"{LOGINS}/new", f"{LOGINS}/{self.wang.id}"):
            self.assertEqual(self.url_open(page).status_code, 404)
        self.assertNotIn(LOGINS, self.url_open("/my").text)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(LOGINS).url)

    # What he does

    def test_suspending_ends_sessions_at_once(self):
        """WEB-07: the session that is open now is over; the code stays."""
        code = self.wang.login_code
        self.authenticate(self.wang_user.login, PASSWORD)
        of_wang = self.opener
        self.assertEqual(self.url_open("/my/client-file").status_code, 200)
        self.authenticate(self.zhao_user.login, PASSWORD)
        self.assertIn(
            "done=suspend", self._step(self.wang, "suspend").headers["Location"]
        )
        self.opener = of_wang
        self.assertIn("/web/login", self.url_open("/my/client-file").url)
        self.assertEqual(self.wang.login_code, code)
        self.assertFalse(self._signs_in(code))
        self.assertIn(self.zhao, self.wang.message_ids.author_id)

    def test_opening_again_needs_a_new_password(self):
        """WEB-07: the old password stays void, a one-time password leads on."""
        self._step(self.wang, "suspend")
        self._step(self.wang, "resume")
        self.assertTrue(self.wang.has_web_access)
        shown = ONE_TIME.search(self._step(self.wang, "password").text)[0]
        self.assertNotIn(shown, self.url_open(f"{LOGINS}/{self.wang.id}").text)
        self.assertFalse(self._signs_in(self.wang.login_code))
        answer = self._sign_in(self.wang.login_code, shown)
        self.assertIn("reset_password", answer.headers["Location"])

    def test_resetting_by_mail(self):
        """WEB-07: the link goes to the person's own address, the password is void."""
        self.wang.email = "wang@example.cn"
        self._step(self.wang, "invite")
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertIn("wang@example.cn", mail.email_to or mail.recipient_ids.email)
        self.assertFalse(self._signs_in(self.wang.login_code))

    def test_himself_and_staff_are_out_of_reach(self):
        """WEB-07: he neither ends his own login nor one of the company's."""
        colleague = self._new_person(self.yanan, "双面人")
        staff = self._new_user("customer_service", "two-faced")
        staff.partner_id.write({"parent_id": self.yanan.id})
        for person in (self.zhao, staff.partner_id):
            for step in ("suspend", "password", "invite"):
                with self.subTest(person=person.name, step=step):
                    self.assertIn("alert-danger", self._step(person, step).text)
        self.assertTrue(self.zhao_user.active and staff.active)
        self.assertNotIn("alert-danger", self._step(colleague, "suspend").text)

    def test_no_password_that_opens_more(self):
        """WEB-08: with a narrow scope of his own he hands over no wider login."""
        self.zhao.portal_scope = "unit"
        self.assertIn("alert-danger", self._step(self.wang, "password").text)
        colleague = self._new_person(self.province, "周五")
        self._portal_user(colleague, portal_scope="subtree")
        self.assertIn("alert-danger", self._step(colleague, "password").text)
        self.assertNotIn("alert-danger", self._step(self.wang, "suspend").text)

    def test_company_ends_what_is_suspended(self):
        """WEB-02, WEB-07: the code of a suspended login is free after the end."""
        self._step(self.wang, "suspend")
        self.wang.with_user(self.clerk).action_revoke_web_access()
        self.assertFalse(self.wang.login_code or self.wang.web_suspended_on)
        self._step(self.wang, "resume")
        self.assertFalse(self.wang.has_web_access)

    def test_forms_need_their_token(self):
        """WEB-06: a form of another site changes nothing."""
        with mute_logger("odoo.http"):
            self.url_open(f"{LOGINS}/{self.wang.id}/suspend", data={"x": "1"})
        self.assertTrue(self.wang.has_web_access)
        self.assertIn(
            self.url_open(f"{LOGINS}/{self.wang.id}/suspend").status_code, (404, 405)
        )

    def test_rpc_gives_nothing(self):
        """WEB-06: neither requests nor the field are open to a portal user."""
        with self.assertRaises(AccessError):
            self.env["ruiji.login.request"].with_user(self.zhao_user).search([])
        with self.assertRaises(AccessError):
            self.zhao.with_user(self.zhao_user).read(["unit_administrator_id"])
        with self.assertRaises(AccessError):
            self.wang.with_user(self.zhao_user).action_revoke_web_access()
