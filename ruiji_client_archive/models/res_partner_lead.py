from odoo import fields, models

from .crm_lead import ACTIVITY


class ResPartner(models.Model):
    """What the pipeline says of a client (ARC-12)."""

    _inherit = "res.partner"

    client_lead_ids = fields.One2many(
        "crm.lead", "client_id", groups="sales_team.group_sale_salesman"
    )
    client_lead_count = fields.Integer(
        compute="_compute_client_lead_count", groups="sales_team.group_sale_salesman"
    )

    def _compute_client_lead_count(self):
        leads = self.env["crm.lead"].with_context(active_test=False)
        counts = dict(
            leads._read_group(
                [("client_id", "in", self.ids)], ["client_id"], ["__count"]
            )
        )
        for client in self:
            client.client_lead_count = counts.get(client._origin, 0)

    def action_open_client_leads(self):
        """Show the pipeline of this client, lost leads included."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_opportunities"
        )
        action["domain"] = [("client_id", "=", self.id)]
        action["context"] = {
            "active_test": False,
            "default_partner_id": self.id,
            "default_type": "opportunity",
        }
        return action

    def _ask_for_contract(self, lead):
        """Put the filing of the contract on the account manager's list, once."""
        self.ensure_one()
        user = self.user_id or lead.user_id
        if self.lifecycle == "current" or not user:
            return
        if not self.activity_search([ACTIVITY], user_id=user.id):
            # On the list only: nothing is mailed.
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY, user_id=user.id, note=lead.name
            )
