from odoo import models


class RepairSlip(models.Model):
    """Boards move on with their slip (REP-02)."""

    _inherit = "ruiji.repair.slip"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.env["ruiji.repair.step"]._record(self.repair_ids)
        return result
