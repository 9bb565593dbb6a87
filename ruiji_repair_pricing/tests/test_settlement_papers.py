import io

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .settlement_common import SettlementCase

REPORT = "ruiji_repair_pricing.settlement_statement_report"


@tagged("post_install", "-at_install")
class TestSettlementPapers(PaperMixin, SettlementCase, HttpCase):
    """The statement prints and exports (REP-06)."""

    def setUp(self):
        super().setUp()
        self.slip = self._shipped_slip(self.yanan)
        self._shipped_slip(self.xian, [self.tnet])
        self.settlement = self._settlement()

    def _download(self, user):
        self.authenticate(user.login, (user.login + "x" * 8)[: max(8, len(user.login))])
        return self.url_open(f"/ruiji/settlements/{self.settlement.id}/statement.xlsx")

    def test_paper(self):
        """REP-06: boards of each unit with slip, serial number, receipts and sums."""
        text = "".join(self._print_paper(REPORT, self.settlement, self.finance))
        for board in self.settlement.line_ids.repair_id:
            self.assertIn(self._plain(board.serial_number), text)
            self.assertIn(board.goods_in_id.name, text)
            self.assertIn(board.goods_out_id.name, text)
        for wanted in (self.yanan.name, self.xian.name, self.slip.name, "RJ-0001"):
            self.assertIn(wanted, text)
        self.assertIn("1,150.00", text)
        self.assertIn("1,950.00", text)
        record = self.env["ruiji.access.record"].search(
            [("client_id", "=", self.province.id), ("action", "=", "print")]
        )
        self.assertEqual(record.user_id, self.finance)

    def test_workbook(self):
        """REP-06, IMP-06: the same rows; no spreadsheet takes one for a formula."""
        board = self.slip.repair_ids[0]
        board.serial_number = "=1+1"
        self.env.flush_all()
        answer = self._download(self.finance)
        book = load_workbook(io.BytesIO(answer.content))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        serials = [row[3] for row in rows]
        self.assertIn("'=1+1", serials)
        self.assertIn(self.finance.name, rows[4][0])
        self.assertEqual(rows[-1][-1], 1950)
        self.assertEqual(book.worksheets[0].freeze_panes, "A8")
        units = list(book.worksheets[1].iter_rows(values_only=True))
        self.assertEqual([row[-1] for row in units[-3:]], [1150, 800, 1950])
        record = self.env["ruiji.access.record"].search(
            [("client_id", "=", self.province.id), ("action", "=", "export")]
        )
        self.assertEqual(record.user_id, self.finance)

    def test_not_for_everybody(self):
        """REP-06, ACC-02: technicians and other managers get nothing."""
        for user in (self.technician, self.other_manager):
            self.assertEqual(self._download(user).status_code, 404, user.login)
