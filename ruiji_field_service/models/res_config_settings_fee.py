from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    collect_limit = fields.Monetary(
        related="company_id.collect_limit",
        currency_field="currency_id",
        readonly=False,
    )
