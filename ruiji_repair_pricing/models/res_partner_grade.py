from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ..utils.volume_sql import CONTRACT_YEARS, LARGEST_CONTRACTS, ORDER_YEARS

# Who settles what a client's grade rests on
TABLES = ("ruiji.contract", "ruiji.repair.slip", "repair.order", "sale.order")


class ResPartner(models.Model):
    """Contracts, repairs and orders: how much business a client brings (GRD-01)."""

    _inherit = "res.partner"

    def _business_volumes(self, today):
        """Add the years of contracts, repairs and orders.

        What a contract promises comes in by its repairs: of the two the greater
        amount counts for a year, never both.
        """
        volumes = super()._business_volumes(today)
        promised = self._amounts_by_year(CONTRACT_YEARS, today)
        delivered = self._amounts_by_year(ORDER_YEARS, today)
        for client_id, year in promised.keys() | delivered.keys():
            key = (client_id, year)
            volumes[client_id].add_year(year, max(promised[key], delivered[key]))
        for (client_id, _year), amount in self._amounts_by_year(
            LARGEST_CONTRACTS, today
        ).items():
            volume = volumes[client_id]
            volume.largest_contract = max(volume.largest_contract, amount)
        return volumes

    def _amounts_by_year(self, statement, today):
        """Amounts in the company's currency, by client and year.

        :param str statement: gives client, year, currency and amount
        :return: defaultdict {(partner id, year): amount}
        """
        amounts = defaultdict(float)
        if not self.ids:
            return amounts
        for name in TABLES:
            self.env[name].flush_model()
        rows = self.env.execute_query(SQL(statement, clients=list(self.ids), day=today))
        rates = self._rates_to_company({row[2] for row in rows}, today)
        for client_id, year, currency_id, amount in rows:
            amounts[client_id, year] += float(amount) * rates[currency_id]
        return amounts

    def _rates_to_company(self, currency_ids, today):
        """Factors that turn amounts of currencies into the company's."""
        company = self.env.company
        currencies = self.env["res.currency"].browse(filter(None, currency_ids))
        foreign = currencies - company.currency_id
        rates = dict.fromkeys((None, False, company.currency_id.id), 1.0)
        for currency in foreign:
            rates[currency.id] = currency._get_conversion_rate(
                currency, company.currency_id, company, today
            )
        return rates
