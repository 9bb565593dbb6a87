from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    price_approval = fields.Boolean(related="company_id.price_approval", readonly=False)
    guarantee_months = fields.Integer(
        related="company_id.guarantee_months", readonly=False
    )
    house_days = fields.Integer(related="company_id.house_days", readonly=False)
    close_after_days = fields.Integer(
        related="company_id.close_after_days", readonly=False
    )
    inspection_fee = fields.Monetary(
        related="company_id.inspection_fee",
        currency_field="currency_id",
        readonly=False,
    )
    post_settlement_invoices = fields.Boolean(
        related="company_id.post_settlement_invoices", readonly=False
    )
