from odoo import fields, models


class FeedbackCause(models.Model):
    """Why it came to a complaint, as the investigation found (CAR-03)."""

    _name = "ruiji.feedback.cause"
    _description = "Cause of a Complaint"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("unique(name)", "This cause exists already.")
