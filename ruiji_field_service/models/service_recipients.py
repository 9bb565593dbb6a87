from odoo import models


class ServiceRecipients(models.AbstractModel):
    """Who is written to about work on site, among those that the user may know.

    Technicians open no client's file: Odoo would refuse them the whole page (ACC-02).
    """

    _name = "ruiji.service.recipients"
    _description = "Recipients of Messages on Work on Site"

    def _mail_get_partners(self, introspect_fields=False):
        """Leave out clients whose file is closed to the user."""
        partners = super()._mail_get_partners(introspect_fields=introspect_fields)
        everybody = self.env["res.partner"].union(*partners.values())
        known = everybody._filtered_access("read")
        return {record_id: found & known for record_id, found in partners.items()}


class ServiceCall(models.Model):
    _name = "ruiji.service.call"
    _inherit = ["ruiji.service.recipients", "ruiji.service.call"]


class ServiceFee(models.Model):
    _name = "ruiji.service.fee"
    _inherit = ["ruiji.service.recipients", "ruiji.service.fee"]
