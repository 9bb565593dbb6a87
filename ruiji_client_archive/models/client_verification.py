from odoo import api, fields, models


class ClientVerification(models.Model):
    """Somebody confirmed that a file is right (ARC-11): who, when, what changed.

    Written by the confirmation alone; nobody has rights to write or delete one.
    """

    _name = "ruiji.client.verification"
    _description = "Verification of a Client File"
    _order = "verified_at DESC, id DESC"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade", index=True
    )
    verified_at = fields.Datetime(
        string="Verified on",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Verified by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    requested_by_id = fields.Many2one("res.users", readonly=True)
    change_count = fields.Integer(string="Changes", readonly=True)
    # As it was, whoever reads it; what a reader may see of it is in `changes`.
    change_lines = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    changes = fields.Html(
        string="What had changed", compute="_compute_changes", compute_sudo=False
    )
    note = fields.Char(readonly=True)

    @api.depends("change_lines")
    @api.depends_context("uid", "lang")
    def _compute_changes(self):
        partners = self.env["res.partner"]
        for verification in self:
            # Shown field by field, as far as the reader may see them.
            lines = verification.sudo().change_lines
            verification.changes = partners._render_changes(lines)
