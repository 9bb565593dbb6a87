from odoo import models


class ServiceVoucher(models.Model):
    """Vouchers are looked for by day and technician (SVC-04)."""

    _inherit = "ruiji.service.voucher"

    _of_day_idx = models.Index("(date_arrived, technician_id)")
