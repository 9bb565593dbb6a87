from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..utils.price_sql import MATCHED, RESOLVE

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
    """Which price holds for a unit, a board and a day (PRI-03)."""

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
    def _ask(self, statement, requests, **values):
        """Run a statement built on those of utils.price_sql for requests."""
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
                **values,
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
