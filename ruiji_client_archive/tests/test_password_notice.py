from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .web_access_common import PASSWORD, WebAccessHttpCase

BUTTON = ".o_ruiji_password_notice .o_notification_buttons button"


@tagged("post_install", "-at_install")
class TestPasswordNotice(WebAccessHttpCase):
    """ACC-07, WEB-03: who has to renew a password is told some days before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = cls._portal_user(cls.wang)
        cls.clerk.password = PASSWORD

    def _grow_old(self, user, days):
        user.password_set_on = fields.Datetime.now() - timedelta(days=days)
        self.env.registry.clear_cache()

    def _notice(self, user):
        return user.with_user(user)._password_notice()

    def test_the_last_days_alone(self):
        """ACC-07: neither weeks before nor for those who never renew."""
        for days, told in ((10, False), (24, False), (26, True), (29, True)):
            self._grow_old(self.clerk, days)
            self.assertEqual(bool(self._notice(self.clerk)), told, days)
        self.clerk.password_set_on = False
        self.env.registry.clear_cache()
        self.assertFalse(self._notice(self.clerk))

    def test_a_new_password_ends_it(self):
        """ACC-07: at once, in the same session."""
        self._grow_old(self.clerk, 29)
        self.assertTrue(self._notice(self.clerk))
        self.clerk.password = "Bao7ta-shan"
        self.assertFalse(self._notice(self.clerk))

    def test_staff_are_told_in_the_web_client(self):
        """ACC-07: with a button that leads to the new password."""
        self._grow_old(self.clerk, 28)
        self.browser_js(
            "/odoo",
            f"""document.querySelector("{BUTTON}").click();
            const timer = setInterval(() => {{
                if (document.querySelector(".modal input[type='password']")) {{
                    clearInterval(timer);
                    console.log("test successful");
                }}
            }}, 100);""",
            f"""!!document.querySelector("{BUTTON}")""",
            login="marketing_clerk",
        )

    def test_clients_are_told_on_every_page(self):
        """WEB-03: with the way to a new one; not before."""
        self._grow_old(self.portal_user, 100)
        self._sign_in("yadxyw", PASSWORD)
        self.assertNotIn("o_ruiji_password_notice", self.url_open("/my").text)
        self._grow_old(self.portal_user, 177)
        for path in ("/my", "/my/client-file"):
            page = self.url_open(path).text
            self.assertIn("o_ruiji_password_notice", page, path)
            self.assertIn('href="/my/security"', page, path)
