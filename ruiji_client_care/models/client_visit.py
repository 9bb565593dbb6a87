from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

KINDS = [("visit", "In person"), ("phone", "By phone")]
# Until it is carried out a visit may be moved; what it was keeps as it is.
OPEN = ("draft", "submitted", "approved")
HELD = ("held", "sent", "closed")
WRITING = (*OPEN, "held")
# As long as a visit is in these states, people may write the field.
WRITABLE_IN = {
    "client_id": ("draft",),
    "kind": ("draft",),
    "goal": ("draft",),
    "user_id": OPEN,
    "date_start": OPEN,
    "duration": OPEN,
    "place": OPEN,
    "visitor_ids": WRITING,
    "person_ids": WRITING,
    "findings": WRITING,
    "file_confirmed": WRITING,
    "file_changes": WRITING,
    "promise_ids": WRITING,
}
# Steps alone write these.
STEPS = {
    "name",
    "state",
    "proposed",
    "submitted_by_id",
    "approved_by_id",
    "approved_on",
    "return_reason",
    "event_id",
    "minutes_on",
    "minutes_reminded_on",
    "access_token",
    "token_expires_on",
    "received_by",
    "received_on",
    "received_from",
}


class ClientVisit(models.Model):
    """A visit to a client, from its goal to the client's receipt of the minutes.

    Calls are visits by phone: made and noted at once (CAR-01).
    """

    _name = "ruiji.client.visit"
    _description = "Client Visit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start DESC, id DESC"
    _check_company_auto = True

    name = fields.Char(
        string="Number", readonly=True, copy=False, default="/", index="trigram"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(KINDS, required=True, default="visit", index=True)
    client_id = fields.Many2one(
        "res.partner",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
        domain=[("is_client", "=", True), ("archive_state", "!=", "disposed")],
    )
    # Who may see a visit follows the client's file; kept here so that the record
    # rules stay flat. Region and grade are asked by lists and figures.
    confidentiality = fields.Selection(
        related="client_id.confidentiality", tracking=False, store=True, index=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="client_id.user_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    state_id = fields.Many2one(
        "res.country.state",
        string="Provincial region",
        related="client_id.state_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    city_id = fields.Many2one(
        "res.city",
        string="Prefecture",
        related="client_id.city_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    grade = fields.Selection(related="client_id.grade", store=True)

    goal = fields.Text(tracking=True, help="What the visit is to bring about.")
    user_id = fields.Many2one(
        "res.users",
        string="Visitor",
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Leads the visit and writes its minutes.",
    )
    visitor_ids = fields.Many2many(
        "res.users",
        "ruiji_client_visit_visitor_rel",
        string="Accompanied by",
        domain=[("share", "=", False)],
    )
    person_ids = fields.Many2many(
        "res.partner",
        "ruiji_client_visit_person_rel",
        string="Persons met",
        domain="[('parent_id', '=', client_id)]",
    )
    date_start = fields.Datetime(
        string="Begins", required=True, tracking=True, index=True
    )
    duration = fields.Float(string="Hours", required=True, default=2)
    date_stop = fields.Datetime(string="Ends", compute="_compute_days", store=True)
    visit_day = fields.Date(
        string="Day", compute="_compute_days", store=True, index=True
    )
    place = fields.Char(
        compute="_compute_place", store=True, readonly=False, precompute=True
    )
    state = fields.Selection(
        [
            ("draft", "Plan"),
            ("submitted", "Waiting for approval"),
            ("approved", "Approved"),
            ("held", "Carried out"),
            ("sent", "Minutes sent"),
            ("closed", "Completed"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        group_expand="_group_expand_states",
    )
    proposed = fields.Boolean(
        readonly=True, copy=False, help="Proposed because a return visit is due."
    )

    _duration_is_of_a_day = models.Constraint(
        "CHECK (duration > 0 AND duration <= 24)",
        "A visit takes more than no time and at most 24 hours.",
    )
    _one_proposal_uniq = models.UniqueIndex(
        "(client_id) WHERE proposed AND state = 'draft'",
        "A return visit to this client is proposed already.",
    )

    @api.model
    def _group_expand_states(self, states, domain):
        """Columns in the order of the work; given up ones where there are any."""
        return [
            state
            for state, _label in self._fields["state"].selection
            if state in states or state != "cancelled"
        ]

    @api.depends("date_start", "duration")
    def _compute_days(self):
        calendar = self.env.company.resource_calendar_id
        for visit in self:
            start = visit.date_start
            visit.date_stop = start and start + timedelta(hours=visit.duration)
            visit.visit_day = start and calendar._local_date(start)

    @api.depends("client_id")
    def _compute_place(self):
        for visit in self:
            visit.place = visit.client_id.street or visit.place

    @api.constrains("person_ids", "client_id")
    def _check_persons_are_of_the_client(self):
        for visit in self:
            # Whose person it is decides, whatever the user may read of him.
            persons = visit.sudo().person_ids
            if any(person.parent_id != visit.client_id for person in persons):
                raise UserError(
                    self.env._(
                        "The persons met are those of the client: add others to the "
                        "client's file first."
                    )
                )

    @api.constrains("client_id")
    def _check_client(self):
        for visit in self:
            # Whether there is a file, not what is in it.
            if not visit.sudo().client_id.is_client:
                raise UserError(self.env._("Choose a client that has a file."))
        self.client_id._check_not_destroyed()

    @api.model_create_multi
    def create(self, vals_list):
        """Number new plans; people make plans only (CAR-01).

        :raises AccessError: when a step is skipped by writing its outcome
        """
        if not self.env.su:
            for vals in vals_list:
                self._check_no_step_is_written(vals)
        # Everybody draws from the one sequence; nobody else writes it.
        sequence = self.env.ref("ruiji_client_care.sequence_client_visit").sudo()
        numbers = sequence._draw(len(vals_list))
        return super(ClientVisit, self._without_defaults_of_steps()).create(
            [
                {**vals, "name": number}
                for vals, number in zip(vals_list, numbers, strict=True)
            ]
        )

    @api.model
    def _without_defaults_of_steps(self):
        # A context comes from anywhere, too.
        if self.env.su:
            return self
        context = {
            key: value
            for key, value in self.env.context.items()
            if key.removeprefix("default_") not in STEPS
        }
        return self.with_env(self.env(context=context))

    def write(self, vals):
        """Change what the state of the visits still leaves open.

        :raises AccessError: when a step is skipped by writing its outcome
        :raises UserError: when it is too late for the change
        """
        if not self.env.su:
            self._check_no_step_is_written(vals)
            self._check_may_still_change(vals)
        return super().write(vals)

    def _check_no_step_is_written(self, vals):
        if STEPS & vals.keys():
            raise AccessError(
                self.env._("A visit takes its steps by the buttons alone.")
            )

    def _check_may_still_change(self, vals):
        for state, visits in self.grouped("state").items():
            late = [name for name in vals if state not in WRITABLE_IN.get(name, state)]
            if visits and late:
                raise UserError(
                    self.env._(
                        "The %(field)s of a visit cannot be changed any more in its "
                        "present state.",
                        field=self._fields[late[0]]._description_string(self.env),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_past(self):
        if not self.env.su and self.filtered(lambda visit: visit.state != "draft"):
            raise UserError(
                self.env._("Only plans are deleted: cancel the visit instead.")
            )

    @api.depends("name", "client_id")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = f"{visit.name} {visit.client_id.name or ''}".strip()
