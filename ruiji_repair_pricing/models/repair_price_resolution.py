from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from ..utils.price_reasons import Offer, is_standard, judge
from ..utils.price_sql import EXPLAIN, MATCHED, RESOLVE

_lt = LazyTranslate(__name__)

REASONS = {
    "won": _lt("Nearest contract with the most specific price valid on that day."),
    "won_standard": _lt(
        "No contract prices this board on that day, so the standard list holds."
    ),
    "not_superior": _lt(
        "On %(day)s the unit did not belong to the client of this contract."
    ),
    "void": _lt("The contract is void."),
    "not_started": _lt("The contract starts only on %(start)s."),
    "ended": _lt("The contract ended on %(end)s."),
    "not_covering": _lt("The contract does not cover subordinate units."),
    "no_line": _lt(
        "The contract has no price for this board, its device model or its category."
    ),
    "line_not_valid": _lt(
        "The price holds only from %(line_start)s to %(line_end)s."
    ),
    "standard_is_last": _lt(
        "The standard list holds only where no contract gives a price."
    ),
    "farther": _lt("A contract of a nearer unit gives a price."),
    "less_specific": _lt("A more specific price of the same level goes first."),
    "started_earlier": _lt("A contract of the same unit that started later goes first."),
    "lower_number": _lt(
        "A contract that started the same day and has a later number goes first."
    ),
}

# Everything the statements read; what is pending in memory has to be there.
READ_BY_SQL = {
    "res.partner": ["commercial_partner_id", "client_tier"],
    "product.product": ["product_tmpl_id"],
    "product.template": ["device_model_id", "categ_id"],
    "ruiji.unit.ancestry": None,
    "ruiji.contract": None,
    "ruiji.repair.price": None,
}


class RepairPrice(models.Model):
    """Which price holds for a unit, a board and a day, and why (PRI-03, PRI-04)."""

    _inherit = "ruiji.repair.price"

    @api.model
    def resolve(self, requests):
        """Find the repair prices of any number of boards in one statement.

        From the unit up through its superiors of that day, the nearest with a
        contract in force that prices the board wins, then the most specific
        line, then the contract that started later, then the later number. Where
        no contract does, the company's standard list; else nobody knows.

        :param requests: list of (partner id, product id, date); the partner may
            be a person of the client
        :return: list of dicts in the same order: price (False: to be quoted),
            currency_id, contract_id, line_id, level, matched
        :raises AccessError: unless the user may read prices and those clients
        """
        requests = [
            (partner_id, product_id, fields.Date.to_date(day))
            for partner_id, product_id, day in requests
        ]
        rows = self._ask(RESOLVE, requests) if requests else []
        if not all(row["readable"] for row in rows):
            self._refuse_unreadable(requests)
        return [self._prepare_answer(row) for row in rows]

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
            "winner": bool(winner)
            and self._prepare_explained(winner, won, day, shown),
            "losers": [
                self._prepare_explained(offer, code, day, shown)
                for offer, code in losers
            ],
        }

    @api.model
    def _ask(self, statement, requests):
        """Run one of the statements of utils.price_sql for requests."""
        self.check_access("read")
        for name, names in READ_BY_SQL.items():
            self.env[name].flush_model(names)
        partners, products, days = map(list, zip(*requests, strict=True))
        return self.env.execute_query_dict(
            SQL(
                statement,
                partners=partners,
                products=products,
                days=days,
                company=self.env.company.id,
                readable=self._readable_condition(partners),
            )
        )

    @api.model
    def _readable_condition(self, partner_ids):
        """The record rules on clients as a condition within the statement."""
        if self.env.su:
            return SQL("TRUE")
        readable = (
            self.env["res.partner"]
            .with_context(active_test=False)
            ._search([("id", "in", list(set(partner_ids)))])
        )
        return SQL("asked.partner_id IN %s", readable.subselect())

    @api.model
    def _refuse_unreadable(self, requests):
        partners = self.env["res.partner"].browse({request[0] for request in requests})
        partners.check_access("read")
        raise AccessError(self.env._("You may not read some of these clients."))

    @api.model
    def _prepare_answer(self, row):
        found = row["line_id"] is not None
        return {
            "price": float(row["price"]) if found else False,
            "currency_id": row["currency_id"] or False,
            "contract_id": row["contract_id"] or False,
            "line_id": row["line_id"] or False,
            "level": row["level"] or False,
            "matched": MATCHED.get(row["specificity"], False),
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
            "reason": self._reason(offer, code, day),
        }

    @api.model
    def _reason(self, offer, code, day):
        """Put the reason code of an offer into a sentence."""
        facts = {
            "day": day,
            "start": offer.date_start,
            "end": offer.date_end,
            "line_start": offer.line_start or "…",
            "line_end": offer.line_end or "…",
        }
        return self.env._(REASONS[code]) % facts
