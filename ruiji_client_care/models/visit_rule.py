from odoo import api, fields, models

from .client_visit import KINDS


class VisitRule(models.Model):
    """How often clients are visited or called, by grade (CAR-02).

    A rule for the tier goes before one for all tiers; each kind counts by itself.
    """

    _name = "ruiji.visit.rule"
    _description = "Return Visit Rule"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    grade = fields.Selection(
        lambda self: self._selection_of("grade"), required=True, index=True
    )
    client_tier = fields.Selection(
        lambda self: self._selection_of("client_tier"),
        string="Tier",
        help="Leave it empty for clients of all tiers.",
    )
    kind = fields.Selection(KINDS, string="How", required=True, default="visit")
    months = fields.Integer(string="Every … months", required=True, default=6)
    date_start = fields.Date(
        string="Counts from",
        required=True,
        default=fields.Date.context_today,
        help="Clients that nobody visited or called yet are due that many months "
        "after this day, or after their file was filed.",
    )
    active = fields.Boolean(default=True)

    _months_are_some = models.Constraint(
        "CHECK (months BETWEEN 1 AND 60)", "Enter 1 to 60 months."
    )
    _one_of_a_kind = models.UniqueIndex(
        "(grade, COALESCE(client_tier, ''), kind) WHERE active",
        "There is a rule for this grade, tier and kind already: change that one.",
    )

    @api.model
    def _selection_of(self, field):
        return self.env["res.partner"]._fields[field]._description_selection(self.env)

    @api.depends("grade", "kind", "months")
    def _compute_display_name(self):
        grades = dict(self._selection_of("grade"))
        for rule in self:
            rule.display_name = grades.get(rule.grade, "")
