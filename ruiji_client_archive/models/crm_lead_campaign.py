from odoo import models


class CrmLead(models.Model):
    """A client remembers the campaign that its lead came from (MGR-03)."""

    _inherit = "crm.lead"

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        values = super()._prepare_customer_values(partner_name, is_company, parent_id)
        if is_company:
            values["campaign_id"] = self.campaign_id.id
        return values
