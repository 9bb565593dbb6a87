from odoo import api, fields, models

from odoo.addons.ruiji_client_archive.models.handover_effect import Source


class Handover(models.Model):
    """Contracts, repairs and orders of an account manager who leaves (MGR-07)."""

    _inherit = "ruiji.handover"

    @api.model
    def _sources(self):
        at_work = [("state", "not in", ("done", "cancel"))]
        to_send = [("state", "in", ("draft", "sent"))]
        to_post = [("state", "=", "draft")]
        return [
            *super()._sources(),
            Source("contract", "ruiji.contract", "manager_id", [], "partner_id", True),
            Source("repair", "repair.order", "user_id", at_work, "partner_id"),
            Source("order", "sale.order", "user_id", to_send, "partner_id"),
            Source("order", "account.move", "invoice_user_id", to_post, "partner_id"),
            Source("order", "stock.picking", "user_id", at_work, "partner_id"),
            Source("setting", "product.template", "responsible_id"),
        ]


class HandoverLine(models.Model):
    _inherit = "ruiji.handover.line"

    kind = fields.Selection(
        selection_add=[
            ("contract", "Contract"),
            ("repair", "Repair"),
            ("order", "Order"),
        ],
        ondelete=dict.fromkeys(("contract", "repair", "order"), "cascade"),
    )
