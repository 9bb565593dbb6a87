from odoo import fields, models


class DisposalProposal(models.TransientModel):
    """Asks why the file of a prospect is to be destroyed (ARC-12)."""

    _name = "ruiji.disposal.proposal"
    _description = "Propose the Disposal of a File"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Client files",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Text(required=True)

    def action_propose(self):
        """Propose the disposal of the files and show the proposals."""
        self.ensure_one()
        proposals = self.env["ruiji.disposal"]._propose(self.partner_ids, self.reason)
        return proposals._get_records_action()
