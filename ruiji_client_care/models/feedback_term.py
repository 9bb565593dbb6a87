from odoo import api, fields, models

from .client_feedback import SEVERITIES


class FeedbackTerm(models.Model):
    """How soon feedback of a severity is answered and closed, and who hears if not.

    All in working days (CAR-03).
    """

    _name = "ruiji.feedback.term"
    _description = "Term for Feedback"
    _order = "answer_days, id"
    _rec_name = "severity"

    severity = fields.Selection(SEVERITIES, required=True)
    answer_days = fields.Integer(
        string="Answer within",
        required=True,
        help="Working days until the client has a first answer.",
    )
    closing_days = fields.Integer(
        string="Close within",
        required=True,
        help="Working days until the case is closed.",
    )
    vp_days = fields.Integer(
        string="Tell the VP after",
        required=True,
        help="Working days overdue after which the marketing VP is told.",
    )
    gm_days = fields.Integer(
        string="Tell the general manager after",
        required=True,
        help="Working days overdue after which the general manager is told.",
    )

    _severity_uniq = models.Constraint(
        "unique(severity)", "There is a term for this severity already."
    )
    _days_in_order = models.Constraint(
        "CHECK(answer_days > 0 AND closing_days >= answer_days"
        " AND vp_days > 0 AND gm_days >= vp_days)",
        "The answer comes before the closing, the VP before the general manager, "
        "and all take at least one working day.",
    )

    @api.model
    def _by_severity(self):
        """{severity: its term}"""
        # Terms are the same for everybody whose deadline follows from them.
        return self.sudo().search([("answer_days", ">", 0)]).grouped("severity")

    def write(self, vals):
        """What is open gets its deadline by the new term."""
        result = super().write(vals)
        if {"answer_days", "closing_days"} & vals.keys():
            # Whoever keeps the terms decides for all feedback, readable or not.
            self.env["ruiji.client.feedback"].sudo()._count_deadlines_anew()
        return result
