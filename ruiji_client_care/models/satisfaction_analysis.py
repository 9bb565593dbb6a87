from odoo import fields, models

from .satisfaction_rating import ASPECTS, KINDS, SCORES


def _score(aspect):
    """SQL: 4 to 1 for a level, nothing where the client hasn't answered."""
    cases = " ".join(f"WHEN '{level}' THEN {score}" for level, score in SCORES.items())
    return f"CASE rating.{aspect} {cases} END"


LEVEL_SCORES = {aspect: _score(aspect) for aspect in ASPECTS}
SUM = " + ".join(LEVEL_SCORES.values())
CONTENT = " + ".join(f"({score} >= 3)::int" for score in LEVEL_SCORES.values())
# Of one rating; averages leave out what wasn't answered.
FIGURES = f"""
       {", ".join(f"{score} AS {aspect}" for aspect, score in LEVEL_SCORES.items())},
       ({SUM}) / 4.0 AS score,
       100.0 * ({CONTENT}) / 4 AS content_rate,
       100.0 * (rating.answered_on IS NOT NULL)::int AS response_rate,
       CASE WHEN rating.answered_on IS NOT NULL
            THEN 100.0 * rating.is_low::int END AS low_rate
"""
BY_CLIENT = f"""
SELECT rating.id, rating.id AS rating_id, rating.kind, rating.event_date AS date,
       rating.partner_id, client.state_id, client.grade, rating.manager_id,
       rating.company_id, 1 AS asked, (rating.answered_on IS NOT NULL)::int AS answered,
       {FIGURES}
  FROM ruiji_satisfaction_rating rating
  JOIN res_partner client ON client.id = rating.partner_id
"""
# A technician is rated with every slip on which he worked.
BY_TECHNICIAN = f"""
SELECT ROW_NUMBER() OVER (ORDER BY rating.id, worked.user_id) AS id,
       rating.kind, rating.event_date AS date, worked.user_id, rating.company_id,
       1 AS asked, (rating.answered_on IS NOT NULL)::int AS answered,
       {FIGURES}
  FROM ruiji_satisfaction_rating rating
  JOIN ruiji_satisfaction_technician_rel worked ON worked.rating_id = rating.id
"""


class SatisfactionFigures(models.AbstractModel):
    """What is measured of ratings, whoever they are looked at by (CAR-04)."""

    _name = "ruiji.satisfaction.figures"
    _description = "Satisfaction Figures"

    kind = fields.Selection(KINDS, readonly=True)
    date = fields.Datetime(string="Served on", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    asked = fields.Integer(readonly=True)
    answered = fields.Integer(readonly=True)
    attitude = fields.Float(
        string="Service attitude", readonly=True, aggregator="avg", digits=(4, 2)
    )
    technique = fields.Float(
        string="Technical skill", readonly=True, aggregator="avg", digits=(4, 2)
    )
    turnaround = fields.Float(
        string="Arrival and turnaround", readonly=True, aggregator="avg", digits=(4, 2)
    )
    promises = fields.Float(
        string="Promises kept", readonly=True, aggregator="avg", digits=(4, 2)
    )
    score = fields.Float(
        string="Satisfaction (1 to 4)",
        readonly=True,
        aggregator="avg",
        digits=(4, 2),
        help="The average of the four aspects: 4 is very satisfied, 1 dissatisfied.",
    )
    content_rate = fields.Float(
        string="Satisfied (%)",
        readonly=True,
        aggregator="avg",
        help="Aspects in which the client is satisfied or very satisfied.",
    )
    response_rate = fields.Float(string="Answered (%)", readonly=True, aggregator="avg")
    low_rate = fields.Float(
        string="Dissatisfied (%)",
        readonly=True,
        aggregator="avg",
        help="Answers that give the lowest level in at least one aspect.",
    )


class SatisfactionAnalysis(models.Model):
    """Ratings by client, province and period (CAR-04)."""

    _name = "ruiji.satisfaction.analysis"
    _description = "Satisfaction Analysis"
    _inherit = "ruiji.satisfaction.figures"
    _auto = False
    _order = "date DESC"
    _rec_name = "rating_id"
    _table_query = BY_CLIENT

    rating_id = fields.Many2one("ruiji.satisfaction.rating", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    state_id = fields.Many2one(
        "res.country.state", string="Provincial region", readonly=True
    )
    grade = fields.Selection(
        selection=lambda self: self.env["res.partner"]
        ._fields["grade"]
        ._description_selection(self.env),
        readonly=True,
    )
    manager_id = fields.Many2one("res.users", string="Account manager", readonly=True)


class SatisfactionTechnician(models.Model):
    """Ratings by who did the work; they name no client (CAR-04)."""

    _name = "ruiji.satisfaction.technician"
    _description = "Satisfaction by Technician"
    _inherit = "ruiji.satisfaction.figures"
    _auto = False
    _order = "date DESC, id DESC"
    _rec_name = "user_id"
    _table_query = BY_TECHNICIAN

    user_id = fields.Many2one("res.users", string="Technician", readonly=True)
