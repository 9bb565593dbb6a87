from odoo import fields, models


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
    note = fields.Char(readonly=True)
