from odoo import models


class ServiceCall(models.Model):
    """Who is written to about a call, among those that the user may know (ACC-02)."""

    _inherit = "ruiji.service.call"

    def _mail_get_partners(self, introspect_fields=False):
        """Leave out clients whose file is closed to the user, as to technicians."""
        partners = super()._mail_get_partners(introspect_fields=introspect_fields)
        everybody = self.env["res.partner"].union(*partners.values())
        known = everybody._filtered_access("read")
        return {call_id: found & known for call_id, found in partners.items()}
