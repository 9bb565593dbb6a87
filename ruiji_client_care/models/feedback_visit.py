from odoo import fields, models


class ClientFeedback(models.Model):
    _inherit = "ruiji.client.feedback"

    visit_id = fields.Many2one(
        "ruiji.client.visit",
        string="Said at the visit",
        ondelete="set null",
        index="btree_not_null",
    )


class ClientVisit(models.Model):
    """What a client says at a visit is followed up like any feedback (CAR-03)."""

    _inherit = "ruiji.client.visit"

    feedback_ids = fields.One2many("ruiji.client.feedback", "visit_id")

    def action_open_feedback(self):
        """Open the feedback taken at this visit, a new one if there is none."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_care.client_feedback_action"
        )
        action["domain"] = [("visit_id", "=", self.id)]
        action["context"] = {
            "default_visit_id": self.id,
            "default_partner_id": self.client_id.id,
            "default_channel": "visit",
        }
        if not self.feedback_ids:
            action["views"] = [(False, "form")]
        return action
