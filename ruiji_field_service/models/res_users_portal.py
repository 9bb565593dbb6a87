from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """What of service calls a portal user may see (WEB-08)."""

    _inherit = "res.users"

    def _portal_call_domain(self):
        """Calls that the portal pages may show to this user."""
        self.ensure_one()
        domain = Domain("partner_id", "in", self._portal_units().ids)
        if self._portal_scope() == "own":
            domain &= Domain("create_uid", "=", self.id) | Domain(
                "contact_id", "=", self.partner_id.id
            )
        return domain
