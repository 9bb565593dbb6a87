from odoo import fields, models


class ResCompany(models.Model):
    """How long a client may answer."""

    _inherit = "res.company"

    rating_link_days = fields.Integer(
        string="Rating links hold for (days)",
        default=60,
        help="Days after which the link on the delivery note asks no more.",
    )

    _rating_link_days_positive = models.Constraint(
        "CHECK (rating_link_days > 0)", "A link holds for a day at least."
    )
