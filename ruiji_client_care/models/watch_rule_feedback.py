from odoo import fields, models

KINDS = [("complaints", "Repeated complaints")]
DELETED = {kind: "cascade" for kind, _label in KINDS}


class WatchRule(models.Model):
    """Clients who complain again and again (GRD-04)."""

    _inherit = "ruiji.watch.rule"

    kind = fields.Selection(selection_add=KINDS, ondelete=DELETED)
    times = fields.Integer(
        default=2, help="So many complaints within the days raise an alert."
    )

    _times_positive = models.Constraint(
        "CHECK(times > 0)", "An alert is raised by one complaint at least."
    )


class WatchAlert(models.Model):
    _inherit = "ruiji.watch.alert"

    kind = fields.Selection(selection_add=KINDS, ondelete=DELETED)
