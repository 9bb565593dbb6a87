from odoo import api, fields, models
from odoo.tools import SQL

from .client_visit import HELD

CARE = "ruiji_client_care.group_care_user"


class ResPartner(models.Model):
    """Visits and calls on the client's file; each is a contact (CAR-01, MGR-04)."""

    _inherit = "res.partner"

    visit_ids = fields.One2many("ruiji.client.visit", "client_id", groups=CARE)
    visit_count = fields.Integer(compute="_compute_visit_count", groups=CARE)

    def _compute_visit_count(self):
        counts = dict(
            self.env["ruiji.client.visit"]._read_group(
                [("client_id", "in", self.ids), ("state", "in", HELD)],
                ["client_id"],
                ["__count"],
            )
        )
        for client in self:
            client.visit_count = counts.get(client._origin, 0)

    def action_view_visits(self):
        """Open the visits and calls of this client."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_care.client_visit_action"
        )
        return action | {
            "domain": [("client_id", "=", self.id)],
            "context": {"default_client_id": self.id, "default_user_id": self.env.uid},
        }

    def action_plan_visit(self):
        """Open a plan for a visit to this client."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "ruiji.client.visit",
            "views": [(False, "form")],
            "context": {"default_client_id": self.id, "default_user_id": self.env.uid},
        }

    @api.model
    def _first_contact_events(self, zone):
        return [*super()._first_contact_events(zone), self._sql_contact_visits()]

    @api.model
    def _sql_contact_visits(self):
        """Visits and calls that took place."""
        return SQL(
            """SELECT contact.client_id, visit.visit_day AS day
                 FROM contact
                 JOIN ruiji_client_visit visit ON visit.client_id = contact.partner_id
                WHERE visit.state IN %s""",
            HELD,
        )

    def _erase_records_kept(self):
        """Erase the visits to a destroyed file, too: people are named in them."""
        result = super()._erase_records_kept()
        visits = self.env["ruiji.client.visit"].search([("client_id", "in", self.ids)])
        visits._leave_calendar()
        visits.unlink()
        return result
