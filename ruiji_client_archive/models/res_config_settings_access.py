from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .access_record import FEWEST_YEARS, YEARS, YEARS_PARAMETER


class ResConfigSettings(models.TransientModel):
    """How long access records are kept (ACC-11)."""

    _inherit = "res.config.settings"

    access_years = fields.Integer(
        string="Access records are kept for (years)",
        config_parameter=YEARS_PARAMETER,
        default=YEARS,
    )

    @api.constrains("access_years")
    def _check_access_years(self):
        for settings in self:
            if settings.access_years < FEWEST_YEARS:
                raise ValidationError(
                    self.env._(
                        "Access records are kept for %(years)s years at least.",
                        years=FEWEST_YEARS,
                    )
                )
