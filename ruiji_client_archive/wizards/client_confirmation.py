from odoo import api, fields, models


class ClientConfirmation(models.TransientModel):
    """Somebody went through files and confirms that they are right (ARC-11)."""

    _name = "ruiji.client.confirmation"
    _description = "Confirm Client Files"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Client files",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    changes = fields.Html(
        string="Changed since the last verification", compute="_compute_changes"
    )
    note = fields.Char(help="Kept with the verification, such as whom you asked.")

    @api.depends("partner_ids")
    def _compute_changes(self):
        for confirmation in self:
            one = len(confirmation.partner_ids) == 1
            confirmation.changes = one and confirmation.partner_ids.recent_changes

    def action_confirm(self):
        """Keep who confirmed the files, when, and what had changed."""
        self.partner_ids._confirm_file(self.note)
        return {"type": "ir.actions.act_window_close"}
