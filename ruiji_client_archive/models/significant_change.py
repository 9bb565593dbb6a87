from odoo import fields, models


class SignificantChange(models.Model):
    """Something that happened to a client and matters to us 重大变动 (ARC-08).

    As secret as the client's file: the record rules ask the level and the manager
    of the file.
    """

    _name = "ruiji.significant.change"
    _description = "Significant Change"
    _order = "date DESC, id DESC"
    _rec_name = "description"

    client_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    kind = fields.Selection(
        [
            ("name", "New name"),
            ("merger", "Merger or split"),
            ("ownership", "New owner"),
            ("leadership", "New leadership"),
            ("capital", "Capital changed"),
            ("relocation", "Moved"),
            ("business", "Business changed"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    description = fields.Char(required=True)
