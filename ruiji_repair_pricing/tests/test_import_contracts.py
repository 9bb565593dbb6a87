from datetime import date

from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.common_import import (
    CLIENT,
    ImportCase,
)

CONTRACT = {
    "number": "RJ-9001-1",
    "client": CLIENT["name"],
    "title": "维修服务合同",
    "date_signed": "2026.1.5",
    "party": CLIENT["name"],
    "date_start": "2026-01-10",
    "date_end": "2027年1月9日",
    "validity": "执行",
}
BOARD = {"category": "程控交换", "model": "ZXJ10", "board": "ASLC", "name": "ASLC板"}
PRICE = {"contract": "RJ-9001-1", **BOARD, "price": "￥2,505.00元"}
PRICE.pop("name")


@tagged("post_install", "-at_install")
class TestImportContracts(ImportCase):
    """CON-01, PRI-01, PRI-02: contracts, catalogue and prices from the workbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Contract = cls.env["ruiji.contract"]
        cls.Price = cls.env["ruiji.repair.price"]

    def import_rows(self, **rows):
        return super().import_rows(
            **{"clients": [CLIENT], "contracts": [CONTRACT], "catalogue": [BOARD]}
            | rows
        )

    def contract(self, number=CONTRACT["number"]):
        return self.Contract.search([("number", "=", number)])

    def errors(self, record):
        return [
            (sheet, row, code)
            for sheet, row, _, _, code in self.findings(record, "error")
        ]

    def test_contract(self):
        """CON-01: dates in any style, validity, contracting party."""
        self.import_rows()
        contract = self.contract()
        self.assertEqual(contract.partner_id.name, CLIENT["name"])
        self.assertEqual(contract.contracting_party_id, contract.partner_id)
        self.assertEqual(
            (contract.date_signed, contract.date_start, contract.date_end),
            (date(2026, 1, 5), date(2026, 1, 10), date(2027, 1, 9)),
        )
        self.assertEqual(contract.validity, "in_force")
        self.assertEqual(contract.message_ids.mapped("body")[0].count("Imported"), 1)

    def test_bad_contracts(self):
        """CON-01, CON-02: bad contracts stay out, each with its reason."""
        draft = self._new_client("未归档有限公司", "independent", archive_state="draft")
        record = self.import_rows(
            contracts=[
                CONTRACT,
                CONTRACT,
                CONTRACT | {"number": "A", "date_end": "2025-01-01"},
                CONTRACT | {"number": "B", "date_end": None},
                CONTRACT | {"number": "C", "client": "查无此单位"},
                CONTRACT | {"number": "D", "client": draft.name},
                CONTRACT | {"number": "E", "validity": "也许"},
                CONTRACT | {"number": None},
                CONTRACT | {"number": "F", "party": "查无此单位", "title": None},
            ]
        )
        self.assertEqual(
            [code for _, _, code in self.errors(record)],
            [
                "duplicate_contract_number",
                "end_before_start",
                "missing_contract_date",
                "unknown_client",
                "client_not_filed",
                "unknown_validity",
                "missing_contract_number",
            ],
        )
        self.assertIn("unknown_contracting_party", self.codes(record))
        contract = self.contract("F")
        self.assertEqual(contract.name, "F")
        self.assertEqual(contract.contracting_party_id, contract.partner_id)

    def test_validity_is_decided_by_supervisors(self):
        """CON-02: a clerk's import does not turn a contract void."""
        self.import_rows()
        record = self.import_rows(contracts=[CONTRACT | {"validity": "作废"}])
        self.assertEqual(self.codes(record), ["validity_kept"])
        self.assertEqual(self.contract().validity, "in_force")

    def test_contract_of_another_client(self):
        """CON-01: a number belongs to one client."""
        self.import_rows()
        record = self.import_rows(contracts=[CONTRACT | {"client": self.xian.name}])
        self.assertEqual(self.codes(record), ["duplicate_contract_number"])

    def test_catalogue(self):
        """PRI-01: category, device model, board; a board stands there once."""
        record = self.import_rows(
            catalogue=[
                BOARD,
                BOARD | {"board": "aslc"},
                BOARD | {"board": "A-SLC", "name": None},
                BOARD | {"model": None},
            ]
        )
        self.assertEqual(
            [code for _, _, code in self.errors(record)],
            ["duplicate_board", "missing_device_model"],
        )
        boards = self.env["product.template"].search(
            [("repairable", "=", True), ("categ_id.name", "=", "程控交换")]
        )
        self.assertEqual(set(boards.mapped("name")), {"ASLC板", "ZXJ10 A-SLC"})
        self.assertEqual(len(boards.device_model_id), 1)
        self.assertEqual(boards.categ_id.name, "程控交换")
        self.assertFalse(any(boards.mapped("sale_ok")))

    def test_prices(self):
        """PRI-02: lines at the level of category, model and board."""
        self.import_rows(
            prices=[
                PRICE | {"model": None, "board": None, "price": 680.0},
                PRICE | {"board": None, "price": "1,980.00元"},
                PRICE,
            ]
        )
        lines = self.contract().price_ids.sorted("price")
        self.assertEqual(lines.mapped("price"), [680.0, 1980.0, 2505.0])
        self.assertEqual(lines.mapped("level"), ["category", "model", "board"])
        self.assertEqual(lines.currency_id, self.contract().currency_id)

    def test_bad_prices(self):
        """PRI-08: one price per key and day; keys and contracts have to exist."""
        record = self.import_rows(
            prices=[
                PRICE,
                PRICE | {"price": 2.0},
                PRICE | {"contract": "RJ-NONE-9"},
                PRICE | {"board": "NOSUCH"},
                PRICE | {"model": "NOSUCH"},
                PRICE | {"category": "NOSUCH"},
                PRICE | {"board": None, "price": "面议"},
                PRICE | {"board": None, "price": -20.0},
                PRICE | {"board": None, "price": None},
                PRICE | {"board": None, "date_start": "2025-01-01"},
                PRICE | {"board": None, "date_end": "2026-06-30"},
                PRICE | {"board": None, "date_start": "2026-06-30"},
                PRICE | {"board": None, "date_start": "2026-07-01"},
            ]
        )
        self.assertEqual(
            [(row, code) for _, row, code in self.errors(record)],
            [
                (3, "duplicate_price"),
                (4, "unknown_contract"),
                (5, "board_not_in_catalogue"),
                (6, "model_not_in_catalogue"),
                (7, "category_not_in_catalogue"),
                (8, "price_not_a_number"),
                (9, "negative_price"),
                (10, "missing_price"),
                (11, "price_outside_contract"),
                (13, "duplicate_price"),
            ],
        )
        self.assertEqual(len(self.contract().price_ids), 3)

    def test_prices_again(self):
        """IMP-03: equal prices stay, changed ones are updated, none is doubled."""
        self.import_rows(prices=[PRICE])
        line = self.contract().price_ids
        self.assertEqual(self.import_rows(prices=[PRICE]).updated_count, 0)
        record = self.import_rows(
            contracts=[], catalogue=[], prices=[PRICE | {"price": 99.5}]
        )
        self.assertEqual((record.created_count, record.updated_count), (0, 1))
        self.assertEqual(self.contract().price_ids, line)
        self.assertEqual(line.price, 99.5)
        dated = PRICE | {"date_start": "2026-06-01"}
        overlapping = self.import_rows(prices=[dated])
        self.assertEqual(self.codes(overlapping), ["duplicate_price"])

    def test_nearest_names_are_suggested(self):
        """IMP-02: parties and catalogue entries that are misspelt."""
        record = self.import_rows(
            contracts=[CONTRACT | {"party": "西安测试通讯有限公司"}],
            prices=[
                PRICE | {"category": "程控交换机"},
                PRICE | {"model": "ZXJ1O"},
                PRICE | {"board": "ASLCC"},
                PRICE | {"contract": "RJ-90O1-1"},
            ],
        )
        meant = [CLIENT["name"], "程控交换", "ZXJ10", "ASLC", CONTRACT["number"]]
        messages = record.issue_ids.sorted("row").mapped("message")
        for name in meant:
            with self.subTest(name=name):
                ending = f"Did you mean {name}?"
                self.assertTrue(any(one.endswith(ending) for one in messages), messages)
