from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.ruiji_repair_pricing.models.repair_order_guarantee import serial_key

HEAD = "ruiji_field_service.group_service_head"
TECHNICIAN = "ruiji_field_service.group_field_technician"
# Who works in the office, as against on the road.
OFFICE = "ruiji_client_archive.group_archive_user"
# Set by the steps of a call, never typed.
STEP_FIELDS = {
    "name",
    "state",
    "channel",
    "client_token",
    "taken_by_id",
    "dispatched_by_id",
    "date_dispatched",
    "date_accepted",
    "date_on_way",
    "date_arrived",
    "date_last_arrived",
    "date_finished",
}
ON_THE_ROAD = ("sent", "accepted", "on_way", "on_site")
OPEN_STATES = ("new", *ON_THE_ROAD)
RANKS = dict.fromkeys(ON_THE_ROAD, 1) | {"new": 0, "done": 2, "cancelled": 3}


class ServiceCall(models.Model):
    """An entry of the call register 叫修登记簿 (SVC-01)."""

    _name = "ruiji.service.call"
    _description = "Service Call"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "board_rank, date_called, id"
    _rec_names_search = ["name", "serial_number", "partner_id", "contact_phone"]

    name = fields.Char(
        string="Number",
        default="/",
        required=True,
        readonly=True,
        copy=False,
        index="trigram",
    )
    state = fields.Selection(
        [
            ("new", "To be dispatched"),
            ("sent", "Dispatched"),
            ("accepted", "Accepted"),
            ("on_way", "On the way"),
            ("on_site", "On site"),
            ("done", "Finished"),
            ("cancelled", "Withdrawn"),
        ],
        string="Status",
        default="new",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    board_rank = fields.Integer(
        compute="_compute_board_rank",
        store=True,
        export_string_translation=False,
        help="Undispatched calls come first wherever calls are listed (SVC-02).",
    )
    channel = fields.Selection(
        [("phone", "Telephone"), ("portal", "Online service centre")],
        default="phone",
        required=True,
        readonly=True,
        copy=False,
    )
    date_called = fields.Datetime(
        string="Called at",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        index=True,
        tracking=True,
    )
    taken_by_id = fields.Many2one(
        "res.users",
        string="Taken by",
        readonly=True,
        default=lambda self: self.env.user,
        copy=False,
        ondelete="restrict",
    )

    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_client", "=", True), ("archive_state", "=", "filed")],
        tracking=True,
    )
    # Technicians know the name alone, whatever the level of the file.
    client_name = fields.Char(
        related="partner_id.name", string="Name of the client", related_sudo=True
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('parent_id', '=', partner_id), ('is_company', '=', False)]",
        groups=OFFICE,
    )
    contact_name = fields.Char(
        string="Name of the contact",
        compute="_compute_contact_name",
        store=True,
        readonly=False,
    )
    contact_phone = fields.Char(
        string="Telephone",
        compute="_compute_contact_phone",
        store=True,
        readonly=False,
    )

    product_id = fields.Many2one(
        "product.product",
        string="Board",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("repairable", "=", True)],
        tracking=True,
    )
    product_text = fields.Char(
        string="Equipment", help="What the caller says stands there."
    )
    serial_number = fields.Char(tracking=True)
    serial_key = fields.Char(
        compute="_compute_serial_key",
        store=True,
        index="btree_not_null",
        export_string_translation=False,
    )
    fault_description = fields.Text(required=True)

    # Who may read a call follows the client's file; kept here so that the record
    # rules stay flat.
    confidentiality = fields.Selection(
        related="partner_id.confidentiality", tracking=False, store=True, index=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    client_token = fields.Char(
        readonly=True,
        copy=False,
        groups=OFFICE,
        help="Drawn by the page that sends the call: sent twice, it makes one call.",
    )

    _name_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name <> '/'", "This call number exists already."
    )
    _client_token_uniq = models.UniqueIndex(
        "(client_token) WHERE client_token IS NOT NULL",
        "This call has been sent already.",
    )
    _board_idx = models.Index("(board_rank, date_called, id)")

    @api.depends("state")
    def _compute_board_rank(self):
        for call in self:
            call.board_rank = RANKS[call.state]

    # Two methods: a telephone number that is given leaves the name to be found.
    @api.depends("contact_id")
    def _compute_contact_name(self):
        for call in self:
            call.contact_name = call.contact_id.name or call.contact_name

    @api.depends("contact_id")
    def _compute_contact_phone(self):
        """The person's telephone where none was typed."""
        for call in self:
            person = call.contact_id
            call.contact_phone = call.contact_phone or person.mobile or person.phone

    @api.depends("serial_number")
    def _compute_serial_key(self):
        for call in self:
            call.serial_key = serial_key(call.serial_number)

    @api.constrains("partner_id")
    def _check_client_is_filed(self):
        # Whether a file is filed is no secret, even where the file is.
        for client in self.sudo().partner_id:
            if not client.is_client or client.archive_state != "filed":
                raise ValidationError(
                    self.env._(
                        "%(client)s is not a filed client. File the client's archive "
                        "first, then enter the call.",
                        client=client.name,
                    )
                )

    @api.constrains("date_called")
    def _check_called_by_now(self):
        now = fields.Datetime.add(fields.Datetime.now(), minutes=5)
        if any(call.date_called > now for call in self):
            raise ValidationError(
                self.env._("The time of the call lies ahead: correct it.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the calls in one row."""
        if any(STEP_FIELDS & vals.keys() for vals in vals_list):
            self._check_steps_are_not_typed()
        # Whoever may enter calls may draw a number.
        sequence = self.env.ref("ruiji_field_service.sequence_service_call").sudo()
        numbers = sequence._draw(len(vals_list))
        return super().create(
            [
                vals | {"name": number}
                for vals, number in zip(vals_list, numbers, strict=True)
            ]
        )

    def write(self, vals):
        """Keep out what the steps of a call set."""
        if STEP_FIELDS & vals.keys():
            self._check_steps_are_not_typed()
        return super().write(vals)

    def _check_steps_are_not_typed(self):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "Number, times and status of a call follow from its steps and "
                    "can't be typed: use its buttons."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A call stays in the register: withdraw it instead.")
        )

    def _check_head(self):
        """Refuse what is the service head's alone."""
        if not (self.env.su or self.env.user.has_group(HEAD)):
            raise AccessError(self.env._("Only the service head may do this."))
