from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Limits of borrowing (ACC-04)."""

    _inherit = "res.config.settings"

    borrowing_days = fields.Integer(related="company_id.borrowing_days", readonly=False)
    borrowing_files = fields.Integer(
        related="company_id.borrowing_files", readonly=False
    )
    department_head_id = fields.Many2one(
        related="company_id.department_head_id", readonly=False
    )
