from datetime import date

from odoo.tests import Form, tagged

from .common import DAY, PricingCase


@tagged("post_install", "-at_install")
class TestPriceExplanation(PricingCase):
    def test_winner_and_every_loser_have_their_reason(self):
        """PRI-04: which contract, level and line; which were passed over and why."""
        won = self._new_contract(self.province, "P-2")
        self._new_price(won, self.aslc, 100)
        self._new_price(won, self.zxj10, 110)
        a_year_before = {"date_start": date(2025, 1, 1)}
        for number, values in (
            ("P-1", a_year_before),
            ("P-0", {}),
            ("P-3", {"validity": "void"}),
            ("P-4", {**a_year_before, "date_end": date(2025, 12, 31)}),
            ("P-5", {"date_start": date(2026, 7, 1)}),
            ("P-6", {"covers_subordinates": False}),
            ("G-1", {"partner_id": self.group.id}),
        ):
            contract = self._new_contract(self.province, number, **values)
            self._new_price(contract, self.aslc, 200)
        self._new_contract(self.yanan, "Y-1")
        ended_line = self._new_contract(self.yanan, "Y-2")
        self._new_price(ended_line, self.aslc, 90, date_end=date(2026, 1, 31))
        self._new_price(None, self.aslc, 900)

        found = self.Price.explain(self.yanan.id, self.aslc.id, DAY)
        self.assertEqual(found["winner"]["contract_number"], "P-2")
        self.assertEqual(found["winner"]["price"], 100)
        codes = [(loser["contract_number"], loser["code"]) for loser in found["losers"]]
        self.assertCountEqual(
            codes,
            [
                ("P-2", "less_specific"),
                ("P-1", "started_earlier"),
                ("P-0", "lower_number"),
                ("P-3", "void"),
                ("P-4", "ended"),
                ("P-5", "not_started"),
                ("P-6", "not_covering"),
                ("G-1", "farther"),
                ("Y-1", "no_line"),
                ("Y-2", "line_not_valid"),
                (False, "standard_is_last"),
            ],
        )
        for loser in found["losers"]:
            self.assertTrue(loser["reason"])
            self.assertNotIn("%(", loser["reason"])

    def test_contracts_of_another_time_are_explained(self):
        """SUB-05, PRI-04: the new province's contract is named, with the reason why
        it does not hold for the days before the move."""
        self._new_price(self._new_contract(self.other_province, "P-2"), self.aslc, 2)
        self.yanan.with_context(
            membership_date=date(2026, 4, 1)
        ).superior_id = self.other_province
        march = date(2026, 3, 31)
        found = self.Price.explain(self.yanan.id, self.aslc.id, march)
        self.assertIs(found["winner"], False)
        losers = self._losers(self.yanan, self.aslc, march)
        self.assertEqual(losers, {"P-2": "not_superior"})

    def test_contract_of_a_confidential_superior_stays_hidden(self):
        """ACC-02: who prices an internal prefecture learns its price, and nothing
        else of the confidential group whose contract gives it."""
        contract = self._new_contract(self.group, "G-1")
        self._new_price(contract, self.aslc, 300)
        self._new_price(contract, self.zxj10, 400)
        self.group.confidentiality = "secret"
        Price = self.Price.with_user(self.clerk)
        found = Price.explain(self.yanan.id, self.aslc.id, DAY)
        self.assertEqual(found["winner"]["price"], 300)
        self.assertFalse(found["winner"]["contract_number"])
        self.assertFalse(found["winner"]["partner_id"])
        [loser] = found["losers"]
        self.assertFalse(loser["contract_number"] or loser["price"])

    def test_look_up_window_answers_as_one_types(self):
        """PRI-04: client, board and day give the price and the ones passed over."""
        self._new_price(self._new_contract(self.province, "P-1"), self.aslc, 200)
        self._new_price(self._new_contract(self.group, "G-1"), self.aslc, 300)
        self.yanan.user_id = self.manager
        action = self.yanan.with_user(self.manager).action_look_up_price()
        Lookup = self.env["ruiji.price.lookup"].with_user(self.manager)
        with Form(Lookup.with_context(**action["context"])) as form:
            self.assertEqual(form.partner_id, self.yanan)
            form.date = DAY
            self.assertFalse(form.is_asked)
            form.product_id = self.aslc
            self.assertEqual(form.price, 200)
            self.assertEqual(form.contract_id.number, "P-1")
            self.assertEqual((form.level, form.matched), ("province", "board"))
            self.assertEqual(len(form.loser_ids), 1)
            form.date = date(2027, 6, 1)
            self.assertFalse(form.is_priced)
            self.assertEqual(len(form.loser_ids), 2)
