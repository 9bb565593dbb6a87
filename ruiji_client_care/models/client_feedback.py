from odoo import api, fields, models
from odoo.exceptions import UserError

SEQUENCE = "ruiji_client_care.sequence_client_feedback"
SEVERITIES = [("minor", "Minor"), ("general", "General"), ("serious", "Serious")]
STATES = [
    ("new", "Received"),
    ("under_way", "Being handled"),
    ("answered", "Answered"),
    ("closed", "Closed"),
    ("withdrawn", "Withdrawn"),
]
OVER = ("closed", "withdrawn")


class ClientFeedback(models.Model):
    """What a client says of our work, from the first word to the answer (CAR-03)."""

    _name = "ruiji.client.feedback"
    _description = "Client Feedback"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "received_at desc, id desc"
    _rec_names_search = ["name", "subject", "partner_id"]
    _check_company_auto = True
    # Whoever reads of it may have a word to say, as finance on a claim.
    _mail_post_access = "read"

    name = fields.Char(
        string="Number",
        default="/",
        required=True,
        readonly=True,
        copy=False,
        index="trigram",
    )
    subject = fields.Char(string="In brief", index="trigram")
    description = fields.Text(string="What the client says", tracking=True)
    kind = fields.Selection(
        [
            ("praise", "Praise"),
            ("suggestion", "Suggestion"),
            ("enquiry", "Enquiry"),
            ("complaint", "Complaint"),
            ("claim", "Claim"),
        ],
        default="complaint",
        required=True,
        index=True,
        tracking=True,
    )
    channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("mail", "E-mail"),
            ("portal", "Portal"),
            ("visit", "Visit"),
            ("rating", "Rating"),
            ("letter", "Letter"),
        ],
        default="phone",
        required=True,
        index=True,
    )
    severity = fields.Selection(
        SEVERITIES, default="general", required=True, index=True, tracking=True
    )
    category_id = fields.Many2one(
        "ruiji.feedback.category",
        string="Class",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    state = fields.Selection(
        STATES,
        string="Status",
        default="new",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand="_group_expand_states",
    )

    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        domain=[("is_client", "=", True)],
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact",
        domain="[('parent_id', '=', partner_id), ('is_company', '=', False)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    caller = fields.Char(
        string="Name and phone", help="Of someone who is not in the client's file."
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        domain=[("share", "=", False)],
        tracking=True,
        help="Who sees to it that the client gets an answer.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    received_at = fields.Datetime(
        string="Received on", default=fields.Datetime.now, required=True, index=True
    )
    slip_id = fields.Many2one(
        "ruiji.repair.slip",
        string="Repair slip",
        domain="[('partner_id', '=?', partner_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    repair_id = fields.Many2one(
        "repair.order",
        string="Board",
        domain="[('partner_id', '=?', partner_id), ('slip_id', '=?', slip_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    source_key = fields.Char(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="What opened it: the same source opens one feedback, however often.",
    )

    _name_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name <> '/'", "This number exists already."
    )
    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL",
        "A complaint has been opened from this already.",
    )
    _client_received_idx = models.Index("(partner_id, received_at)")

    @api.depends("partner_id")
    def _compute_user_id(self):
        for feedback in self:
            feedback.user_id = feedback.user_id or feedback.partner_id.user_id

    @api.model
    def _group_expand_states(self, states, domain):
        """Columns in the order of the work; what is over where there is any."""
        return [
            state for state, _label in STATES if state in states or state not in OVER
        ]

    @api.model_create_multi
    def create(self, vals_list):
        """Number what comes in, by years."""
        vals_list = [dict(vals) for vals in vals_list]
        numberless = [vals for vals in vals_list if vals.get("name", "/") == "/"]
        # Whoever may take feedback may draw a number.
        sequence = self.env.ref(SEQUENCE).sudo()
        numbers = sequence._draw_of_year(len(numberless))
        for vals, number in zip(numberless, numbers, strict=True):
            vals["name"] = number
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Feedback stays on record: withdraw it, and write why.")
        )

    @api.depends("name", "subject")
    def _compute_display_name(self):
        for feedback in self:
            parts = [feedback.name, feedback.subject]
            feedback.display_name = " ".join(filter(None, parts))
