from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.models import login_guard

from .web_access_common import PASSWORD, WebAccessHttpCase

ALERT = "alert-danger"


@tagged("post_install", "-at_install")
class TestLoginGuard(WebAccessHttpCase):
    """WEB-03: guessing passwords gets nowhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = cls._portal_user(cls.wang)
        cls.clerk.password = PASSWORD
        cls.guard = cls.env["ruiji.login.guard"]
        cls.guard.search([]).unlink()
        cls.env["res.config.settings"].create(
            {"login_failures": 3, "address_failures": 8, "login_lock_minutes": 20}
        ).execute()

    def _fail(self, login, times=3):
        for _time in range(times):
            answer = self._sign_in(login, "wrong")
            self.assertEqual(answer.status_code, 200)
        return answer

    def _alert(self, answer):
        text = answer.text
        return text[text.index(ALERT) : text.index("</p>", text.index(ALERT))]

    def test_login_is_locked_in_any_letter_case(self):
        """WEB-03: the right password opens nothing while it is."""
        self._fail("yadxyw", 1)
        self._fail("YADXYW", 2)
        self.assertEqual(self._sign_in("yadxyw", PASSWORD).status_code, 200)
        counter = self.guard.search([("user_id", "=", self.portal_user.id)])
        self.assertEqual((counter.key, counter.failures), ("yadxyw", 3))
        self.assertTrue(counter.is_locked)
        self.assertEqual(self.wang.web_account_state, "locked")
        self.assertEqual(self._sign_in("marketing_clerk", PASSWORD).status_code, 303)

    def test_lock_opens_by_itself(self):
        """WEB-03: after the minutes that are set."""
        self._fail("yadxyw")
        counter = self.guard.search([("kind", "=", "login")])
        self.assertEqual(
            counter.locked_until, counter.last_failure + timedelta(minutes=20)
        )
        counter.locked_until = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(self._sign_in("yadxyw", PASSWORD).status_code, 303)
        self.assertFalse(counter.exists())

    def test_old_failures_do_not_count(self):
        """WEB-03: two today and one long ago lock nobody."""
        self._fail("yadxyw", 2)
        counter = self.guard.search([("kind", "=", "login")])
        counter.last_failure -= timedelta(minutes=21)
        self._fail("yadxyw", 1)
        counter.invalidate_recordset()
        self.assertEqual(counter.failures, 1)
        self.assertFalse(counter.is_locked)

    def test_answers_do_not_tell_who_exists(self):
        """WEB-03: the same sentences for a login that nobody has."""
        for times in 1, 3:
            known = self._alert(self._fail("yadxyw", times))
            unknown = self._alert(self._fail("nobody9", times))
            self.assertEqual(known, unknown)
        self.assertIn("20", unknown)

    def test_address_is_locked(self):
        """WEB-03: one guess each at many logins."""
        for number in range(8):
            self._fail(f"guess{number}", 1)
        self.assertEqual(self._sign_in("yadxyw", PASSWORD).status_code, 200)
        counter = self.guard.search([("kind", "=", "address")])
        self.assertEqual(counter.failures, 8)
        self.guard.search([]).with_user(self.env.ref("base.user_admin")).action_unlock()
        self.assertEqual(self._sign_in("yadxyw", PASSWORD).status_code, 303)

    def test_guesses_fill_no_table(self):
        """WEB-03: odd logins share their counters; addresses have a limit."""
        users = self.env["res.users"]
        counters = {users._failure_counters(f"odd{n}")[0] for n in range(20_000)}
        self.assertLessEqual(len(counters), login_guard.BUCKETS)
        with patch.object(login_guard, "MOST_ADDRESSES", 2):
            for number in range(4):
                self.guard._count_failure("address", f"10.0.0.{number}", False, 5)
                self.guard._count_failure("address", "10.0.0.0", False, 5)
        addresses = self.guard.search([("kind", "=", "address")])
        self.assertEqual(len(addresses), 2)
        self.assertEqual(max(addresses.mapped("failures")), 5)

    def test_old_counters_are_cleared_away(self):
        """WEB-03: after a week."""
        self._fail("yadxyw", 1)
        self.guard._gc_old_failures()
        counters = self.guard.search([])
        self.assertEqual(len(counters), 2)
        counters.last_failure = fields.Datetime.now() - timedelta(days=8)
        self.guard._gc_old_failures()
        self.assertFalse(counters.exists())

    def test_who_unlocks(self):
        """WEB-03: the clerk the clients' people, the administrator everybody."""
        self._fail("yadxyw")
        self._fail("marketing_vp")
        client, staff = (
            self.guard.search([("user_id", "=", user.id)])
            for user in (self.portal_user, self.vp)
        )
        visible = self.guard.with_user(self.clerk).search([])
        self.assertEqual(visible, client)
        for user in self.manager, self.finance:
            with self.assertRaises(AccessError):
                client.with_user(user).action_unlock()
        with self.assertRaises(AccessError):
            staff.with_user(self.clerk).action_unlock()
        with self.assertRaises(AccessError):
            client.with_user(self.clerk).write({"failures": 0})
        client.with_user(self.clerk).action_unlock()
        self.assertEqual(self._sign_in("yadxyw", PASSWORD).status_code, 303)
        staff.with_user(self.env.ref("base.user_admin")).action_unlock()
        self.assertFalse(staff.exists())

    def test_new_one_time_password_unlocks(self):
        """WEB-03: whoever is helped by the clerk need not wait as well."""
        self._fail("yadxyw")
        dialog = self.wang.with_user(self.clerk).action_renew_one_time_password()
        one_time = dialog["context"]["default_one_time_password"]
        self.assertEqual(self._sign_in("yadxyw", one_time).status_code, 303)
