import base64
import io
from datetime import date, datetime

import openpyxl
from freezegun import freeze_time
from psycopg2.errors import RaiseException

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .audit_common import DRAWN, FEBRUARY, AuditCase
from .common import ArchiveCase
from .connection_common import Connection


@tagged("post_install", "-at_install")
class TestAuditReportSteps(AuditCase):
    """ACC-08: drafted by the job, issued by customer service, read by management."""

    def test_the_job_drafts_the_month_before_once(self):
        """ACC-08: on the first, once, and customer service is asked."""
        with freeze_time(DRAWN):
            self._cron()
            self._cron()
            reports = self.Report.search([])
            self.assertEqual(reports.mapped("month"), [FEBRUARY])
        self.assertIn(self.customer_service, reports.activity_ids.user_id)
        asked = reports.activity_ids.mapped("user_id.id")
        self.assertEqual(len(asked), len(set(asked)))

    def test_missed_months_are_made_up_for(self):
        """ACC-08: whatever the server slept through."""
        with freeze_time(DRAWN):
            self._cron()
        with freeze_time("2027-06-03 02:00:00"):
            self._cron()
            months = sorted(self.Report.search([]).mapped("month"))
        self.assertEqual(months, [date(2027, month, 1) for month in (2, 3, 4, 5)])

    def test_the_month_that_goes_on(self):
        """ACC-08: figures so far by the button; complete ones before it is issued."""
        service = self.Report.with_user(self.customer_service)
        with freeze_time("2027-02-16 02:00:00"):
            self._read(self.manager, 2)
            service.action_draft()
            report = service.search([("month", "=", FEBRUARY)])
            self.assertEqual(report.reader_count, 1)
            with self.assertRaises(UserError):
                report.action_issue()
        with freeze_time(DRAWN):
            self._read(self.clerk, 2, at=datetime(2027, 2, 24, 2))
            self._cron()
            self.assertEqual(report.reader_count, 2)
            report.action_issue()
        self.assertEqual(report.state, "issued")

    def test_explained_then_issued_then_frozen(self):
        """ACC-08: comments stay with new figures; what is issued stays as it is."""
        self._read(self.manager, 6)
        report = self._draft().with_user(self.customer_service)
        report = report.with_context(force_report_rendering=True)
        line = self._line(report, self.manager)
        line.comment = "准备招标"
        report.comment = "已核实"
        with freeze_time(DRAWN):
            report.action_collect()
        line = self._line(report, self.manager)
        self.assertEqual((line.comment, report.comment), ("准备招标", "已核实"))
        with self.assertRaises(UserError):
            line.readings = 1
        with self.assertRaises(UserError):
            report.unusual_count = 0
        report.action_issue()
        self.assertEqual(report.issued_by_id, self.customer_service)
        self.assertTrue(base64.b64decode(report.pdf_file).startswith(b"%PDF"))
        workbook = io.BytesIO(base64.b64decode(report.xlsx_file))
        sheets = openpyxl.load_workbook(workbook).worksheets
        self.assertEqual(len(sheets), 5)
        cells = [cell.value for row in sheets[1] for cell in row]
        self.assertIn(self.manager.name, cells)
        asked = report.sudo().activity_ids.user_id
        self.assertLessEqual(self.vp | self.general_manager, asked)
        self.assertNotIn(self.customer_service, asked)
        for change in (
            lambda: report.write({"comment": "x"}),
            lambda: report.sudo().write({"unusual_count": 0}),
            lambda: line.write({"comment": "x"}),
            lambda: line.sudo().unlink(),
            lambda: report.sudo().unlink(),
            report.action_collect,
            report.action_issue,
        ):
            with self.assertRaises(UserError):
                change()

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_what_is_issued(self):
        """ACC-08: past the application, too; a draft is drawn up at will."""
        self._read(self.manager, 6)
        report = self._draft()
        self.assertTrue(report.reader_ids)
        self._refused("TRUNCATE ruiji_audit_reader")
        self.env.cr.execute("UPDATE ruiji_audit_reader SET finding = 'x'")
        report.with_user(self.customer_service).action_issue()
        self.env.flush_all()
        for statement in (
            "UPDATE ruiji_audit_report SET state = 'draft' WHERE id = %s",
            "UPDATE ruiji_audit_report SET pdf_file = NULL WHERE id = %s",
            "DELETE FROM ruiji_audit_report WHERE id = %s",
            "UPDATE ruiji_audit_reader SET comment = 'x' WHERE report_id = %s",
            "UPDATE ruiji_audit_reader SET report_id = NULL WHERE report_id = %s",
            "DELETE FROM ruiji_audit_reader WHERE report_id = %s",
            "INSERT INTO ruiji_audit_reader (report_id) VALUES (%s)",
        ):
            self._refused(statement, report.id)
        report.with_user(self.vp).message_post(body="已阅")

    def _refused(self, statement, *values):
        with (
            self.subTest(statement),
            self.assertRaisesRegex(RaiseException, "issued audit report"),
            self.env.cr.savepoint(flush=False),
        ):
            self.env.cr.execute(statement, values)

    def test_who_reads_it(self):
        """ACC-08, ACC-06: service and management alone; nobody else sees readings."""
        self._read(self.manager, 2)
        report = self._draft()
        models = ("report", "reader", "file", "loan", "idle")
        for user in (self.manager, self.clerk, self.finance, self.outsider):
            for model in models:
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self.env[f"ruiji.audit.{model}"].with_user(user).search_read([])
        for user in (self.customer_service, self.vp, self.general_manager):
            [values] = report.with_user(user).web_read(
                {"reader_ids": {"fields": {"user_name": {}}}, "rule": {}}
            )
            self.assertEqual(len(values["reader_ids"]), 1)

    def test_management_reads_only(self):
        """ACC-08: neither figures nor words nor steps are theirs."""
        report = self._draft()
        for user in (self.vp, self.general_manager, self.manager):
            seen = report.with_user(user)
            for step in (seen.action_collect, seen.action_issue, seen.action_draft):
                with self.assertRaises(AccessError):
                    step()
            with self.assertRaises(AccessError):
                seen.write({"comment": "x"})
        for user in (self.customer_service, self.vp):
            with self.assertRaises(AccessError):
                self.Report.with_user(user).create({"name": "x", "month": FEBRUARY})
            with self.assertRaises(AccessError):
                report.with_user(user).unlink()


@tagged("post_install", "-at_install")
class TestAuditReportRace(ArchiveCase):
    """Two workers of the job at the same time."""

    @mute_logger("odoo.sql_db")
    def test_two_jobs_draw_up_one(self):
        """ACC-08: whoever comes second leaves it alone; the month stands once."""
        month = date(2020, 1, 1)
        first, second = (Connection(self.registry) for _worker in range(2))
        with first as one, second as other:
            self.assertEqual(len(one["ruiji.audit.report"]._draft(month)), 1)
            self.assertFalse(other["ruiji.audit.report"]._draft(month))
            one.cr.rollback()
            self.assertEqual(len(other["ruiji.audit.report"]._draft(month)), 1)
            other.cr.rollback()
