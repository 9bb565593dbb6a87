from odoo import fields, models

KINDS = [("arrears", "Arrears"), ("falling_orders", "Falling orders")]
DELETED = {kind: "cascade" for kind, _label in KINDS}


class WatchRule(models.Model):
    """Anomalies that show in invoices and orders (GRD-04)."""

    _inherit = "ruiji.watch.rule"

    kind = fields.Selection(selection_add=KINDS, ondelete=DELETED)
