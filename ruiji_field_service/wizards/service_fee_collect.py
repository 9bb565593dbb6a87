from odoo import fields, models
from odoo.exceptions import UserError

from ..models.service_fee import METHODS


class ServiceFeeCollect(models.TransientModel):
    """How the client pays on site, or why not (SVC-06)."""

    _name = "ruiji.service.fee.collect"
    _description = "Collect a Service Fee"

    fee_id = fields.Many2one("ruiji.service.fee", required=True, readonly=True)
    client_name = fields.Char(related="fee_id.client_name")
    amount_to_collect = fields.Monetary(
        related="fee_id.amount_to_collect", string="To collect"
    )
    currency_id = fields.Many2one(related="fee_id.currency_id")
    method = fields.Selection(METHODS, string="How the client pays")
    payment_reference = fields.Char(help="Number of the payment, unless it is cash.")
    reason = fields.Char(string="Not collected because")

    def action_collect(self):
        """Put the payment on record and show the fee, to print its receipt.

        :raises UserError: if the means is missing, or the fee is settled already
        """
        self.ensure_one()
        if not self.method:
            raise UserError(self.env._("Choose how the client pays."))
        self.fee_id._collect(self.method, self.payment_reference)
        return self.fee_id._show()

    def action_invoice_instead(self):
        """Leave the fee to the office, which invoices it today."""
        self.ensure_one()
        self.fee_id._invoice_instead(self.reason)
        return {"type": "ir.actions.act_window_close"}
