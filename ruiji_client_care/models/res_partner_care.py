from odoo import fields, models


class ResPartner(models.Model):
    """What a person wants of greetings, and what was done for it (CAR-05)."""

    _inherit = "res.partner"

    care_opt_out = fields.Boolean(
        string="No greetings",
        tracking=True,
        groups="base.group_user",
        help="Gets no greetings, invitations or questionnaires in bulk.",
    )
    care_count = fields.Integer(
        string="Care",
        compute="_compute_care_count",
        groups="ruiji_client_care.group_care_user",
    )

    def _compute_care_count(self):
        """Greetings sent and events attended, of each client in two queries."""
        greetings = self.env["ruiji.care.greeting"]._read_group(
            [("client_id", "in", self.ids), ("state", "=", "sent")],
            ["client_id"],
            ["__count"],
        )
        attendees = self.env["ruiji.care.attendee"]._read_group(
            [("client_id", "in", self.ids), ("state", "=", "attended")],
            ["client_id"],
            ["__count"],
        )
        counts = {}
        for client, count in [*greetings, *attendees]:
            counts[client.id] = counts.get(client.id, 0) + count
        for partner in self:
            partner.care_count = counts.get(partner.id, 0)

    def action_view_care(self):
        """Open the greetings that the client's people got."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_care.care_greeting_action"
        )
        action["domain"] = [("client_id", "=", self.id)]
        action["context"] = {}
        return action
