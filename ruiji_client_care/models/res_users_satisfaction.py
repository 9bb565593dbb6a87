from odoo import fields, models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Slips whose four aspects were answered wait for no rating (CAR-04)."""

    _inherit = "res.users"

    def _slips_to_rate_domain(self):
        today = fields.Date.context_today(self)
        open_one = Domain("satisfaction_id.answered_on", "=", False) & Domain(
            "satisfaction_id.expires_on", ">=", today
        )
        not_asked = Domain("satisfaction_id", "=", False)
        return super()._slips_to_rate_domain() & (not_asked | open_one)
