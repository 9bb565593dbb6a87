from odoo import api, fields, models


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

    def _postal_prefixes(self):
        """Return how the postal codes of this province begin; any way if empty."""
        return (self.postal_prefixes or "").split()
