import base64
import io
from datetime import date

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ArchiveCase
from .paper_common import PaperMixin

PAPER = "ruiji_client_archive.analysis_report_paper"


@tagged("post_install", "-at_install")
class TestAnalysisReport(PaperMixin, ArchiveCase):
    """ANA-03: drafted by the system, commented, approved, issued and kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls._new_report(date(2027, 1, 1), date(2027, 1, 31))

    @classmethod
    def _new_report(cls, start, end, **values):
        reports = cls.env["ruiji.analysis.report"].with_user(cls.vp)
        return reports.create({"date_from": start, "date_to": end, **values})

    def _section(self, key, report=None):
        sections = (report or self.report).section_ids
        return sections.filtered(lambda section: section.key == key)

    def _issue(self, report):
        report = report.with_context(force_report_rendering=True)
        report.action_submit()
        report.with_user(self.general_manager).action_approve()
        report.action_issue()

    def test_the_system_drafts_the_figures(self):
        """ANA-03: features, key, stable, general and prospective clients."""
        keys = self.report.section_ids.mapped("key")
        wanted = ["features", "key", "stable", "general", "prospective", "key_clients"]
        self.assertEqual([key for key in keys if key in wanted], wanted)
        tiers = {
            row[1]: row[2]
            for row in self._section("features").rows
            if row[1] in ("地市分公司", "Prefecture")
        }
        count = self.env["res.partner"].search_count(
            [
                ("is_client", "=", True),
                ("archive_state", "!=", "disposed"),
                ("client_tier", "=", "prefecture"),
            ]
        )
        self.assertEqual(list(tiers.values()), [count])

    def test_numbers_follow_each_other(self):
        """ANA-03: reports are numbered."""
        other = self._new_report(date(2027, 2, 1), date(2027, 2, 28))
        self.assertNotIn("/", (self.report.name, other.name))
        self.assertNotEqual(self.report.name, other.name)

    def test_the_report_before_is_compared_with(self):
        """ANA-03: a column with what the last issued report said."""
        self.assertEqual(len(self._section("features").columns), 4)
        self._issue(self.report)
        self._new_client("西安铁路通信信号工程有限公司", "independent")
        later = self._new_report(date(2027, 2, 1), date(2027, 2, 28))
        self.assertEqual(later.previous_id, self.report)
        rows = self._section("features", later).rows
        self.assertEqual(len(rows[0]), 5)
        self.assertIn(1, [row[2] - row[4] for row in rows if row[4] != ""])

    def test_comments_survive_new_figures(self):
        """ANA-03: people comment per section; figures are the system's."""
        section = self._section("features")
        section.comment = "地市分公司占多数"
        self.report.action_collect()
        self.assertEqual(section.comment, "地市分公司占多数")
        with self.assertRaises(UserError):
            section.write({"rows": []})

    def test_vp_submits_and_general_manager_approves(self):
        """ANA-03: approved before issue, by nobody but the general manager."""
        with self.assertRaises(UserError):
            self.report.action_issue()
        self.report.action_submit()
        with self.assertRaises(UserError):
            self._section("features").comment = "太晚"
        with self.assertRaises(UserError):
            self.report.action_approve()
        boss = self.report.with_user(self.general_manager)
        boss.action_return()
        self.report.action_submit()
        boss.action_approve()
        self.assertEqual(self.report.approved_by_id, self.general_manager)

    def test_what_is_issued_stays(self):
        """ANA-03: PDF and workbook are kept, nothing changes any more."""
        self._section("features").comment = "=1+1"
        self._issue(self.report)
        self.assertTrue(base64.b64decode(self.report.pdf_file).startswith(b"%PDF"))
        book = openpyxl.load_workbook(
            io.BytesIO(base64.b64decode(self.report.xlsx_file))
        )
        self.assertEqual(len(book.sheetnames), len(self.report.section_ids))
        cells = [cell.value for row in book.worksheets[0] for cell in row]
        self.assertIn("'=1+1", cells)
        for change in ({"summary": "x"}, {"date_to": "2027-03-01"}, {"state": "draft"}):
            with self.subTest(change=change), self.assertRaises(UserError):
                self.report.write(change)
        with self.assertRaises(UserError):
            self.report.unlink()

    def test_steps_cannot_be_typed(self):
        """ACC-06: neither written nor brought along at creation."""
        with self.assertRaises(UserError):
            self.report.write({"state": "approved"})
        report = self._new_report(date(2027, 3, 1), date(2027, 3, 31), state="issued")
        self.assertEqual(report.state, "draft")
        with self.assertRaises(AccessError):
            self.env["ruiji.analysis.section"].with_user(self.vp).create(
                {"report_id": report.id, "key": "x", "name": "x"}
            )

    def test_readers_are_cleared(self):
        """ACC-02: it names key clients; the cleared roles alone read it."""
        others = (self.manager, self.clerk, self.finance, self.customer_service)
        for user in (*others, self.outsider):
            for model in ("ruiji.analysis.report", "ruiji.analysis.section"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_it_prints(self):
        """ANA-03: number, period, sections and words on paper."""
        self.report.summary = "总数稳定"
        [page, *_more] = self._print_paper(PAPER, self.report, self.vp)
        for text in (self.report.name, "总数稳定", "陕西省"):
            self.assertIn(text, "".join([page, *_more]))
