from odoo import fields, models


class ResCompany(models.Model):
    """How the company lends its client files (ACC-04)."""

    _inherit = "res.company"

    borrowing_days = fields.Integer(
        string="Files are lent for at most (days)",
        default=30,
        help="Files of key clients are lent until the end of the day only.",
    )
    borrowing_files = fields.Integer(
        string="Files lent to one person at a time", default=20
    )
    department_head_id = fields.Many2one(
        "res.users",
        string="Head of department without a sales team",
        domain=[("share", "=", False)],
        help="Decides for those who are in no sales team, or lead one.",
    )

    _borrowing_limits = models.Constraint(
        "CHECK (borrowing_days > 0 AND borrowing_files BETWEEN 1 AND 200)",
        "Files are lent for one day at least, and from 1 to 200 files to one person.",
    )
