from odoo import models


class ServiceReturn(models.Model):
    """A return as the daily report tells it (SVC-04)."""

    _inherit = "ruiji.service.return"

    _of_day_idx = models.Index("(date_signed) WHERE date_signed IS NOT NULL")

    def _told_of_day(self):
        return {
            "return": self.name,
            "client": self.client_name,
            "boards": self.pickup_ids.mapped("display_name"),
        }
