from odoo import models


class Settlement(models.Model):
    """A settlement is part of a client file: read and printed on record (ACC-09)."""

    _name = "ruiji.settlement"
    _inherit = ["ruiji.settlement", "ruiji.recorded.reading", "ruiji.printed.paper"]

    def _telling_fields(self):
        return super()._telling_fields() | {"line_ids"}
