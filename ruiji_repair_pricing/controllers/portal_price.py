from odoo.http import request

from ..models.repair_order_lapsed import WAITING
from .portal_home import ClientPortal

# What is told of the contracts that lost leaves these out: they are not about it.
NOT_TOLD = ("not_superior", "not_published")


class PricePortal(ClientPortal):
    """What a board costs the client, and why, in words for the client (PRI-04)."""

    def _price_answer(self, unit, board, day, repair=None):
        """The price of a board and the reasons.

        What superiors agreed for other prices stays theirs: of the contracts that
        lost only number and reason are told, of prices in preparation nothing.

        :param repair: the board itself once it was sent in: its own price is told
        """
        # The unit is one of the user's; a client may know its own prices and why.
        boards = request.env["repair.order"].sudo()
        told = repair._told_values() if repair else boards._preview_price(unit, board)
        explained = boards.env["ruiji.repair.price"].explain(unit.id, board.id, day)
        state = "lapsed" if told["cover_state"] in WAITING else told["price_state"]
        currency = boards.env["res.currency"].browse(told["repair_currency_id"])
        number = "lapsed_contract_id" if state == "lapsed" else "contract_id"
        return {
            "unit": unit,
            "board": board,
            "state": state,
            "price": state == "priced" and currency.format(told["repair_price"]),
            "contract": boards.env["ruiji.contract"].browse(told[number]).number,
            "reason": self._price_reason(state, told, explained["winner"]),
            "losers": [
                loser for loser in explained["losers"] if loser["code"] not in NOT_TOLD
            ],
        }

    def _price_reason(self, state, told, winner):
        if state == "lapsed":
            return request.env._(
                "The contract that covered this board has lapsed. We tell you the "
                "price after our decision; nothing is charged before."
            )
        if state == "warranty":
            return self._free_reason(told)
        if state != "priced":
            return request.env._(
                "No contract and no standard price covers this board today: we will "
                "quote it once we have seen it."
            )
        if told["cover_state"] == "grace":
            return request.env._(
                "This contract has lapsed; for the time being we keep its price."
            )
        if winner and winner["price"] == told["repair_price"]:
            return winner["reason"]
        return request.env._(
            "This price was confirmed to you and stays, whatever the price lists say "
            "by now."
        )

    def _free_reason(self, told):
        if told["free_reason"] == "guarantee":
            return request.env._(
                "The board came back within the guarantee on its last repair."
            )
        return request.env._("The contract mends these boards free of charge.")
