from odoo import api, models

from .ir_rule_wall import OF_PARTNERS


class IrRule(models.Model):
    """Orders, invoices and settlements tell of clients, too (ACC-05)."""

    _inherit = "ir.rule"

    @api.model
    def _paths_of_exports(self):
        settlements = {"ruiji.settlement": "partner_id"}
        return super()._paths_of_exports() | OF_PARTNERS | settlements
