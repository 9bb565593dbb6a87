from odoo import models
from odoo.fields import Domain

from .service_call import ON_THE_ROAD


class ResUsers(models.Model):
    """Technicians that come to a portal user's unit (SVC-01, WEB-05)."""

    _inherit = "res.users"

    def _portal_attention(self):
        items = super()._portal_attention()
        if not self._portal_unit():
            return items
        # Counted within the scope of this user alone.
        calls = self.env["ruiji.service.call"].sudo()
        coming = calls.search_count(
            self._portal_call_domain() & Domain("state", "in", ON_THE_ROAD)
        )
        if not coming:
            return items
        item = {
            "count": coming,
            "title": self.env._("Service calls under way: see who comes and when"),
            "url": "/my/service-calls",
        }
        return [item, *items]
