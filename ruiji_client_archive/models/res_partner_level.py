from odoo import fields, models


class ResPartner(models.Model):
    """Levels that were proposed for a file, and what became of them (ACC-01)."""

    _inherit = "res.partner"

    level_proposal_ids = fields.One2many(
        "ruiji.level.proposal",
        "client_id",
        domain=[("state", "=", "pending")],
        groups="ruiji_client_archive.group_archive_user",
    )

    def write(self, vals):
        result = super().write(vals)
        if "confidentiality" in vals:
            self._overtake_proposals()
        return result

    def _overtake_proposals(self):
        """Close what still waits for a level that management has just set."""
        # Whoever sets levels closes proposals; nobody writes them by hand.
        waiting = self.env["ruiji.level.proposal"].sudo()
        waiting = waiting.search(
            [("client_id", "in", self.ids), ("state", "=", "pending")]
        )
        if waiting:
            waiting._decide("overtaken")

    def action_propose_level(self):
        """Ask customer service for the level to propose, and why."""
        self.check_access("read")
        return self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.level_proposing_action"
        ) | {"context": {"default_partner_ids": self.ids}}

    def action_view_levels(self):
        """Show what was proposed for this file, and decided."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.level_proposal_action"
        )
        return action | {"domain": [("client_id", "=", self.id)], "context": {}}
