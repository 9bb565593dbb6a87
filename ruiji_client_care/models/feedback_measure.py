from odoo import fields, models

MEASURE_DUE = "ruiji_client_care.mail_activity_type_measure"


class FeedbackMeasure(models.Model):
    """What is done so that it is put right, or does not happen again (CAR-03)."""

    _name = "ruiji.feedback.measure"
    _description = "Measure on Feedback"
    _order = "date_due, id"

    feedback_id = fields.Many2one(
        "ruiji.client.feedback",
        string="Feedback",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="feedback_id.partner_id", store=True, index="btree_not_null"
    )
    kind = fields.Selection(
        [("corrective", "Corrective"), ("preventive", "Preventive")],
        default="corrective",
        required=True,
    )
    name = fields.Char(string="Measure", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Carried out by",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index="btree_not_null",
    )
    date_due = fields.Date(string="Due on", required=True, index=True)
    date_done = fields.Date(string="Done on")
    effect = fields.Selection(
        [
            ("effective", "Effective"),
            ("partly", "Partly effective"),
            ("none", "No effect"),
        ],
        help="What the check after the measure showed.",
    )
    effect_note = fields.Char(string="How it was checked")
    is_late = fields.Boolean(compute="_compute_is_late")

    _done_before_checked = models.Constraint(
        "CHECK(effect IS NULL OR date_done IS NOT NULL)",
        "The effect is checked after the measure is done: enter when that was.",
    )

    def _compute_is_late(self):
        today = self.env.company._business_day()
        for measure in self:
            measure.is_late = not measure.date_done and measure.date_due < today

    def _ask_for_due(self, today):
        """Remind of measures that are due, each by one task at a time."""
        due = self.search(
            [("date_done", "=", False), ("date_due", "<=", today)]
        ).feedback_id
        asked = due.activity_search([MEASURE_DUE])
        known = set(asked.mapped("res_id"))
        self.env["mail.activity"]._ask(
            MEASURE_DUE,
            [
                (one, one.user_id or one.manager_id)
                for one in due
                if one.id not in known and (one.user_id or one.manager_id)
            ],
        )
