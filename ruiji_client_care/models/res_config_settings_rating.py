from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    rating_link_days = fields.Integer(
        related="company_id.rating_link_days", readonly=False
    )
