from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..utils.grading import Volume, deciding_rule, measures
from .grade_rule import GRADES

STAFF = "base.group_user"
COMPUTED = ("grade", "grade_reason", "grade_date")
MANUAL = (
    "grade_manual",
    "grade_manual_reason",
    "grade_manual_until",
    "grade_manual_by_id",
)
LIFECYCLE = ("lifecycle", "lifecycle_date", "lifecycle_reason")
# Nobody types these: facts decide, or a wizard with its reason (ARC-05, GRD-01).
DECIDED = {*COMPUTED, *MANUAL, *LIFECYCLE}
# What a person enters and the rules measure.
ENTERED = {"potential_demand", "national_rank"}


class ResPartner(models.Model):
    """Key, stable, general or potential: decided by rules that are data (GRD-01)."""

    _inherit = "res.partner"

    grade = fields.Selection(
        GRADES,
        compute="_compute_grade",
        store=True,
        index="btree_not_null",
        groups=STAFF,
    )
    grade_reason = fields.Char(
        string="Reason of the grade",
        compute="_compute_grade",
        store=True,
        groups=STAFF,
    )
    grade_date = fields.Date(
        string="Grade since", compute="_compute_grade", store=True, groups=STAFF
    )
    potential_demand = fields.Float(
        digits=(16, 2),
        copy=False,
        tracking=True,
        groups=STAFF,
        help="What the client could give us in a year, in the company's currency.",
    )
    national_rank = fields.Integer(
        copy=False,
        tracking=True,
        groups=STAFF,
        help="Place of the client among those of its trade in the country; 0: unknown.",
    )

    grade_manual = fields.Selection(
        GRADES, string="Grade set by hand", copy=False, readonly=True, groups=STAFF
    )
    grade_manual_reason = fields.Char(
        string="Reason of the grade set by hand",
        copy=False,
        readonly=True,
        groups=STAFF,
    )
    grade_manual_until = fields.Date(
        string="Set by hand until",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups=STAFF,
    )
    grade_manual_by_id = fields.Many2one(
        "res.users", string="Set by", copy=False, readonly=True, groups=STAFF
    )

    @api.depends("is_client")
    def _compute_grade(self):
        today = fields.Date.context_today(self)
        clients = self.filtered("is_client")
        (self - clients).update(dict.fromkeys(COMPUTED, False))
        # The reason is kept for everybody, in the house's language.
        clients = clients.with_context(lang=self.env.company.partner_id.lang)
        volumes = clients._business_volumes(today)
        # The grade is the same whoever causes it to be computed.
        rules = self.env["ruiji.grade.rule"].sudo().search([("active", "=", True)])
        for client in clients:
            volume = volumes.get(client.id) or Volume()
            grade, reason = client._grade_and_reason(rules, volume, today)
            since = client.grade == grade and client.grade_date
            client.grade = grade
            client.grade_reason = reason
            client.grade_date = since or today

    def _grade_and_reason(self, rules, volume, today):
        """The grade of one client with its reason, in the language of the context."""
        if self.grade_manual and self.grade_manual_until >= today:
            return self.grade_manual, self.env._(
                "set by %(name)s until %(day)s: %(reason)s",
                name=self.grade_manual_by_id.name,
                day=self.grade_manual_until,
                reason=self.grade_manual_reason,
            )
        figures = measures(
            volume, today.year, self.potential_demand, self.national_rank
        )
        rule = deciding_rule(rules, figures)
        if not rule:
            return "general", self.env._("in business, below all thresholds")
        return rule.grade, self._reason(rule, figures[rule.criterion])

    def _reason(self, rule, figure):
        sentences = {
            "consecutive_years": self.env._(
                "%(figure)s consecutive years of business (from %(threshold)s)"
            ),
            "yearly_amount": self.env._("%(figure)s in a year (from %(threshold)s)"),
            "single_amount": self.env._(
                "a single contract of %(figure)s (from %(threshold)s)"
            ),
            "cumulative_amount": self.env._(
                "%(figure)s in all years (from %(threshold)s)"
            ),
            "potential_demand": self.env._(
                "potential demand of %(figure)s a year (from %(threshold)s)"
            ),
            "national_rank": self.env._(
                "national rank %(figure)s (up to %(threshold)s)"
            ),
            "no_business": self.env._("no business yet"),
        }
        figures = {"figure": f"{figure:,.0f}", "threshold": f"{rule.threshold:,.0f}"}
        return sentences[rule.criterion] % figures

    def _business_volumes(self, today):
        """How much business was done with each client; other addons add theirs.

        :param date today: business is counted up to this day
        :return: {partner id: utils.grading.Volume}
        """
        return {
            client.id: Volume(
                in_business=client.lifecycle_stated in ("current", "former")
            )
            for client in self
        }

    def _refresh_grade(self):
        """Grade anew, now that facts, rules or time have changed (GRD-01).

        Changes are logged with their reason; the file of a new key client is
        closed to those who are not cleared (GRD-03).
        """
        # Grades are derived: they follow whoever causes the fact.
        clients = self.sudo().filtered("is_client")
        before = {client.id: client.grade for client in clients}
        for name in COMPUTED:
            self.env.add_to_compute(self._fields[name], clients)
        regraded = clients.filtered(lambda client: client.grade != before[client.id])
        # What is kept elsewhere by the grade, such as alerts, follows.
        regraded.modified(COMPUTED)
        regraded._log_grades(before)
        regraded._close_key_files()

    def _log_grades(self, before):
        """Keep on record how the grade changed, and why (ARC-09)."""
        regraded = self.filtered(lambda client: before[client.id])
        house = self.with_context(lang=self.env.company.partner_id.lang)
        labels = dict(house._fields["grade"]._description_selection(house.env))
        regraded._message_log_batch(
            {
                client.id: house.env._(
                    "Grade: %(old)s → %(new)s (%(reason)s)",
                    old=labels[before[client.id]],
                    new=labels[client.grade],
                    reason=client.grade_reason,
                )
                for client in regraded
            }
        )

    def _set_grade(self, grade, reason, until):
        """Put a grade by hand in the place of what the rules say (GRD-01)."""
        # Who may do so was checked by the wizard; by hand nobody writes these.
        self.sudo().write(
            {
                "grade_manual": grade,
                "grade_manual_reason": reason,
                "grade_manual_until": until,
                "grade_manual_by_id": grade and self.env.uid,
            }
        )
        self._refresh_grade()

    @api.model
    def _end_manual_grades(self):
        """Let the rules decide again where the time of a manual grade is over."""
        today = fields.Date.context_today(self)
        ended = self.search([("grade_manual_until", "<", today)])
        ended.write(dict.fromkeys(MANUAL, False))

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get(name) for vals in vals_list for name in DECIDED):
            self._refuse_to_type_decisions()
        partners = super().create(vals_list)
        # A key file is closed whoever registered it, at once.
        partners.sudo().filtered("is_client")._close_key_files()
        return partners

    def write(self, vals):
        if DECIDED & vals.keys():
            self._refuse_to_type_decisions()
        result = super().write(vals)
        if ENTERED & vals.keys():
            self._refresh_grade()
        return result

    @api.model
    def _refuse_to_type_decisions(self):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "Lifecycle and grade of a client follow from facts and rules: "
                    "correct the facts, or have the marketing VP set the grade with "
                    "its reason."
                )
            )
