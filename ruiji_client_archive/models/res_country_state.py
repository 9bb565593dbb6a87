from odoo import api, models


class ResCountryState(models.Model):
    """Provinces of China go by their names alone."""

    _inherit = "res.country.state"

    @api.depends("country_id")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for state in self.filtered(lambda state: state.country_id.code == "CN"):
            state.display_name = state.name
        return result
