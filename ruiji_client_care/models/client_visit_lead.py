from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import plaintext2html

from .res_partner_visit import CARE

SELLER = "sales_team.group_sale_salesman"


class CrmLead(models.Model):
    """Business that a visit brought about; it makes a client prospective (ARC-05)."""

    _inherit = "crm.lead"

    visit_id = fields.Many2one(
        "ruiji.client.visit",
        string="From the visit",
        index="btree_not_null",
        ondelete="set null",
        groups=CARE,
        help="The visit or the call at which the need came up.",
    )

    @api.constrains("visit_id", "partner_id")
    def _check_visit_of_the_client(self):
        for lead in self:
            # Whose visit it is decides, whatever the user may read of it.
            visited = lead.sudo().visit_id.client_id
            client = lead.sudo().partner_id.commercial_partner_id
            if visited and client and visited != client:
                raise ValidationError(
                    self.env._(
                        "The visit was to another client: take it out of %(lead)s, or "
                        "choose the client that was visited.",
                        lead=lead.name,
                    )
                )


class ClientVisit(models.Model):
    """From a visit to the opportunity that came up at it (ARC-05, ARC-12)."""

    _inherit = "ruiji.client.visit"

    lead_ids = fields.One2many("crm.lead", "visit_id", groups=SELLER)
    lead_count = fields.Integer(compute="_compute_lead_count", groups=SELLER)

    def _compute_lead_count(self):
        leads = self.env["crm.lead"].with_context(active_test=False)
        counts = dict(
            leads._read_group([("visit_id", "in", self.ids)], ["visit_id"], ["__count"])
        )
        for visit in self:
            visit.lead_count = counts.get(visit._origin, 0)

    def action_new_lead(self):
        """Open an opportunity of the client with what was said at the visit."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "views": [(self.env.ref("crm.crm_lead_view_form").id, "form")],
            "context": self._prepare_lead_defaults(),
        }

    def action_view_leads(self):
        """Open the opportunities that came up at this visit, lost ones included."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.crm_lead_action_pipeline"
        )
        action["domain"] = [("visit_id", "=", self.id)]
        action["context"] = {"active_test": False, **self._prepare_lead_defaults()}
        return action

    def _prepare_lead_defaults(self):
        return {
            "default_type": "opportunity",
            "default_visit_id": self.id,
            "default_partner_id": (self.person_ids[:1] or self.client_id).id,
            "default_user_id": self.env.uid,
            "default_description": plaintext2html(self.findings or ""),
        }
