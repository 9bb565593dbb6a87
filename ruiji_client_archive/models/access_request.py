from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

# What a borrower writes himself, as long as the request is a draft; everything else
# is written by its steps.
BORROWERS_FIELDS = {
    "carrier",
    "client_ids",
    "data_given",
    "date_from",
    "date_until",
    "file_ids",
    "medium",
    "outsiders",
    "purpose",
    "reason",
    "recipient",
}
STATES = [
    ("draft", "Draft"),
    ("submitted", "Waiting for approval"),
    ("approved", "Approved"),
    ("active", "Borrowed"),
    ("overdue", "Overdue"),
    ("ended", "Ended"),
    ("returned", "Returned"),
    ("provided", "Handed over"),
    ("refused", "Refused"),
    ("cancelled", "Cancelled"),
]
# Those that people decide on; the others follow from these and the clock.
STEPS = [
    (key, label)
    for key, label in STATES
    if key in ("draft", "submitted", "approved", "refused", "cancelled")
]


class AccessRequest(models.Model):
    """Borrowing client files, or giving data of them to outsiders (ACC-04).

    Steps and times are facts that its methods write; `state` is what they amount to
    at this moment, so that a borrowing begins and ends by the clock alone.
    """

    _name = "ruiji.access.request"
    _description = "Access Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _rec_name = "number"
    _order = "id DESC"
    _mail_post_access = "read"

    number = fields.Char(readonly=True, copy=False, default="/", index=True)
    borrower_id = fields.Many2one(
        "res.users",
        string="Requested by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    client_ids = fields.Many2many(
        "res.partner",
        "ruiji_access_request_client_rel",
        "request_id",
        "client_id",
        string="Clients",
        domain=[("is_client", "=", True)],
        # Whether a file is archived is not asked of those who may not open it.
        context={"active_test": False},
    )
    file_ids = fields.Many2many(
        "ruiji.client.directory",
        string="Client files",
        compute="_compute_file_ids",
        inverse="_inverse_file_ids",
        help="Chosen from the directory, which names files that are closed, too.",
    )
    has_key_file = fields.Boolean(compute="_compute_has_key_file")
    purpose = fields.Selection(
        [
            ("visit", "Visiting the client"),
            ("quotation", "Quotation or tender"),
            ("contract", "Contract"),
            ("repair", "Repair service"),
            ("settlement", "Settlement and arrears"),
            ("audit", "Check or audit"),
            ("other", "Other"),
        ],
        required=True,
        tracking=True,
    )
    reason = fields.Text(string="What for", required=True)
    carrier = fields.Selection(
        [("screen", "On screen"), ("paper", "Paper copy")],
        string="Borrowed as",
        required=True,
        default="screen",
        help="On screen it ends by itself; a paper copy is overdue until customer "
        "service has it back.",
    )
    date_from = fields.Datetime(
        string="From", help="Empty: from the moment of the approval."
    )
    date_until = fields.Datetime(string="Until", required=True)

    outsiders = fields.Boolean(
        string="Data goes to outsiders",
        help="The head of department and the marketing director both approve.",
    )
    recipient = fields.Char(help="Which organisation and person outside gets the data.")
    data_given = fields.Text(string="Data to be given")
    medium = fields.Selection(
        [
            ("paper", "Paper"),
            ("file", "Electronic file"),
            ("reading", "Read on our premises"),
        ]
    )
    kind = fields.Selection(
        [
            ("own", "Own department"),
            ("other", "Other department"),
            ("outsiders", "Data to outsiders"),
        ],
        compute="_compute_kind",
        store=True,
        precompute=True,
        readonly=True,
    )

    step = fields.Selection(
        STEPS,
        string="Decision",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    state = fields.Selection(STATES, compute="_compute_state", search="_search_state")
    submitted_on = fields.Datetime(readonly=True, copy=False)
    granted_from = fields.Datetime(string="Open from", readonly=True, copy=False)
    granted_until = fields.Datetime(
        string="Open until", readonly=True, copy=False, tracking=True
    )
    refusal = fields.Char(string="Reason for refusal", readonly=True, copy=False)
    returned_on = fields.Datetime(readonly=True, copy=False, tracking=True)

    _grants_idx = models.Index(
        "(borrower_id, granted_until) WHERE step = 'approved' AND returned_on IS NULL"
    )
    _step_idx = models.Index("(step, granted_until)")
    _period_in_order = models.Constraint(
        "CHECK (granted_from < granted_until)",
        "A file is lent from a moment to a later one.",
    )
    _approved_has_period = models.Constraint(
        "CHECK (step <> 'approved' OR granted_until IS NOT NULL)",
        "What is approved has an end.",
    )

    # Files

    @api.depends("client_ids")
    def _compute_file_ids(self):
        directory = self.env["ruiji.client.directory"]
        # Names of clients are open to whoever reads the request (ACC-02).
        for request, named in zip(self, self.sudo(), strict=True):
            request.file_ids = directory.browse(named.client_ids._origin.ids)

    def _inverse_file_ids(self):
        for request in self:
            request.client_ids = [Command.set(request.file_ids.ids)]

    @api.depends("client_ids.grade")
    def _compute_has_key_file(self):
        # That a client is a key one decides how long its file is lent.
        for request, asked in zip(self, self.sudo(), strict=True):
            request.has_key_file = "key" in asked.client_ids.mapped("grade")

    @api.depends("outsiders", "borrower_id")
    def _compute_kind(self):
        for request in self:
            if request.outsiders:
                request.kind = "outsiders"
            else:
                request.kind = "own" if request._is_of_sales() else "other"

    # State: facts and the clock

    @api.depends("step", "granted_from", "granted_until", "returned_on")
    def _compute_state(self):
        now = fields.Datetime.now()
        for request in self:
            request.state = request._state_at(now)

    def _state_at(self, moment):
        self.ensure_one()
        if self.step != "approved":
            return self.step
        if self.returned_on:
            return "returned"
        if self.kind == "outsiders" or moment < self.granted_from:
            return "approved"
        if moment < self.granted_until:
            return "active"
        return "overdue" if self.carrier == "paper" else "ended"

    @api.model
    def _search_state(self, operator, values):
        if operator != "in":
            return NotImplemented
        domains = self._domains_of_states(fields.Datetime.now())
        return fields.Domain.OR(domains[state] for state in values if state)

    @api.model
    def _domains_of_states(self, moment):
        """What `_state_at` says of one request, said for a search."""
        Domain = fields.Domain
        out = Domain("step", "=", "approved") & Domain("returned_on", "=", False)
        lent = out & Domain("kind", "!=", "outsiders")
        ended = lent & Domain("granted_until", "<=", moment)
        begun = lent & Domain("granted_from", "<=", moment)
        paper = Domain("carrier", "=", "paper")
        return {step: Domain("step", "=", step) for step, _label in STEPS} | {
            "approved": out
            & (Domain("kind", "=", "outsiders") | Domain("granted_from", ">", moment)),
            "active": begun & Domain("granted_until", ">", moment),
            "overdue": ended & paper,
            "ended": ended & ~paper,
            "returned": Domain("step", "=", "approved")
            & Domain("returned_on", "!=", False),
        }

    # Who writes what

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_is_borrowers(vals)
            vals["number"] = self.env["ir.sequence"].next_by_code(self._name)
        requests = super().create(vals_list)
        requests._forget_grants()
        return requests

    def write(self, vals):
        self._check_is_borrowers(vals)
        if not self.env.su and BORROWERS_FIELDS & vals.keys():
            self._check_is_draft()
        result = super().write(vals)
        self._forget_grants()
        return result

    def _check_is_borrowers(self, vals):
        """Hold over RPC what the form shows read-only: steps are taken, not typed."""
        steps = vals.keys() & self._fields_of_steps()
        if steps and not self.env.su:
            raise AccessError(
                self.env._(
                    "Decisions on a request are taken with its buttons, by those who "
                    "may take them."
                )
            )

    @api.model
    def _fields_of_steps(self):
        chatter = self.env["mail.thread"]._fields.keys()
        activities = self.env["mail.activity.mixin"]._fields.keys()
        return self._fields.keys() - BORROWERS_FIELDS - chatter - activities

    def _check_is_draft(self):
        if self.filtered(lambda request: request.step != "draft"):
            raise UserError(
                self.env._(
                    "This request has been handed in and is not changed any more: "
                    "cancel it and make a new one."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._check_is_draft()
