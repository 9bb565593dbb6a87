import base64
from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestPriceComparison(SlipCase):
    """The contract of the province prices TNET at 800 and ASLC at 350."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._new_contract("RJ-0002", cls.province, validity="void")
        cls._new_price(cls.other, cls.tnet, 880)
        cls.model_price = cls.env["ruiji.repair.price"].create(
            {
                "contract_id": cls.other.id,
                "device_model_id": cls.zxj10.id,
                "price": 400,
            }
        )

    def _compare(self, **kwargs):
        rows = self.env["ruiji.repair.price"].compare(
            self.contract.ids, self.other.ids, **kwargs
        )
        return {
            self._key(row): {
                name: float(row[name] or 0)
                for name in ("ratio", "boards", "old_total", "new_total")
            }
            | {"change": row["change"]}
            for row in rows
        }

    def _key(self, row):
        board = self.env["product.product"].browse(row["product_id"] or [])
        return board or self.zxj10

    def test_lines_added_dropped_and_repriced(self):
        """CON-10: each line with what became of it, the percent and what it would
        have meant on the boards of the last 12 months."""
        self._new_slip(boards=[self.tnet] * 2 + [self.aslc]).action_submit()
        rows = self._compare()
        self.assertEqual(
            rows[self.tnet],
            {
                "change": "repriced",
                "ratio": 0.1,
                "boards": 2,
                "old_total": 1600,
                "new_total": 1760,
            },
        )
        self.assertEqual(rows[self.zxj10]["change"], "added")
        self.assertEqual(rows[self.zxj10]["boards"], 0)
        dropped = rows[self.aslc]
        self.assertEqual(dropped["change"], "dropped")
        self.assertEqual((dropped["old_total"], dropped["new_total"]), (350, 400))

    def test_boards_that_nothing_prices_any_more(self):
        """CON-10: what the new list leaves unpriced is counted, not added up."""
        self._new_slip(boards=[self.aslc]).action_submit()
        self.model_price.unlink()
        [row] = [
            row
            for row in self.env["ruiji.repair.price"].compare(
                self.contract.ids, self.other.ids
            )
            if row["product_id"] == self.aslc.id
        ]
        self.assertEqual(row["boards_without"], 1)
        self.assertEqual((row["old_total"], row["new_total"]), (0, 0))

    def test_only_the_last_twelve_months_count(self):
        """CON-10: older boards say nothing of a year."""
        with freeze_time(datetime(2021, 5, 5)):
            self._new_slip(boards=[self.tnet]).action_submit()
        self.assertEqual(self._compare()[self.tnet]["boards"], 0)

    def test_one_query_however_long_the_lists(self):
        """PRI-07: ten lines or a hundred are one statement."""
        self._compare()
        boards = [self._new_board(f"B{number}") for number in range(100)]
        for board in boards:
            self._new_price(self.other, board, 10)
        self.env.flush_all()
        with self.assertQueryCount(1):
            rows = self._compare()
        self.assertEqual(len(rows), 103)

    def test_compared_with_the_standard_list(self):
        """PRI-02: no contract at all is the standard list."""
        self.env["ruiji.repair.price"].create(
            {"categ_id": self.switching.id, "price": 500}
        )
        rows = self.env["ruiji.repair.price"].compare([], self.contract.ids)
        ours = [row for row in rows if row["categ_id"] == self.switching.id]
        self.assertEqual(
            sorted(row["change"] for row in ours), ["added", "added", "dropped"]
        )

    def test_secret_contracts_are_not_compared(self):
        """ACC-02: comparing needs the right to read both."""
        self.province.confidentiality = "secret"
        Price = self.env["ruiji.repair.price"].with_user(self.other_manager)
        with self.assertRaises(AccessError):
            Price.compare(self.contract.ids, self.other.ids)


@tagged("post_install", "-at_install")
class TestPriceComparisonScreen(SlipCase):
    """Any two lists on one screen, weighed by last year's boards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.province.user_id = cls.manager
        cls._new_slip(boards=[cls.tnet] * 2 + [cls.aslc]).action_submit()
        cls.renewal = cls._new_contract(
            "RJ-0002", cls.province, validity="void", renewed_from_id=cls.contract.id
        )
        cls._new_price(cls.renewal, cls.tnet, 880)
        cls._new_price(cls.renewal, cls.spc, 90)

    def _opened(self, action):
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_contract_opens_beside_the_one_it_renews(self):
        """CON-10, PRI-02: added, dropped, repriced, and what the boards of the last
        12 months would have cost, from the price list as from the renewal."""
        renewal = self.renewal.with_user(self.manager)
        for act in (
            renewal.action_compare_prices,
            renewal.action_compare_with_previous,
            renewal.env["ruiji.repair.price"]
            .with_context(default_contract_id=renewal.id)
            .action_compare_list,
        ):
            self.assertRecordValues(
                self._opened(act()),
                [
                    {
                        "old_contract_id": self.contract.id,
                        "is_current": True,
                        "added_count": 1,
                        "dropped_count": 1,
                        "repriced_count": 1,
                        "boards": 3,
                        "boards_without": 1,
                        "old_total": 1600,
                        "new_total": 1760,
                        "percent": 0.1,
                    }
                ],
            )

    def test_any_two_lists(self):
        """PRI-02: the standard list is one of them; another choice makes the result
        stale until it is compared again."""
        self.env["ruiji.repair.price"].create(
            {"product_id": self.tnet.id, "price": 1000}
        )
        Comparison = self.env["ruiji.price.comparison"].with_user(self.manager)
        with Form(Comparison) as form:
            self.assertFalse(form.is_current)
            form.new_contract_id = self.contract
        comparison = form.record
        comparison.action_compare()
        self.assertEqual(comparison.old_contract_id, self.env["ruiji.contract"])
        [line] = comparison.line_ids.filtered(lambda r: r.product_id == self.tnet)
        self.assertEqual((line.change, line.percent), ("repriced", -0.2))
        self.assertEqual((line.old_total, line.new_total), (2000, 1600))
        self.assertEqual(
            line.action_explain()["context"]["default_product_id"], self.tnet.id
        )
        with Form(comparison) as form:
            form.volume_of = "none"
            self.assertFalse(form.is_current)
        comparison.action_compare()
        self.assertEqual((comparison.boards, comparison.new_total), (0, 0))
        self.assertEqual(len(comparison.line_ids), comparison.same_count + 3 - 1)

    def test_what_cannot_be_compared_says_so(self):
        """PRI-02: one list twice, or lists of two currencies."""
        comparison = self.env["ruiji.price.comparison"].create({})
        with self.assertRaisesRegex(UserError, "two different"):
            comparison.action_compare()
        dollars = self._new_contract(
            "RJ-0009", self.xian, currency_id=self.env.ref("base.USD").id
        )
        foreign = self._opened(dollars.action_compare_prices())
        self.assertFalse(foreign.is_current)
        with self.assertRaisesRegex(UserError, "USD"):
            foreign.action_compare()

    def test_export_is_on_record(self):
        """CON-10, ACC-03: the workbook holds what is on the screen; who took it is
        noted on the client's file."""
        comparison = self._opened(
            self.renewal.with_user(self.manager).action_compare_prices()
        ).with_user(self.manager)
        action = comparison.action_export()
        self.assertIn(comparison.file_name, action["url"])
        book = load_workbook(BytesIO(base64.b64decode(comparison.file)))
        rows = list(book.worksheets[0].values)
        self.assertEqual(len(rows), 4)
        self.assertIn("10.0%", rows[1] + rows[2] + rows[3])
        record = self.env["ruiji.access.record"].search([], limit=1)
        self.assertEqual((record.client_id, record.action), (self.province, "export"))
        self.assertEqual(record.user_id, self.manager)

    def test_comparison_is_its_owners(self):
        """ACC-02: nobody reads another's comparison over RPC."""
        action = self.renewal.with_user(self.manager).action_compare_prices()
        other = self._opened(action).with_user(self.other_manager)
        with self.assertRaises(AccessError):
            other.read(["new_total"])
        with self.assertRaises(AccessError):
            other.line_ids.read(["new_price"])
