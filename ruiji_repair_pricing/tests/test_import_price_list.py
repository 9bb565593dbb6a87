import io

import openpyxl

from odoo.tests import HttpCase, tagged

from odoo.addons.ruiji_client_archive.tests.common_import import (
    CLIENT,
    ImportCase,
    xlsx,
)

from .test_import_contracts import BOARD, CONTRACT, PRICE


@tagged("post_install", "-at_install")
class TestImportPriceList(ImportCase, HttpCase):
    """IMP-06: price lists and the catalogue are imported alone, from templates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_rows(clients=[CLIENT], contracts=[CONTRACT], catalogue=[BOARD])

    def prices(self):
        return self.env["ruiji.repair.price"].search(
            [("contract_id.number", "=", CONTRACT["number"])]
        )

    def test_price_list_alone(self):
        """IMP-06: prices of a contract that the archive has already."""
        sheet = self.sheets(prices=[PRICE, PRICE | {"contract": "RJ-0000"}])["维修价格"]
        record = self.import_file(xlsx({"维修价格": sheet}))
        self.assertEqual((record.state, record.created_count), ("done", 1))
        self.assertEqual(self.codes(record), ["unknown_contract"])
        self.assertEqual(self.prices().price, 2505)

    def test_catalogue_alone(self):
        """IMP-06: boards without anything else."""
        sheet = self.sheets(catalogue=[BOARD | {"board": "DTI"}])["维修产品目录"]
        record = self.import_file(xlsx({"维修产品目录": sheet}))
        self.assertEqual((record.created_count, self.codes(record)), (1, []))

    def test_filled_template(self):
        """IMP-06: the price list's template offers contracts and catalogue."""
        self.authenticate("marketing_clerk", "marketing_clerk")
        answer = self.url_open("/ruiji/import-template/prices")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        choices = {
            cell.value for column in book["可选值"].iter_cols() for cell in column
        }
        self.assertLessEqual({CONTRACT["number"], "ZXJ10", "程控交换"}, choices)
        page = book["维修价格"]
        titles = [cell.value for cell in page[1]]
        row = {"合同号": CONTRACT["number"], "产品种类": "程控交换", "机型": "ZXJ10"}
        for title, value in (row | {"板型": "ASLC", "维修价格": 1200}).items():
            page.cell(2, titles.index(title) + 1, value)
        filled = io.BytesIO()
        book.save(filled)
        record = self.import_file(filled.getvalue())
        self.assertEqual((record.state, self.findings(record)), ("done", []))
        self.assertEqual(self.prices().price, 1200)
