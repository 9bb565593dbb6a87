from odoo import api, fields, models


class AllocationLine(models.Model):
    """One client of a proposal, and who is to look after it (MGR-03)."""

    _name = "ruiji.allocation.line"
    _description = "Client to Allocate"
    _rec_name = "client_id"
    _order = "allocation_id DESC, state_id, client_id"

    allocation_id = fields.Many2one(
        "ruiji.allocation", required=True, ondelete="cascade", index=True
    )
    client_id = fields.Many2one(
        "res.partner",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("is_client", "=", True)],
    )
    state_id = fields.Many2one(
        related="client_id.state_id", string="Province", store=True
    )
    campaign_id = fields.Many2one(related="client_id.campaign_id")
    previous_user_id = fields.Many2one(
        "res.users", string="Account manager until now", readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Proposed account manager",
        group_expand="_expand_managers",
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("ruiji_client_archive.group_account_manager").ids,
            )
        ],
    )
    is_stale = fields.Boolean(
        string="Went to somebody else", compute="_compute_is_stale"
    )

    _client_uniq = models.UniqueIndex(
        "(allocation_id, client_id)", "This client is in the proposal already."
    )

    @api.depends("client_id.user_id", "previous_user_id", "allocation_id.state")
    def _compute_is_stale(self):
        for line in self:
            line.is_stale = (
                line.allocation_id.state != "approved"
                and line.client_id.user_id != line.previous_user_id
            )

    @api.model_create_multi
    def create(self, vals_list):
        clients = self.env["res.partner"].browse(
            vals["client_id"] for vals in vals_list
        )
        for vals, client in zip(vals_list, clients, strict=True):
            vals["previous_user_id"] = client.user_id.id
        lines = super().create(vals_list)
        lines.allocation_id._require_editable()
        return lines

    def write(self, vals):
        self.allocation_id._require_editable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_while_editable(self):
        self.allocation_id._require_editable()

    @api.model
    def _expand_managers(self, users, _domain):
        """Show a column for everybody who takes part, clients or not."""
        allocation = self.env.context.get("default_allocation_id")
        loads = self.env["ruiji.allocation.load"].search(
            [("allocation_id", "=", allocation)]
        )
        return users | loads.user_id
