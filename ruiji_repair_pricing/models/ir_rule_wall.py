from odoo import api, models
from odoo.fields import Domain

FINANCE = "ruiji_client_archive.group_finance"
# Odoo's records about business: the field that holds the client
OF_PARTNERS = {
    "sale.order": "partner_id",
    "sale.report": "partner_id",
    "account.move": "partner_id",
    "account.invoice.report": "partner_id",
    "account.payment": "partner_id",
    "payment.transaction": "partner_id",
    "sale.order.line": "order_id.partner_id",
    "account.move.line": "move_id.partner_id",
}


class IrRule(models.Model):
    """Orders and invoices follow the client's file; finance settles all (ACC-02)."""

    _inherit = "ir.rule"

    @api.model
    def _wall(self, model_name):
        if model_name not in OF_PARTNERS:
            return super()._wall(model_name)
        if self.env.user.has_group(FINANCE):
            return Domain.TRUE
        return self._wall_around(OF_PARTNERS[model_name])

    @api.model
    def _models_about_clients(self):
        business = ("repair.order", "sale.order", "account.move", "account.payment")
        return [*super()._models_about_clients(), *business]
