from odoo import fields, models


class ResCompany(models.Model):
    """How long boards stay and slips wait to be closed."""

    _inherit = "res.company"

    house_days = fields.Integer(
        string="Boards stay at most (days)",
        default=30,
        help="Boards that have been here for longer stand out; 0 for no limit.",
    )
    close_after_days = fields.Integer(
        string="Slips close after (days)",
        default=15,
        help="Days after which a slip that was shipped back closes by itself; 0 for "
        "never.",
    )

    _goods_days_not_negative = models.Constraint(
        "CHECK (house_days >= 0 AND close_after_days >= 0)",
        "Days cannot be negative.",
    )
