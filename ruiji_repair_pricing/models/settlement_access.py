from odoo import models


class Settlement(models.Model):
    """Opening a settlement is opening a part of its client's file (ACC-03, ACC-09)."""

    _name = "ruiji.settlement"
    _inherit = ["ruiji.settlement", "ruiji.recorded.reading"]

    def _telling_fields(self):
        return super()._telling_fields() | {"line_ids"}
