from odoo import models


class RepairPrice(models.Model):
    """Who looks at prices has opened their contract's list (ACC-03, ACC-09)."""

    _name = "ruiji.repair.price"
    _inherit = ["ruiji.repair.price", "ruiji.recorded.reading"]

    def _telling_fields(self):
        return super()._telling_fields() | {"price"}

    def _read_clients(self):
        return self._read_documents().partner_id

    def _read_documents(self):
        # Whose prices they are is noted, not shown; the standard list is nobody's.
        return self.sudo().contract_id
