from odoo import api, fields, models

from ..utils.price_reasons import Offer, is_standard, judge
from ..utils.price_sql import EXPLAIN


class RepairPrice(models.Model):
    """Why a price holds, and why not each of the others (PRI-04)."""

    _inherit = "ruiji.repair.price"

    def action_explain(self):
        """Open the price look-up on this line: does it hold, and if not, why."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.price_lookup_action"
        )
        board = self.product_id or self.device_model_id.board_ids.product_variant_id[:1]
        return action | {
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_product_id": board.id,
            }
        }

    @api.model
    def explain(self, partner_id, product_id, day):
        """Say which price holds for a board, and why not each of the others.

        :return: dict with `winner`, an answer as resolve() gives it or False,
            and `losers`, a list of such answers, those that came closest first;
            every one with partner_id, contract_number and reason
        :raises AccessError: unless the user may read prices and the client
        """
        day = fields.Date.to_date(day)
        request = (partner_id, product_id, day)
        if not self.env.su:
            self.env["res.partner"].browse(partner_id).check_access("read")
        rows = self._ask(EXPLAIN, [request])
        winner, losers = judge([Offer(**row) for row in rows], day)
        shown = self._contracts_shown(rows)
        won = "won_standard" if winner and is_standard(winner) else "won"
        return {
            "winner": bool(winner) and self._prepare_explained(winner, won, day, shown),
            "losers": [
                self._prepare_explained(offer, code, day, shown)
                for offer, code in losers
            ],
        }

    @api.model
    def _contracts_shown(self, rows):
        """Contracts of the rows that the user may open.

        A client may be served under a contract of a superior whose file is
        confidential: the price of its own repair is its business, the rest of
        that contract is not (ACC-02).
        """
        contracts = self.env["ruiji.contract"].browse(
            {row["contract_id"] for row in rows if row["contract_id"]}
        )
        return contracts if self.env.su else contracts._filtered_access("read")

    @api.model
    def _prepare_explained(self, offer, code, day, shown):
        answer = self._prepare_answer(offer._asdict())
        hidden = not is_standard(offer) and offer.contract_id not in shown.ids
        if hidden and code != "won":
            answer.update(price=False, line_id=False)
        if not answer["line_id"]:
            answer["level"] = offer.level or False
        return answer | {
            "partner_id": False if hidden else offer.partner_id or False,
            "contract_number": False if hidden else offer.number or False,
            "code": code,
            "reason": self._reasons(offer, day)[code],
        }

    @api.model
    def _reasons(self, offer, day):
        """What each code of utils.price_reasons says of an offer."""
        return {
            "won": self.env._(
                "Nearest contract with the most specific price of that day."
            ),
            "won_standard": self.env._(
                "No contract prices this board on that day, so the standard list holds."
            ),
            "not_superior": self.env._(
                "On %(day)s the unit did not belong to the client of this contract.",
                day=day,
            ),
            "void": self.env._("The contract is void."),
            "not_started": self.env._(
                "The contract starts only on %(start)s.", start=offer.date_start
            ),
            "ended": self.env._("The contract ended on %(end)s.", end=offer.date_end),
            "not_covering": self.env._(
                "The contract does not cover subordinate units."
            ),
            "no_line": self.env._(
                "The contract has no price for this board, its device model or its "
                "category."
            ),
            "not_published": self.env._(
                "The price is not published yet: it waits for approval or publication."
            ),
            "line_not_valid": self.env._(
                "The price holds only from %(start)s to %(end)s.",
                start=offer.line_start or "…",
                end=offer.line_end or "…",
            ),
            "standard_is_last": self.env._(
                "The standard list holds only where no contract gives a price."
            ),
            "farther": self.env._("A contract of a nearer unit gives a price."),
            "less_specific": self.env._(
                "A more specific price of the same level goes first."
            ),
            "started_earlier": self.env._(
                "A contract of the same unit that started later goes first."
            ),
            "lower_number": self.env._(
                "A contract that started the same day and has a later number goes "
                "first."
            ),
        }
