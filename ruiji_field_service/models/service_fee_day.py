from odoo import models


class ServiceFee(models.Model):
    """A collected fee as the daily report tells it (SVC-04)."""

    _inherit = "ruiji.service.fee"

    def _told_of_day(self):
        return {
            "call": self.call_name,
            "client": self.client_name,
            "receipt": self.receipt_number,
            "method": self.method,
            "sum": self.amount_to_collect,
            "currency_id": self.currency_id.id,
        }
