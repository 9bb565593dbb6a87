from datetime import date

from odoo.tests import BaseCase, Form, tagged

from ..utils.price_paste import read_block
from .common import DAY, PricingCase


@tagged("post_install", "-at_install")
class TestReadBlock(BaseCase):
    def test_columns_in_the_usual_order(self):
        """PRI-02: what Excel copies is read without a title row."""
        (row,) = read_block("程控交换\tZXJ10\tASLC\t￥1,200.50\t2026/1/1\t\t急\n", DAY)
        self.assertEqual(row[2:6], ("程控交换", "ZXJ10", "ASLC", 1200.5))
        self.assertEqual((row.start, row.end, row.note), (date(2026, 1, 1), None, "急"))

    def test_titles_name_the_columns(self):
        """PRI-02: any order with a title row; columns nobody knows are passed over."""
        rows = read_block("板型\t序号\t单价\r\nASLC\t1\t80\r\n\r\nDTI\t2\t90", DAY)
        self.assertEqual(
            [(row.board, row.price) for row in rows], [("ASLC", 80), ("DTI", 90)]
        )

    def test_what_cannot_be_read_says_why(self):
        """PRI-02: no row is lost."""
        rows = read_block(
            "A\tB\tC\tmany\nA\tB\tC\n\t\t\t5\nA\t\t\t5\t2026-02-01\t2026-01-01", DAY
        )
        self.assertEqual(
            [row.problem for row in rows],
            [
                "price_not_a_number",
                "missing_price",
                "missing_category",
                "end_before_start",
            ],
        )


@tagged("post_install", "-at_install")
class TestPricePaste(PricingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.contract = cls._new_contract(cls.yanan, "Y-1")
        cls._new_price(cls.contract, cls.aslc, 100)
        cls._new_price(cls.contract, cls.dti, 50, date_start=date(2026, 2, 1))

    def _paste(self, text, user=None):
        Paste = self.env["ruiji.price.paste"].with_user(user or self.clerk)
        Paste = Paste.with_context(default_contract_id=self.contract.id)
        with Form(Paste) as form:
            form.text = text
        return form.record

    def test_every_row_has_its_verdict_before_saving(self):
        """PRI-02: new, changed, as it was, unknown, or why it can't be taken."""
        paste = self._paste(
            "程控交换\tZXJ10\tASLC\t120\n"
            "\tewsd\t\t200\n"
            "电源\t\t\t60\n"
            "\t\tRECT\t70\n"
            "程控交换\tZXJ10\tXYZ\t80\n"
            "程控交换\tZXJ10\tDTI\t55\t2026-03-01\n"
            "没有\t\t\t5\n"
            "电源\t\t\t61\n"
            "电源\tUPS-9\t\t5\t2030-01-01\n"
        )
        self.assertEqual(
            paste.line_ids.mapped("verdict"),
            ["update", "new", "new", "new", "unknown"] + ["problem"] * 4,
        )
        self.assertEqual(len(self.contract.price_ids), 2, "nothing is saved yet")
        paste.action_save()
        prices = {line._key_label(): line.price for line in self.contract.price_ids}
        self.assertEqual(
            prices,
            {
                self.aslc.display_name: 120,
                self.dti.display_name: 50,
                self.ewsd.display_name: 200,
                self.power.display_name: 60,
                self.rectifier.display_name: 70,
            },
        )
        self.assertEqual(len(paste.line_ids), 5, "the others stay in the box")
        self.assertIn("XYZ", paste.text)

    def test_unknown_boards_are_asked_for(self):
        """PRI-01, PRI-02: boards that the catalogue lacks become requests, and the
        prices that wait for them are kept."""
        paste = self._paste("程控交换\tZXJ10\tXYZ\t80")
        paste.action_request_boards()
        request = self.env["ruiji.catalogue.request"].search([], limit=1)
        self.assertEqual(request.requested_board, "ZXJ10 XYZ")
        self.assertEqual(request.partner_id, self.yanan)
        self.assertIn("XYZ 80", self.contract.message_ids[0].body)

    def test_account_manager_pastes_drafts(self):
        """PRI-09: what the account manager pastes waits for approval."""
        self._paste("程控交换\tEWSD\tDIU\t99", self.manager).action_save()
        line = self.contract.price_ids.filtered(lambda line: line.price == 99)
        self.assertEqual(line.state, "draft")
