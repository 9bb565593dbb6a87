from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# What makes a client a current one (ARC-05)
LIFECYCLE_FACTS = {"partner_id", "validity", "date_start", "date_end"}


class Contract(models.Model):
    """A business contract of a client: what it covers, when, at which prices."""

    _name = "ruiji.contract"
    _description = "Business Contract"
    _inherit = ["mail.thread.main.attachment", "mail.activity.mixin"]
    _order = "date_start DESC, number DESC"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True

    name = fields.Char(string="Title", required=True, tracking=True)
    number = fields.Char(required=True, copy=False, index="trigram", tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        ondelete="restrict",
        domain="[('is_client', '=', True), ('archive_state', '=', 'filed')]",
        tracking=True,
    )
    contracting_party_id = fields.Many2one(
        "res.partner",
        compute="_compute_contracting_party_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('is_company', '=', True)]",
        tracking=True,
        help="The company that signed and settles, when it is not the client itself.",
    )
    signer = fields.Char(tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    service_kind = fields.Selection(
        [("paid", "Paid"), ("contract", "Contract"), ("warranty", "Free warranty")],
        required=True,
        default="contract",
        tracking=True,
        help="Decides what is charged: every repair, what the contract says, or "
        "nothing within the warranty.",
    )
    covers_subordinates = fields.Boolean(
        string="With subordinates",
        compute="_compute_covers_subordinates",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="The units below the client are served under this contract too.",
    )

    date_signed = fields.Date(string="Signed on", tracking=True)
    date_start = fields.Date(string="Start", required=True, tracking=True)
    date_end = fields.Date(string="End", required=True, index=True, tracking=True)
    validity = fields.Selection(
        [("in_force", "In force"), ("void", "Void")],
        required=True,
        default="in_force",
        copy=False,
        tracking=True,
    )
    in_force_today = fields.Boolean(
        compute="_compute_in_force_today", search="_search_in_force_today"
    )

    date_filed = fields.Date(string="Filed on", tracking=True)
    archive_number = fields.Char(copy=False, tracking=True)
    filing_note = fields.Text()

    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    amount = fields.Monetary(tracking=True)
    price_ids = fields.One2many(
        "ruiji.repair.price", "contract_id", string="Price list", copy=True
    )
    price_count = fields.Integer(compute="_compute_price_count")
    renewed_from_id = fields.Many2one(
        "ruiji.contract",
        string="Renewal of",
        ondelete="restrict",
        copy=False,
        index="btree_not_null",
        domain="[('partner_id', '=', partner_id), ('id', '!=', id)]",
        tracking=True,
    )

    # Who may read a contract follows the client's file; kept here so that the
    # record rules stay flat.
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

    _number_uniq = models.Constraint(
        "UNIQUE(number)", "Another contract already has this number."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_end >= date_start)",
        "A contract cannot end before it starts.",
    )
    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0)", "The amount of a contract cannot be negative."
    )
    # A renewal that was approved and then declared void makes room for another.
    _one_successor = models.UniqueIndex(
        "(renewed_from_id) WHERE renewed_from_id IS NOT NULL "
        "AND NOT (filing_state = 'filed' AND validity = 'void')",
        "This contract has a renewal already: open that one.",
    )
    # Every price asked for probes here, once per superior unit.
    _in_force_idx = models.Index(
        "(partner_id, date_start, date_end) WHERE validity = 'in_force'"
    )
    _partner_idx = models.Index("(partner_id)")

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for contract in self:
            if contract.date_end < contract.date_start:
                raise ValidationError(
                    self.env._(
                        "Contract %(number)s would end on %(end)s, before it starts "
                        "on %(start)s. Correct one of the two dates.",
                        number=contract.number,
                        end=contract.date_end,
                        start=contract.date_start,
                    )
                )
        self.price_ids._check_inside_contract()

    @api.constrains("partner_id")
    def _check_client_is_filed(self):
        # Whether a file is filed is no secret, even where the file is.
        for client in self.sudo().partner_id:
            if not client.is_client or client.archive_state != "filed":
                raise ValidationError(
                    self.env._(
                        "%(client)s is not a filed client. File the client's archive "
                        "first, then enter the contract.",
                        client=client.name,
                    )
                )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for contract in self:
            parts = filter(None, (contract.number, contract.name))
            contract.display_name = " ".join(parts)

    @api.depends("partner_id")
    def _compute_contracting_party_id(self):
        for contract in self:
            contract.contracting_party_id = (
                contract.contracting_party_id or contract.partner_id
            )

    @api.depends("partner_id")
    def _compute_covers_subordinates(self):
        for contract in self:
            tier = contract.partner_id.client_tier
            contract.covers_subordinates = tier in ("group", "province")

    @api.depends("validity", "date_start", "date_end")
    def _compute_in_force_today(self):
        today = self.env.company._business_day()
        for contract in self:
            dated = contract.date_start and contract.date_end
            contract.in_force_today = dated and contract._is_in_force(today)

    def _search_in_force_today(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._in_force_domain(self.env.company._business_day())

    @api.depends("price_ids")
    def _compute_price_count(self):
        counts = self.env["ruiji.repair.price"]._read_group(
            [("contract_id", "in", self.ids)], ["contract_id"], ["__count"]
        )
        by_contract = {contract.id: count for contract, count in counts}
        for contract in self:
            contract.price_count = by_contract.get(contract.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts.partner_id._refresh_lifecycle()
        return contracts

    def write(self, vals):
        clients = self.partner_id
        result = super().write(vals)
        if LIFECYCLE_FACTS & vals.keys():
            (clients | self.partner_id)._refresh_lifecycle()
        return result

    def copy_data(self, default=None):
        """Give a copy a number of its own; the clerk puts in the real one."""
        copies = super().copy_data(default=default)
        for contract, vals in zip(self, copies, strict=True):
            vals.setdefault("number", self.env._("%s (copy)", contract.number))
        return copies

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        # Only the system can say so: what it imported itself it may take back.
        if self.env.su and self.env.context.get("taking_back_import"):
            return
        for contract in self:
            if contract.in_force_today:
                raise UserError(
                    self.env._(
                        "Contract %s is in force and cannot be deleted. Have it "
                        "declared void instead.",
                        contract.number,
                    )
                )

    @api.model
    def _in_force_domain(self, day):
        """Domain of the contracts in force on a day (CON-02)."""
        return Domain(
            [
                ("validity", "=", "in_force"),
                ("date_start", "<=", day),
                ("date_end", ">=", day),
            ]
        )

    def _is_in_force(self, day):
        """Whether this contract is in force on a day (CON-02)."""
        self.ensure_one()
        within = self.date_start <= day <= self.date_end
        return self.validity == "in_force" and within

    def action_open_prices(self):
        """Show the price list of this contract on a page of its own."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.repair_price_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"default_contract_id": self.id}
        return action
