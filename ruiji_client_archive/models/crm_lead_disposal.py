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
    "state_id",
    "country_id",
    "referred",
    "description",
    "lead_properties",
)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _erase(self):
        """Empty what leads of a destroyed file say of people (ACC-12)."""
        self.env["calendar.event"].with_context(active_test=False).search(
            [("opportunity_id", "in", self.ids)]
        )._erase()
        self.write(
            {
                **dict.fromkeys(ERASED, False),
                "partner_id": False,
                "name": self.env._("Lead of a destroyed file"),
            }
        )
