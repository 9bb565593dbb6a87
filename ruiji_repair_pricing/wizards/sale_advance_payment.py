from odoo import models
from odoo.exceptions import UserError


class SaleAdvancePaymentInv(models.TransientModel):
    """Boards are invoiced by their settlement alone, so that none is twice (REP-06)."""

    _inherit = "sale.advance.payment.inv"

    def create_invoices(self):
        """Refuse orders of boards: their settlement makes the invoice."""
        if self.sale_order_ids.filtered("repair_slip_id"):
            raise UserError(
                self.env._(
                    "Repairs are invoiced by their settlement: settle the period "
                    "instead."
                )
            )
        return super().create_invoices()
