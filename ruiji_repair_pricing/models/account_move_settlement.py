from odoo import fields, models


class AccountMove(models.Model):
    """The invoice or credit note of a settlement leads back to it."""

    _inherit = "account.move"

    settlement_id = fields.Many2one(
        "ruiji.settlement",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
