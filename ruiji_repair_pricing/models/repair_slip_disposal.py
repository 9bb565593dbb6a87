from odoo import api, models


class RepairSlip(models.Model):
    """A destroyed file gets no slip any more (ACC-12)."""

    _inherit = "ruiji.repair.slip"

    @api.constrains("partner_id")
    def _check_client_is_not_destroyed(self):
        self.partner_id._check_not_destroyed()
