from odoo import fields, models


class ResCompany(models.Model):
    """How the company prices repairs."""

    _inherit = "res.company"

    price_approval = fields.Boolean(
        string="New price lists wait for approval",
        help="Price lists of new contracts and new standard prices start as drafts; "
        "they count once the marketing VP has approved them and they are published.",
    )
    guarantee_months = fields.Integer(
        string="Guarantee on repairs (months)",
        default=3,
        help="A board that comes back within these months after its repair is mended "
        "free of charge. Contracts may say otherwise.",
    )

    _guarantee_not_negative = models.Constraint(
        "CHECK (guarantee_months >= 0)",
        "The months of guarantee cannot be negative.",
    )
