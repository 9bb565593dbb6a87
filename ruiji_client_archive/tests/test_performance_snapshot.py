from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ArchiveCase

TAKEN = "2027-03-01 02:00:00"


@tagged("post_install", "-at_install")
class TestPerformanceSnapshot(ArchiveCase):
    """ANA-01: how account managers stood at the end of each month, for good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Snapshot = cls.env["ruiji.performance.snapshot"]
        with freeze_time("2027-01-04 02:00:00"):
            (cls.yanan | cls.xian).user_id = cls.manager
            cls.lanzhou.user_id = cls.other_manager
        cls.env.flush_all()

    def _cron(self):
        job = self.env.ref("ruiji_client_archive.cron_performance_snapshot")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def _of(self, user, month=date(2027, 2, 1)):
        return self.Snapshot.search([("user_id", "=", user.id), ("month", "=", month)])

    @freeze_time(TAKEN)
    def test_the_month_before_is_taken_once(self):
        """ANA-01: load and completeness, once, however often the job runs."""
        self._cron()
        self._cron()
        snapshot = self._of(self.manager)
        self.assertEqual(snapshot.client_count, 2)
        mean = sum((self.yanan | self.xian).mapped("completeness")) / 2
        self.assertAlmostEqual(snapshot.completeness, mean, places=1)
        self.assertFalse(snapshot.taken_late)

    @freeze_time(TAKEN)
    def test_first_contacts_in_time(self):
        """ANA-01, MGR-04: those due in the month, by who had the client then."""
        self.env.cr.execute(
            """UPDATE res_partner SET first_contact_deadline = '2027-02-10',
                      first_contact_date = CASE WHEN id = %s
                          THEN '2027-02-09'::date ELSE '2027-02-12'::date END
                WHERE id IN %s""",
            [self.yanan.id, tuple((self.yanan | self.xian).ids)],
        )
        self.env.invalidate_all()
        self._cron()
        snapshot = self._of(self.manager)
        self.assertEqual((snapshot.contacts_due, snapshot.contacts_in_time), (2, 1))
        self.assertEqual(snapshot.contact_rate, 50)
        self.assertEqual(self._of(self.other_manager).contacts_due, 0)

    @freeze_time(TAKEN)
    def test_missed_months_are_made_up_for(self):
        """ANA-01: what dated facts tell, and no completeness that nobody measured."""
        self._cron()
        with freeze_time("2027-06-02 02:00:00"):
            self._cron()
            late, last = (self._of(self.manager, date(2027, m, 1)) for m in (3, 5))
        self.assertTrue(late.taken_late)
        self.assertEqual(late.client_count, 2)
        self.assertEqual(late.completeness, 0)
        self.assertFalse(last.taken_late)
        self.assertTrue(last.completeness)

    @freeze_time(TAKEN)
    def test_what_to_mend_next(self):
        """ANA-01: three things at most, each with its list."""
        self._cron()
        snapshot = self._of(self.manager).with_user(self.manager)
        self.assertIn('href="/odoo/clients"', snapshot.mend_next)
        self.assertLessEqual(snapshot.mend_next.count("<li>"), 3)

    @freeze_time(TAKEN)
    def test_snapshots_are_final(self):
        """ANA-01: neither the application nor the database lets go of one."""
        self._cron()
        snapshot = self._of(self.manager)
        with self.assertRaises(UserError):
            snapshot.write({"completeness": 100})
        with self.assertRaises(UserError):
            snapshot.unlink()
        for statement in (
            "UPDATE ruiji_performance_snapshot SET completeness = 100",
            "DELETE FROM ruiji_performance_snapshot",
        ):
            with (
                self.assertRaises(psycopg2.errors.RaiseException),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.cr.execute(statement)

    @freeze_time(TAKEN)
    def test_who_sees_whose(self):
        """ACC-06: account managers their own, management all, nobody adds one."""
        self._cron()
        mine = self.Snapshot.with_user(self.manager).search([])
        self.assertEqual(mine.user_id, self.manager)
        for user in (self.vp, self.general_manager):
            users = self.Snapshot.with_user(user).search([]).user_id
            self.assertLessEqual(self.manager | self.other_manager, users)
            with self.assertRaises(AccessError):
                self.Snapshot.with_user(user).create(
                    {"month": "2020-01-01", "user_id": user.id}
                )
        for user in (self.clerk, self.finance, self.customer_service, self.outsider):
            with self.assertRaises(AccessError):
                self.Snapshot.with_user(user).search([])

    @freeze_time(TAKEN)
    def test_queries_do_not_grow_with_clients(self):
        """ANA-01: a statement a figure, whatever the number of clients."""
        with self.assertQueryCount(12):
            self.Snapshot._take(date(2027, 2, 1), date(2027, 3, 1))
