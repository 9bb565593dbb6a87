from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLeadLost(models.TransientModel):
    """A lost lead can lead to the disposal of its file (ARC-12)."""

    _inherit = "crm.lead.lost"

    has_client_file = fields.Boolean(compute="_compute_has_client_file")
    propose_disposal = fields.Boolean(
        string="Propose to destroy the client file",
        help="For prospects without agreement and without keep value.",
    )
    disposal_reason = fields.Text(string="Why the file has no keep value")

    @api.depends("lead_ids")
    def _compute_has_client_file(self):
        for wizard in self:
            wizard.has_client_file = bool(wizard.lead_ids.client_id)

    def action_lost_reason_apply(self):
        """Mark as lost, then propose the disposal if that was asked for."""
        clients = self.lead_ids.client_id
        result = super().action_lost_reason_apply()
        if self.propose_disposal and clients:
            if not self.disposal_reason:
                raise UserError(self.env._("Say why the file has no keep value."))
            self.env["ruiji.disposal"]._propose(clients, self.disposal_reason)
        return result
