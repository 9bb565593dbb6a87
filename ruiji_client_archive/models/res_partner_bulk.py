from odoo import api, models

# What follows from values of the partner itself and of others that are stored.
COMPUTED = {
    "accuracy",
    "commercial_company_name",
    "commercial_partner_id",
    "company_registry",
    "complete_name",
    "complete_name_pinyin",
    "completeness",
    "email_normalized",
    "first_contact_deadline",
    "grade",
    "grade_date",
    "grade_reason",
    "lang",
    "lifecycle",
    "lifecycle_date",
    "lifecycle_reason",
    "logistics_short_name",
    "name_initials",
    "name_key",
    "name_pinyin",
    "partner_share",
    "phone_sanitized",
    "review_due_on",
    "short_name",
    "street_name",
    "street_number",
    "street_number2",
    "verification_due_on",
}


class ResPartner(models.Model):
    """Clients and their persons come in by the ten thousand (IMP-05)."""

    _name = "res.partner"
    _inherit = ["res.partner", "ruiji.bulk.create"]

    @api.model
    def _computed_in_bulk(self):
        return super()._computed_in_bulk() | COMPUTED
