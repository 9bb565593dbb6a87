from odoo import models


class RepairPrice(models.Model):
    """Price lists come in by the hundred thousand (IMP-05)."""

    _name = "ruiji.repair.price"
    _inherit = ["ruiji.repair.price", "ruiji.bulk.create"]


class PriceChange(models.Model):
    """Each of them leaves its line in the record of changes (PRI-09)."""

    _name = "ruiji.price.change"
    _inherit = ["ruiji.price.change", "ruiji.bulk.create"]
