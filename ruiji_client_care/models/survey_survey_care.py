from odoo import fields, models


class SurveySurvey(models.Model):
    """A survey that clients are asked by at regular times (CAR-04)."""

    _inherit = "survey.survey"

    is_care = fields.Boolean(
        string="Client questionnaire",
        help="Client care sends it to the persons of clients and reads the answers.",
    )
