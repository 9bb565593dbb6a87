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
    "ruiji.collection": "partner_id",
}


class IrRule(models.Model):
    """Orders, invoices and ratings follow the client's file (ACC-02).

    Finance settles them all.
    """

    _inherit = "ir.rule"

    @api.model
    def _wall(self, model_name):
        if model_name == "rating.rating":
            return self._wall_around_ratings()
        if model_name not in OF_PARTNERS:
            return super()._wall(model_name)
        if self.env.user.has_group(FINANCE):
            return Domain.TRUE
        return self._wall_around(OF_PARTNERS[model_name])

    @api.model
    def _wall_around_ratings(self):
        """Ratings of slips that are open to the user, and of anything else."""
        slips = self.env["ruiji.repair.slip"]
        of_no_slip = Domain("repair_slip_id", "=", False)
        if not slips.has_access("read"):
            return of_no_slip
        is_open = Domain(self._compute_domain(slips._name))
        return self._wall_through("repair_slip_id", is_open) | of_no_slip

    @api.model
    def _models_about_clients(self):
        business = ("repair.order", "sale.order", "account.move", "account.payment")
        return [*super()._models_about_clients(), *business]
