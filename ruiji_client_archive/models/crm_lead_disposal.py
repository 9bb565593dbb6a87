from odoo import models

# What a lead says of people
ERASED = (
    "contact_name",
    "partner_name",
    "function",
    "website",
    "email_from",
    "email_cc",
    "phone",
    "street",
    "street2",
    "zip",
    "city",
    "description",
)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _erase(self):
        """Empty what leads of a destroyed file say of people (ACC-12)."""
        self.write(
            {
                **dict.fromkeys(ERASED, False),
                "partner_id": False,
                "name": self.env._("Lead of a destroyed file"),
            }
        )
