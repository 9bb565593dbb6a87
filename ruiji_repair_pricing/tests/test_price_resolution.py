from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DAY, PricingCase


@tagged("post_install", "-at_install")
class TestPriceResolution(PricingCase):
    def test_nearest_level_wins(self):
        """PRI-03: the prefecture's own contract goes before the province's, that
        before the group's."""
        for client, number, price in (
            (self.group, "G-1", 300),
            (self.province, "P-1", 200),
            (self.yanan, "Y-1", 100),
        ):
            self._new_price(self._new_contract(client, number), self.aslc, price)
        answer = self._resolve(self.yanan, self.aslc)
        self.assertEqual((answer["price"], answer["level"]), (100, "prefecture"))
        answer = self._resolve(self.xian, self.aslc)
        self.assertEqual((answer["price"], answer["level"]), (200, "province"))
        answer = self._resolve(self.lanzhou, self.aslc)
        self.assertEqual((answer["price"], answer["level"]), (300, "group"))

    def test_nearest_level_wins_over_more_specific_line(self):
        """PRI-03: the level decides before the specificity."""
        self._new_price(self._new_contract(self.province, "P-1"), self.aslc, 200)
        self._new_price(self._new_contract(self.yanan, "Y-1"), self.switching, 50)
        answer = self._resolve(self.yanan, self.aslc)
        self.assertEqual((answer["price"], answer["matched"]), (50, "category"))

    def test_level_without_matching_line_is_passed_over(self):
        """PRI-03: a nearer contract that prices other boards only is no match."""
        self._new_price(self._new_contract(self.yanan, "Y-1"), self.rectifier, 50)
        self._new_price(self._new_contract(self.province, "P-1"), self.aslc, 200)
        self.assertEqual(self._resolve(self.yanan, self.aslc)["price"], 200)

    def test_most_specific_line_wins(self):
        """PRI-03: board before model before category within a level, whichever
        contract of the level it stands in."""
        older = self._new_contract(self.province, "P-1", date_start=date(2025, 1, 1))
        newer = self._new_contract(self.province, "P-2")
        self._new_price(newer, self.switching, 300)
        self._new_price(newer, self.zxj10, 200)
        self._new_price(older, self.aslc, 100)
        by_board = self._resolve(self.yanan, self.aslc)
        self.assertEqual((by_board["price"], by_board["matched"]), (100, "board"))
        by_model = self._resolve(self.yanan, self.dti)
        self.assertEqual((by_model["price"], by_model["matched"]), (200, "model"))
        by_category = self._resolve(self.yanan, self.diu)
        self.assertEqual(
            (by_category["price"], by_category["matched"]), (300, "category")
        )

    def test_later_start_then_later_number_wins(self):
        """PRI-03: between equal lines the contract that started later, then the
        one with the later number."""
        first = self._new_contract(self.province, "P-9", date_start=date(2025, 1, 1))
        self._new_price(first, self.aslc, 100)
        self._new_price(self._new_contract(self.province, "P-1"), self.aslc, 200)
        self.assertEqual(self._resolve(self.yanan, self.aslc)["price"], 200)
        self._new_price(self._new_contract(self.province, "P-2"), self.aslc, 300)
        self.assertEqual(self._resolve(self.yanan, self.aslc)["price"], 300)

    def test_contract_counts_on_its_days_only(self):
        """CON-02: in force from the start to the end, both included, unless void."""
        contract = self._new_contract(self.yanan, "Y-1")
        self._new_price(contract, self.aslc, 100)
        days = {
            date(2025, 12, 31): False,
            date(2026, 1, 1): 100,
            date(2026, 12, 31): 100,
            date(2027, 1, 1): False,
        }
        answers = self.Price.resolve(
            [(self.yanan.id, self.aslc.id, day) for day in days]
        )
        self.assertEqual([a["price"] for a in answers], list(days.values()))
        contract.validity = "void"
        self.assertIs(self._resolve(self.yanan, self.aslc)["price"], False)

    def test_line_counts_on_its_days_only(self):
        """PRI-02: a line may be valid for a part of its contract."""
        contract = self._new_contract(self.yanan, "Y-1")
        self._new_price(contract, self.aslc, 100, date_end=date(2026, 6, 14))
        self._new_price(contract, self.zxj10, 70, date_start=date(2026, 6, 15))
        before = self._resolve(self.yanan, self.aslc, date(2026, 6, 14))
        self.assertEqual(before["price"], 100)
        self.assertEqual(self._resolve(self.yanan, self.aslc)["price"], 70)

    def test_contract_without_subordinates_serves_its_unit_only(self):
        """CON-05: coverage of this unit only, or with subordinates."""
        contract = self._new_contract(self.province, "P-1", covers_subordinates=False)
        self._new_price(contract, self.aslc, 200)
        self.assertEqual(self._resolve(self.province, self.aslc)["price"], 200)
        self.assertIs(self._resolve(self.yanan, self.aslc)["price"], False)

    def test_past_day_is_priced_under_the_superior_of_that_day(self):
        """SUB-05: a prefecture that moved still pays its old province's price for
        the days before."""
        self._new_price(self._new_contract(self.province, "P-1"), self.aslc, 100)
        self._new_price(self._new_contract(self.other_province, "P-2"), self.aslc, 200)
        self.yanan.with_context(
            membership_date=date(2026, 4, 1)
        ).superior_id = self.other_province
        march, april = self.Price.resolve(
            [
                (self.yanan.id, self.aslc.id, date(2026, 3, 31)),
                (self.yanan.id, self.aslc.id, "2026-04-01"),
            ]
        )
        self.assertEqual((march["price"], april["price"]), (100, 200))

    def test_standard_list_comes_last(self):
        """PRI-03: without a contract the company's standard list by the same
        specificity, else to be quoted."""
        self._new_price(None, self.switching, 900)
        self._new_price(None, self.zxj10, 800)
        answer = self._resolve(self.yanan, self.aslc)
        self.assertEqual(answer["price"], 800)
        self.assertEqual((answer["level"], answer["matched"]), ("standard", "model"))
        self.assertFalse(answer["contract_id"])
        to_quote = self._resolve(self.yanan, self.rectifier)
        self.assertEqual(set(to_quote.values()), {False})

    def test_price_of_zero_is_a_price(self):
        """PRI-03: free of charge is not the same as to be quoted."""
        self._new_price(self._new_contract(self.yanan, "Y-1"), self.aslc, 0)
        answer = self._resolve(self.yanan, self.aslc)
        self.assertIsNot(answer["price"], False)
        self.assertEqual((answer["price"], answer["matched"]), (0, "board"))

    def test_person_is_priced_as_the_client(self):
        """ARC-01: a person belongs to the client, and so do its repairs."""
        self._new_price(self._new_contract(self.yanan, "Y-1"), self.aslc, 100)
        person = self.env["res.partner"].create(
            {"name": "高明", "parent_id": self.yanan.id}
        )
        self.assertEqual(self._resolve(person, self.aslc)["price"], 100)

    def test_any_number_of_requests_is_one_query(self):
        """PRI-07: one set-based query for any number of lines, in their order."""
        contract = self._new_contract(self.province, "P-1")
        self._new_price(contract, self.aslc, 100)
        self._new_price(contract, self.ewsd, 200)
        requests = [
            (unit.id, board.id, DAY)
            for unit in (self.yanan, self.xian, self.lanzhou)
            for board in (self.aslc, self.dti, self.diu)
        ] * 50
        self.Price.resolve(requests)
        with self.assertQueryCount(1):
            answers = self.Price.resolve(requests)
        expected = [100, False, 200, 100, False, 200, False, False, False]
        self.assertEqual([answer["price"] for answer in answers], expected * 50)
        self.assertEqual(self.Price.resolve([]), [])

    def test_access_check_costs_no_query(self):
        """PRI-07: the record rules on clients travel in the same statement."""
        self._new_price(self._new_contract(self.yanan, "Y-1"), self.aslc, 100)
        Price = self.Price.with_user(self.manager)
        request = [(self.yanan.id, self.aslc.id, DAY)]
        Price.resolve(request)
        with self.assertQueryCount(1):
            self.assertEqual(Price.resolve(request)[0]["price"], 100)

    def test_price_of_a_file_one_may_not_open_is_refused(self):
        """ACC-02: no price of a confidential file by RPC either."""
        self._new_price(self._new_contract(self.yanan, "Y-1"), self.aslc, 100)
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        question = (self.yanan.id, self.aslc.id, DAY)
        Price = self.Price.with_user(self.clerk)
        with self.assertRaises(AccessError):
            Price.resolve([(self.xian.id, self.aslc.id, DAY), question])
        with self.assertRaises(AccessError):
            Price.explain(*question)
        cleared = self.Price.with_user(self.vp)
        self.assertEqual(cleared.resolve([question])[0]["price"], 100)

    def test_prices_are_not_for_technicians(self):
        """ACC-02: neither technicians nor other staff ask for prices."""
        question = (self.yanan.id, self.aslc.id, DAY)
        for user in (self.technician, self.technical_manager, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.Price.with_user(user).resolve([question])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.Price.with_user(user).explain(*question)
