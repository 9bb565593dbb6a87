from datetime import date

from odoo.tests import BaseCase, tagged

from ..utils.price_reasons import Offer, judge

DAY = date(2026, 6, 15)


def offer(number="C-1", **values):
    """An offer that holds on DAY, changed by `values`."""
    return Offer(
        **{
            "contract_id": number,
            "number": number,
            "partner_id": 1,
            "level": "province",
            "distance": 1,
            "is_superior": True,
            "validity": "in_force",
            "date_start": date(2026, 1, 1),
            "date_end": date(2026, 12, 31),
            "covers_subordinates": True,
            "line_id": 1,
            "specificity": 1,
            "price": 100,
            "currency_id": 1,
            "line_start": None,
            "line_end": None,
            "line_state": "published",
            **values,
        }
    )


@tagged("post_install", "-at_install")
class TestPriceReasons(BaseCase):
    def test_contract_that_is_out_as_a_whole_is_named_once(self):
        """PRI-04: a void contract with a line per level has one reason, not three."""
        void = [offer("V", specificity=n, validity="void") for n in (1, 2, 3)]
        winner, losers = judge([*void, offer()], DAY)
        self.assertEqual(winner.number, "C-1")
        self.assertEqual([code for _loser, code in losers], ["void"])

    def test_losers_that_came_closest_come_first(self):
        """PRI-04: what could have applied before what never could."""
        offers = [
            offer("V", validity="void", distance=0),
            offer("G", distance=2),
            offer("M", specificity=2),
            offer("C"),
        ]
        winner, losers = judge(offers, DAY)
        self.assertEqual(winner.number, "C")
        self.assertEqual([loser.number for loser, _code in losers], ["M", "G", "V"])

    def test_later_number_is_compared_as_text(self):
        """PRI-03: of equal contracts the later number wins, letter by letter."""
        winner, losers = judge([offer("RJ-1"), offer("RJ-10"), offer("RJ-0")], DAY)
        self.assertEqual(winner.number, "RJ-10")
        self.assertEqual([loser.number for loser, _code in losers], ["RJ-1", "RJ-0"])

    def test_nothing_offered(self):
        """PRI-03: without any offer the repair is to be quoted."""
        self.assertEqual(judge([], DAY), (None, []))
