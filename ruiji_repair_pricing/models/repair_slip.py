from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .repair_order_price import PRICE_GROUPS


class RepairSlip(models.Model):
    _name = "ruiji.repair.slip"
    _description = "Repair Slip"
    _inherit = ["rating.mixin", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = [
        "name",
        "partner_id",
        "sender_waybill",
        "client_order_number",
    ]
    _check_company_auto = True

    name = fields.Char(
        string="Number",
        default="/",
        required=True,
        readonly=True,
        copy=False,
        index="trigram",
    )
    channel = fields.Selection(
        [("paper", "Paper"), ("web", "Web")],
        default="paper",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("received", "Received"),
            ("shipped", "Shipped back"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Sending unit",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_client", "=", True), ("archive_state", "=", "filed")],
        tracking=True,
    )
    state_id = fields.Many2one(
        related="partner_id.state_id", string="Provincial region"
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('parent_id', '=', partner_id), ('is_company', '=', False)]",
    )
    department = fields.Char()
    sender_waybill = fields.Char(string="Waybill", index="btree_not_null")
    logistics_partner_id = fields.Many2one(
        "res.partner",
        string="Logistics company",
        compute="_compute_logistics_partner_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        index="btree_not_null",
        domain=[("is_logistics_company", "=", True)],
    )
    note = fields.Text()

    # Who may read a slip follows the client's file; kept here so that the record
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

    date_submitted = fields.Datetime(
        string="Submitted on", readonly=True, copy=False, index=True
    )
    date_received = fields.Datetime(string="Received on", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False)
    price_day = fields.Date(
        compute="_compute_price_day",
        help="The day whose contracts and prices count: the day of submission.",
    )

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    repair_ids = fields.One2many("repair.order", "slip_id", string="Boards")
    total = fields.Monetary(
        compute="_compute_total", store=True, groups=PRICE_GROUPS, tracking=False
    )
    board_count = fields.Integer(string="Boards sent", compute="_compute_counts")
    priced_count = fields.Integer(string="Priced", compute="_compute_counts")
    warranty_count = fields.Integer(string="Free of charge", compute="_compute_counts")
    to_quote_count = fields.Integer(string="To be quoted", compute="_compute_counts")
    waiting_count = fields.Integer(
        string="Waiting for the catalogue", compute="_compute_counts"
    )

    client_token = fields.Char(
        readonly=True,
        copy=False,
        help="Drawn by the page that submits the slip: sent twice, it makes one slip.",
    )
    last_line_number = fields.Integer(
        readonly=True, copy=False, export_string_translation=False
    )

    _name_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name <> '/'", "This slip number exists already."
    )
    _client_token_uniq = models.UniqueIndex(
        "(client_token) WHERE client_token IS NOT NULL",
        "This slip has been submitted already.",
    )
    _partner_state_idx = models.Index("(partner_id, state, id)")

    @api.constrains("contact_id", "partner_id")
    def _check_contact(self):
        """A contact is a person, of the sending unit or of a unit above it."""
        for slip in self.filtered("contact_id"):
            if slip.contact_id.is_company or not slip.contact_id.parent_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is not a person of a unit.",
                        contact=slip.contact_id.display_name,
                    )
                )

    @api.depends("partner_id")
    def _compute_logistics_partner_id(self):
        for slip in self:
            slip.logistics_partner_id = slip.partner_id.logistics_partner_id

    @api.depends("date_submitted", "company_id")
    def _compute_price_day(self):
        for slip in self:
            company = slip.company_id or self.env.company
            slip.price_day = company._business_day(slip.date_submitted)

    @api.depends("repair_ids.repair_price", "repair_ids.repair_currency_id")
    def _compute_total(self):
        for slip in self:
            slip.total = sum(
                repair.repair_currency_id._convert(
                    repair.repair_price,
                    slip.currency_id,
                    slip.company_id,
                    slip.price_day,
                )
                for repair in slip.repair_ids.filtered("repair_currency_id")
            )

    @api.depends("repair_ids.price_state")
    def _compute_counts(self):
        groups = self.env["repair.order"]._read_group(
            [("slip_id", "in", self.ids)], ["slip_id", "price_state"], ["__count"]
        )
        by_slip = {(slip.id, state): count for slip, state, count in groups}
        for slip in self:
            slip.priced_count = by_slip.get((slip.id, "priced"), 0)
            slip.warranty_count = by_slip.get((slip.id, "warranty"), 0)
            slip.to_quote_count = by_slip.get((slip.id, "to_quote"), 0)
            slip.waiting_count = by_slip.get((slip.id, "waiting_catalogue"), 0)
            slip.board_count = (
                slip.priced_count
                + slip.warranty_count
                + slip.to_quote_count
                + slip.waiting_count
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the slips before their boards, which are numbered after them."""
        numberless = [vals for vals in vals_list if vals.get("name", "/") == "/"]
        numbers = self._next_numbers(len(numberless))
        for vals, number in zip(numberless, numbers, strict=True):
            vals["name"] = number
        return super().create(vals_list)

    def write(self, vals):
        """Boards go where their slip goes."""
        result = super().write(vals)
        if "partner_id" in vals:
            self.repair_ids.write({"partner_id": vals["partner_id"]})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if self.filtered(lambda slip: slip.state != "draft"):
            raise UserError(
                self.env._("A slip that has been submitted can't be deleted.")
            )

    def unlink(self):
        """Take the boards of a draft along: they are nothing without their slip."""
        self._unlink_only_drafts()
        self.repair_ids.unlink()
        return super().unlink()

    def action_view_repairs(self):
        """Open the boards of the slip, each with its price and its bench work."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.repair_order_action_slip"
        )
        action["domain"] = [("slip_id", "=", self.id)]
        return action

    @api.model
    def _next_numbers(self, count):
        """Draw that many slip numbers in one query."""
        # Whoever may create slips may draw a number, the portal included.
        sequence = self.env.ref("ruiji_repair_pricing.sequence_repair_slip").sudo()
        return sequence._draw(count)

    def _number_lines(self, lines):
        """Fill in what boards take from their slip, their number first.

        :param list lines: values of repair orders to be created, changed in place
        """
        self.ensure_one()
        if self.state == "closed":
            raise UserError(
                self.env._("%(slip)s is closed and takes no board.", slip=self.name)
            )
        # Numbering is part of adding boards; who may do that was checked.
        slip = self.sudo()
        first = slip.last_line_number + 1
        slip.last_line_number += len(lines)
        bench = self.env["repair.order"].with_company(slip.company_id)._bench_type()
        for number, line in enumerate(lines, first):
            line.update(
                name=f"{slip.name}-{number:02d}",
                partner_id=slip.partner_id.id,
                company_id=slip.company_id.id,
                picking_type_id=bench.id,
                product_qty=1,
            )
            line.setdefault("user_id", False)
