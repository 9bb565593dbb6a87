from odoo import api, fields, models

GRADES = [
    ("key", "Key"),
    ("stable", "Stable"),
    ("general", "General"),
    ("potential", "Potential"),
]
JOB = "ruiji_client_archive.cron_refresh_lifecycle"


class GradeRule(models.Model):
    """A threshold that gives a client its grade (GRD-01).

    The first rule met, from the top, decides; who meets none is general.
    """

    _name = "ruiji.grade.rule"
    _description = "Grade Rule"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    grade = fields.Selection(GRADES, required=True)
    criterion = fields.Selection(
        [
            ("consecutive_years", "Consecutive years of business, from"),
            ("yearly_amount", "Amount in a year, from"),
            ("single_amount", "Amount of a single contract, from"),
            ("cumulative_amount", "Amount of all years, from"),
            ("potential_demand", "Potential demand a year, from"),
            ("national_rank", "National rank, up to"),
            ("no_business", "No business yet"),
        ],
        required=True,
    )
    threshold = fields.Float(
        digits=(16, 2), help="Amounts are in the company's currency."
    )
    active = fields.Boolean(default=True)

    _criterion_uniq = models.UniqueIndex(
        "(grade, criterion) WHERE active",
        "This grade already has a rule of this kind: change its threshold instead.",
    )
    _threshold_positive = models.Constraint(
        "CHECK (criterion = 'no_business' OR threshold > 0)",
        "A threshold needs to be more than zero: enter the figure from which the "
        "grade is given.",
    )

    @api.depends("grade", "criterion")
    def _compute_display_name(self):
        grades, criteria = (
            dict(self._fields[name]._description_selection(self.env))
            for name in ("grade", "criterion")
        )
        for rule in self:
            parts = (grades.get(rule.grade), criteria.get(rule.criterion))
            rule.display_name = ": ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self._grade_everybody_soon()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self._grade_everybody_soon()
        return result

    def unlink(self):
        result = super().unlink()
        self._grade_everybody_soon()
        return result

    @api.model
    def _grade_everybody_soon(self):
        """Let the daily job run now: every client is measured by new rules."""
        job = self.env.ref(JOB, raise_if_not_found=False)
        if job:
            # Who keeps the rules may have them applied.
            job.sudo()._trigger()
