from odoo import fields, models


class FeedbackCategory(models.Model):
    """What feedback is about: quality, turnaround, attitude, price … (CAR-03)."""

    _name = "ruiji.feedback.category"
    _description = "Class of Feedback"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("unique(name)", "This class exists already.")
