from odoo import api, fields, models


class ClientDisputeDecision(models.TransientModel):
    """The general manager says who looks after a disputed client (MGR-02)."""

    _name = "ruiji.client.dispute.decision"
    _description = "Decide a Dispute about a Client"

    dispute_id = fields.Many2one("ruiji.client.dispute", required=True, readonly=True)
    client_id = fields.Many2one(related="dispute_id.client_id")
    holder_id = fields.Many2one(related="dispute_id.holder_id")
    claimant_id = fields.Many2one(related="dispute_id.claimant_id")
    decision = fields.Selection(
        [("keep", "The holder keeps the client"), ("override", "Give it to another")],
        required=True,
        default="keep",
    )
    manager_id = fields.Many2one(
        "res.users",
        string="New account manager",
        compute="_compute_manager_id",
        store=True,
        readonly=False,
        domain=lambda self: [("all_group_ids", "in", self._manager_group().ids)],
    )
    reason = fields.Text(required=True)

    @api.model
    def _manager_group(self):
        return self.env.ref("ruiji_client_archive.group_account_manager")

    @api.depends("claimant_id")
    def _compute_manager_id(self):
        managers = self._manager_group()
        for wizard in self:
            claimant = wizard.claimant_id
            manages = managers in claimant.all_group_ids
            wizard.manager_id = manages and claimant

    def action_decide(self):
        """Decide, and tell both sides."""
        if self.decision == "keep":
            self.dispute_id._keep(self.reason)
        else:
            self.dispute_id._override(self.manager_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
