import io

import openpyxl

from odoo.tests import HttpCase, tagged

from ..utils.workbook_layout import CHOICES_SHEET, NOTES_SHEET
from .common import ArchiveCase
from .common_import import CLIENT, ImportMixin

URL = "/ruiji/import-template/"
CLIENTS = "客户基本信息"


@tagged("post_install", "-at_install")
class TestImportTemplate(ImportMixin, HttpCase, ArchiveCase):
    """IMP-06: download an empty workbook, fill it in, import it."""

    def download(self, kind, login="marketing_clerk"):
        self.authenticate(login, login)
        return self.url_open(URL + kind)

    def test_filled_template_is_imported(self):
        """IMP-06: what was entered goes in, without a finding."""
        answer = self.download("full")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        page = book[CLIENTS]
        titles = [cell.value for cell in page[1]]
        page.cell(2, titles.index("客户名称") + 1, CLIENT["name"])
        page.cell(2, titles.index("省份") + 1, CLIENT["province"])
        page.cell(2, titles.index("邮政编码") + 1, "010010")
        filled = io.BytesIO()
        book.save(filled)
        record = self.import_file(filled.getvalue())
        self.assertEqual((record.state, self.findings(record)), ("done", []))
        self.assertEqual(self.client(CLIENT["name"]).zip, "010010")

    def test_template_is_fit_for_people(self):
        """IMP-06: all sheets, a header that stays, choices, text for codes, notes."""
        book = openpyxl.load_workbook(io.BytesIO(self.download("full").content))
        self.assertEqual(book.sheetnames, [*self.sheets(), NOTES_SHEET, CHOICES_SHEET])
        self.assertEqual(book[CHOICES_SHEET].sheet_state, "hidden")
        for name, (header, *_rows) in self.sheets().items():
            page = book[name]
            self.assertEqual([cell.value for cell in page[1]], header)
            self.assertEqual(page.freeze_panes, "A2")
            self.assertGreaterEqual(page.column_dimensions["A"].width, 8)
        choices = book[CLIENTS].data_validations.dataValidation
        self.assertTrue(choices)
        self.assertEqual({choice.type for choice in choices}, {"list"})
        self.assertGreater(book[NOTES_SHEET].max_row, 20)

    def test_only_for_those_who_import(self):
        """IMP-06: others find nothing, and neither does who asks for nonsense."""
        self.assertEqual(self.download("nonsense").status_code, 404)
        self.assertEqual(self.download("full", "finance").status_code, 404)
