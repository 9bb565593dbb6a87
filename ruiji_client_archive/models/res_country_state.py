from odoo import api, fields, models
from odoo.tools import SQL

from .base_province_groups import SORTED_GROUPS


class ResCountryState(models.Model):
    """Provinces of China go by their names alone."""

    _inherit = "res.country.state"
    # Odoo sorts by the short name; divisions have an order that everybody knows.
    _order = "division_code, code, id"

    division_code = fields.Char(
        help="First digits of the divisions in the official list (GB/T 2260).",
    )
    postal_prefixes = fields.Char(
        string="Postal codes begin with",
        help="First digits of the postal codes of the province, divided by spaces.",
    )

    @api.depends("country_id")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for state in self.filtered(lambda state: state.country_id.code == "CN"):
            state.display_name = state.name
        return result

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """As Odoo's; a group of records by province has one of everything.

        Were it grouped by what sorts it as well, PostgreSQL would expect a group for
        every pair of provinces and not share the work among its workers.
        """
        if not self.env.context.get(SORTED_GROUPS):
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        column = self._field_to_sql(alias, field_name, query)
        return SQL("MIN(%s) %s %s", column, direction, nulls)

    def _postal_prefixes(self):
        """Return how the postal codes of this province begin; any way if empty."""
        return (self.postal_prefixes or "").split()
