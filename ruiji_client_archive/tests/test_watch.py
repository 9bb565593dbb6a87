from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ArchiveCase

TYPE = "ruiji_client_archive.mail_activity_watch"


@tagged("post_install", "-at_install")
class TestWatch(ArchiveCase):
    """Anomalies of clients (GRD-04)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.write({"user_id": cls.manager.id, "credit_grade": "aa"})

    def _activities(self):
        return self.yanan.activity_search([TYPE])

    def _lower(self, grade="b"):
        self.yanan.with_user(self.manager).credit_grade = grade

    def test_a_credit_downgrade_is_raised_once(self):
        """GRD-04: one activity for the account manager, one for the VP."""
        self._lower("b")
        self._lower("d")
        alert = self.yanan.watch_alert_ids
        self.assertEqual(alert.kind, "credit_downgrade")
        self.assertIn("AA", alert.note)
        raised = self._activities().user_id
        self.assertIn(self.manager, raised)
        self.assertIn(self.vp, raised)
        self.assertEqual(len(self._activities()), len(raised))

    def test_a_better_credit_grade_ends_it(self):
        """GRD-04: an alert closes by itself and can come again."""
        self._lower()
        self.yanan.credit_grade = "aaa"
        self.assertFalse(self.yanan.watch_alert_ids)
        self._lower()
        self.assertEqual(len(self.yanan.watch_alert_ids), 1)

    def test_a_first_credit_grade_is_no_downgrade(self):
        """GRD-04: nothing to compare with, nothing to raise."""
        self.xian.credit_grade = "d"
        self.assertFalse(self.xian.watch_alert_ids)

    def test_a_rule_switched_off_raises_nothing(self):
        """GRD-04: what is watched for is data."""
        rule = self.env.ref("ruiji_client_archive.watch_rule_credit_downgrade")
        rule.with_user(self.vp).active = False
        self._lower()
        self.assertFalse(self.yanan.watch_alert_ids)

    def test_management_settles_an_alert(self):
        """GRD-04: not the account manager, and nobody by writing over RPC."""
        self._lower()
        alert = self.yanan.watch_alert_ids
        with self.assertRaises(AccessError):
            alert.with_user(self.manager).action_settle()
        with self.assertRaises(AccessError):
            alert.with_user(self.vp).date_to = fields.Date.today()
        alert.with_user(self.vp).action_settle()
        self.assertTrue(alert.date_to)

    def test_alerts_follow_the_grade(self):
        """GRD-01, GRD-04: whatever changes the grade, the list of risks knows it."""
        self._lower()
        alert = self.yanan.watch_alert_ids
        self.env.flush_all()
        self.yanan.national_rank = 1
        self.assertEqual((self.yanan.grade, alert.grade), ("key", "key"))
        self.yanan.national_rank = 0
        found = alert.search([("grade", "=", "potential"), ("id", "=", alert.id)])
        self.assertEqual(found, alert)

    def test_alerts_are_as_secret_as_the_file(self):
        """GRD-04, ACC-02: no hint of a closed file in the list of risks."""
        self._lower()
        alert = self.yanan.watch_alert_ids
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        alerts = self.env["ruiji.watch.alert"]
        for user, sees in (
            (self.manager, True),
            (self.vp, True),
            (self.other_manager, False),
            (self.clerk, False),
            (self.finance, False),
        ):
            with self.subTest(user.login):
                found = alerts.with_user(user).search([("id", "=", alert.id)])
                self.assertEqual(bool(found), sees)
        with self.assertRaises(AccessError):
            alerts.with_user(self.outsider).search([])
