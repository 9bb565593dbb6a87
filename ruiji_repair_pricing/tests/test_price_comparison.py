from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

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
