from odoo import api, fields, models

LEVELS = [
    ("very_satisfied", "Very satisfied"),
    ("satisfied", "Satisfied"),
    ("fair", "Fair"),
    ("dissatisfied", "Dissatisfied"),
]
LOWEST = "dissatisfied"
SCORES = {"very_satisfied": 4, "satisfied": 3, "fair": 2, "dissatisfied": 1}
ASPECTS = ("attitude", "technique", "turnaround", "promises")
KINDS = [("repair", "Repair"), ("service", "Service call")]
ALL_OR_NOTHING = " AND ".join(
    f"(answered_on IS NULL) = ({aspect} IS NULL)" for aspect in ASPECTS
)


class SatisfactionRating(models.Model):
    """What a client says of one service event, in four aspects (CAR-04).

    It is made when the client is asked and filled in once, by the page of its link;
    nobody in the house writes it. What was served is named by model and id, so that
    whatever serves clients can ask.
    """

    _name = "ruiji.satisfaction.rating"
    _description = "Satisfaction Rating"
    _order = "event_date DESC, id DESC"
    _rec_names_search = ["name", "partner_id"]

    name = fields.Char(string="Number", required=True, readonly=True, index="trigram")
    kind = fields.Selection(KINDS, required=True, readonly=True, default="repair")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        store=True,
        index="btree_not_null",
    )
    technician_ids = fields.Many2many(
        "res.users",
        "ruiji_satisfaction_technician_rel",
        "rating_id",
        "user_id",
        string="Technicians",
        readonly=True,
    )
    piece_count = fields.Integer(
        string="Boards", readonly=True, help="How many boards went back to the client."
    )
    event_date = fields.Datetime(string="Served on", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )

    # Whoever knows it answers for the client.
    access_token = fields.Char(
        readonly=True, copy=False, groups=fields.NO_ACCESS, required=True
    )
    expires_on = fields.Date(string="Link is good until", readonly=True, required=True)

    answered_on = fields.Datetime(readonly=True, index="btree_not_null")
    attitude = fields.Selection(LEVELS, string="Service attitude", readonly=True)
    technique = fields.Selection(LEVELS, string="Technical skill", readonly=True)
    turnaround = fields.Selection(
        LEVELS, string="Arrival and turnaround", readonly=True
    )
    promises = fields.Selection(LEVELS, string="Promises kept", readonly=True)
    comment = fields.Text(readonly=True)
    is_low = fields.Boolean(
        string="Dissatisfied",
        compute="_compute_is_low",
        store=True,
        help="The lowest level was given in at least one aspect: a complaint is open.",
    )

    _event_uniq = models.UniqueIndex(
        "(res_model, res_id)", "The client has been asked about this already."
    )
    _access_token_uniq = models.UniqueIndex(
        "(access_token)", "This link has been given already."
    )
    _partner_event_idx = models.Index("(partner_id, event_date)")
    _answer_is_whole = models.Constraint(
        f"CHECK ({ALL_OR_NOTHING})", "An answer speaks of all four aspects."
    )

    @api.depends(*ASPECTS)
    def _compute_is_low(self):
        for rating in self:
            rating.is_low = LOWEST in (rating[aspect] for aspect in ASPECTS)

    def action_open_event(self):
        """Open the slip or the call that the client speaks of."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
