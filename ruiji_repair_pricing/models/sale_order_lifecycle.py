from odoo import models


class SaleOrder(models.Model):
    """An order makes a client a current one, as long as it stands (ARC-05)."""

    _inherit = "sale.order"

    def write(self, vals):
        result = super().write(vals)
        if {"state", "date_order", "partner_id"} & vals.keys():
            # The lifecycle is derived: it follows whoever causes the fact.
            clients = self.sudo().partner_id.commercial_partner_id
            clients.filtered("is_client")._refresh_lifecycle()
        return result
