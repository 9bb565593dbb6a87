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
STEPS = [
    ("draft", "Draft"),
    ("submitted", "Waiting for approval"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("cancelled", "Cancelled"),
]


class AccessRequest(models.Model):
    """Borrowing client files, or giving data of them to outsiders (ACC-04).

    Steps and times are facts that its methods write; `state` is what they amount to.
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
        string="Begins on", help="Empty: from the moment of the approval."
    )
    date_until = fields.Datetime(string="Ends on", required=True)

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
        string="Approval",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    submitted_on = fields.Datetime(readonly=True, copy=False)
    granted_from = fields.Datetime(string="Open from", readonly=True, copy=False)
    granted_until = fields.Datetime(
        string="Open until", readonly=True, copy=False, tracking=True
    )
    refusal = fields.Char(string="Reason for refusal", readonly=True, copy=False)
    is_paper_lent = fields.Boolean(
        compute="_compute_is_paper_lent", store=True, precompute=True
    )
    returned_on = fields.Datetime(
        string="Given back on", readonly=True, copy=False, tracking=True
    )
    provided_on = fields.Datetime(
        string="Handed over on", readonly=True, copy=False, tracking=True
    )

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
            # Odoo links only what one may read; this asks for what one may not.
            request.sudo().client_ids = [Command.set(request.file_ids.ids)]

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

    @api.depends("carrier", "outsiders")
    def _compute_is_paper_lent(self):
        for request in self:
            request.is_paper_lent = request.carrier == "paper" and not request.outsiders

    # Who writes what

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_is_borrowers(vals)
            self._choose_by_name(vals)
            vals["number"] = self.env["ir.sequence"].next_by_code(self._name)
        requests = super().create(vals_list)
        requests._forget_grants()
        return requests

    def write(self, vals):
        self._check_is_borrowers(vals)
        vals = dict(vals)
        self._choose_by_name(vals)
        if not self.env.su and BORROWERS_FIELDS & vals.keys():
            self.check_access("write")
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

    def _choose_by_name(self, vals):
        """Take files that are closed to the borrower from the directory, which he
        reads."""
        if "client_ids" in vals and not self.env.su:
            vals["file_ids"] = vals.pop("client_ids")

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
