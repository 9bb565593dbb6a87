from odoo import models


class Contract(models.Model):
    """Opening a contract is opening a part of its client's file (ACC-03, ACC-09)."""

    _name = "ruiji.contract"
    _inherit = ["ruiji.contract", "ruiji.recorded.reading"]

    def _telling_fields(self):
        return super()._telling_fields() | {"price_ids", "filing_note"}
