from datetime import date, datetime, timedelta

from odoo.tests import tagged

from .audit_common import AuditCase


@tagged("post_install", "-at_install")
class TestAuditReport(AuditCase):
    """ACC-08: who read how much, and what of it is unusual."""

    def test_readers_and_their_figures(self):
        """ACC-08: each way of reading, rows taken along, time of day, own average."""
        for action, count in (("open", 5), ("list", 7), ("print", 2), ("copy", 1)):
            self._read(self.manager, count, action)
        self._read(self.manager, 3, at=self.night)
        self._read(self.manager, 4, at=datetime(2027, 1, 13, 2))
        self._read(self.manager, 8, at=datetime(2026, 12, 16, 2))
        # One export of 30 rows from three files, and another one later.
        for minutes in (0, 10):
            at = self.working + timedelta(minutes=minutes)
            self._read(self.manager, 3, "export", at, rows=30, apart=0.001)
        line = self._line(self._draft(), self.manager)
        self.assertEqual((line.openings, line.lists), (8, 7))
        self.assertEqual((line.prints, line.copies, line.exports), (2, 1, 6))
        self.assertEqual(line.readings, 17)
        self.assertEqual(line.rows_taken, 2 + 1 + 60)
        self.assertEqual(line.off_hours, 3)
        self.assertEqual(line.average, 6)

    def test_more_than_the_own_average(self):
        """ACC-08: three times his own average and a number that matters."""
        for user, count in ((self.manager, 7), (self.other_manager, 6)):
            self._read(user, 2, at=datetime(2027, 1, 13, 2))
            self._read(user, count)
        report = self._draft()
        self.assertTrue(self._line(report, self.manager).is_unusual)
        self.assertIn("3.5", self._line(report, self.manager).finding)
        self.assertFalse(self._line(report, self.other_manager).is_unusual)
        self.assertEqual(report.unusual_count, 1)

    def test_first_time_readers(self):
        """ACC-08: without an average the number alone decides."""
        self._read(self.manager, 6)
        self._read(self.other_manager, 5)
        report = self._draft()
        self.assertTrue(self._line(report, self.manager).is_unusual)
        self.assertFalse(self._line(report, self.other_manager).is_unusual)

    def test_outside_working_hours(self):
        """ACC-08: nights, and holidays of the company's calendar."""
        self._read(self.manager, 3)
        self._read(self.manager, 2, at=self.night)
        # The company's calendar knows it as a day off from now on.
        self._read(self.other_manager, 4)
        day = self.working.date()
        calendar = self.env.company.resource_calendar_id
        report = self._draft()
        self.assertTrue(self._line(report, self.manager).is_unusual)
        self.assertFalse(self._line(report, self.other_manager).is_unusual)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "停电",
                "calendar_id": calendar.id,
                "date_from": datetime.combine(day, datetime.min.time())
                - timedelta(hours=8),
                "date_to": datetime.combine(day, datetime.min.time())
                + timedelta(hours=16),
            }
        )
        report = self._draft()
        self.assertEqual(self._line(report, self.other_manager).off_hours, 4)

    def test_limits_are_the_companys(self):
        """ACC-08: what is unusual is set, and stated on the report."""
        self._read(self.manager, 6)
        self.env.company.audit_first_least = 7
        report = self._draft()
        self.assertFalse(self._line(report, self.manager).is_unusual)
        self.assertIn("7", report.rule)

    def test_most_read_closed_files(self):
        """ACC-08: confidential and secret files alone, the most read first."""
        self.xian.confidentiality = "secret"
        self.lanzhou.confidentiality = "confidential"
        self._read(self.vp, 3, client=self.lanzhou)
        self._read(self.vp, 4, client=self.xian)
        self._read(self.clerk, 1, "export", client=self.xian)
        self._read(self.vp, 9, client=self.yanan)
        files = self._draft().file_ids
        self.assertEqual(files.client_id, self.xian | self.lanzhou)
        self.assertEqual(
            (files[0].openings, files[0].taken, files[0].readers), (4, 1, 2)
        )

    def test_grants_outstanding_and_data_given_out(self):
        """ACC-08: overdue copies, and what outsiders got in the month."""
        self._lend(carrier="paper")
        self._lend(outsiders=True, recipient="厂家", provided_on="2027-02-20 02:00:00")
        self._lend(outsiders=True, recipient="旧", provided_on="2027-01-20 02:00:00")
        report = self._draft()
        self.assertEqual((report.overdue_count, report.provided_count), (1, 1))
        late = report.loan_ids.filtered(lambda loan: loan.state == "overdue")
        self.assertEqual(late.days_overdue, 8)
        self.assertIn(self.yanan.name, late.files)
        self.assertNotIn("旧", report.loan_ids.mapped("recipient"))

    def _lend(self, **values):
        return self.env["ruiji.access.request"].create(
            {
                "borrower_id": self.finance.id,
                "client_ids": self.yanan.ids,
                "purpose": "audit",
                "reason": "核对",
                "date_until": "2027-02-21 02:00:00",
                "granted_from": "2027-01-11 02:00:00",
                "granted_until": "2027-02-21 02:00:00",
                "step": "approved",
                "head_approver_id": self.manager.id,
                "head_approved_on": "2027-01-11 02:00:00",
                "director_approver_id": self.vp.id,
                "director_approved_on": "2027-01-11 02:00:00",
                **values,
            }
        )

    def test_accounts_without_activity(self):
        """ACC-08: neither logged in nor read for the company's number of days."""
        self.env.cr.execute(
            "UPDATE res_users SET create_date = '2026-11-01' WHERE id = ANY(%s)",
            [(self.manager | self.other_manager).ids],
        )
        self._read(self.manager, 1, at=datetime(2027, 1, 12, 2))
        self._read(self.other_manager, 1)
        idle = self._draft().idle_ids
        self.assertIn(self.manager, idle.user_id)
        self.assertNotIn(self.other_manager, idle.user_id)
        line = idle.filtered(lambda idle: idle.user_id == self.manager)
        self.assertEqual(line.read_on.date(), date(2027, 1, 12))

    def test_the_access_record_is_checked(self):
        """ACC-03, ACC-08: the digest of the latest seal, and what the walk found."""
        seals = self.env["ruiji.access.seal"]
        self.env["ruiji.access.record"]._log(self.yanan, "print", "card", 1)
        seals._seal_next(100)
        report = self._draft()
        self.assertTrue(report.is_intact)
        self.assertEqual(report.seal_digest, seals._head().digest)
        self.env.cr.execute("SET LOCAL session_replication_role = replica")
        self.env.cr.execute(
            "UPDATE ruiji_access_record SET row_count = 99 WHERE client_id = %s",
            [self.yanan.id],
        )
        self.env.cr.execute("SET LOCAL session_replication_role = origin")
        report.with_user(self.customer_service).action_collect()
        self.assertFalse(report.is_intact)
        asked = report.activity_ids.user_id
        self.assertLessEqual(self.vp | self.general_manager, asked)

    def test_same_number_of_queries_for_any_number(self):
        """ACC-08: a hundred readers cost what one costs."""
        self._read(self.manager, 3)
        self._draft()
        counts = []
        for repeat in (1, 1, 10):
            self.env.cr.execute(
                """INSERT INTO ruiji_access_record
                          (date, user_id, user_name, client_id, level, action, channel)
                   SELECT %s, 900000 + number, 'x', 900000 + number, 'secret', 'open',
                          'screen'
                     FROM generate_series(1, %s) number""",
                [self.working, repeat * 10],
            )
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._draft()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        # Ninety readers more; Odoo inserts a hundred rows at a time.
        self.assertLess(counts[2] - counts[1], 10)
        self.assertLess(counts[2], 80)
