from odoo import fields, models

KINDS = [("visit_overdue", "Return visit overdue")]
DELETED = {kind: "cascade" for kind, _label in KINDS}


class WatchRule(models.Model):
    """Key clients whom nobody visits (GRD-04)."""

    _inherit = "ruiji.watch.rule"

    kind = fields.Selection(selection_add=KINDS, ondelete=DELETED)


class WatchAlert(models.Model):
    _inherit = "ruiji.watch.alert"

    kind = fields.Selection(selection_add=KINDS, ondelete=DELETED)
