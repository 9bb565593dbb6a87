from odoo import api, fields, models


class ResPartner(models.Model):
    """Clients that nobody looks after are listed and allocated (MGR-03, MGR-05)."""

    _inherit = "res.partner"

    campaign_id = fields.Many2one(
        "utm.campaign",
        string="Marketing campaign",
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
        help="The campaign that brought the client in.",
    )

    @api.model
    def _domain_without_manager(self):
        """Files that wait for an account manager."""
        return [
            ("is_client", "=", True),
            ("user_id", "=", False),
            ("archive_state", "!=", "disposed"),
        ]

    def action_propose_allocation(self):
        """Make a proposal for these clients and open it."""
        return self.env["ruiji.allocation"]._propose(self).get_formview_action()
