from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..utils.settlement_sql import COLLECT

LEVELS = ("internal", "confidential", "secret")
# What follows from the steps of a settlement, and what its boards follow from.
FACTS = {
    "name",
    "kind",
    "confirmed_on",
    "confirmed_by_id",
    "cancelled_on",
    "invoice_id",
    "corrects_id",
    "reason",
    "run_id",
}
CONTENT = {"partner_id", "company_id", "currency_id", "date_from", "date_to"}


class Settlement(models.Model):
    """What one contracting party owes for the boards of a period (REP-06).

    Its state is never set: it follows from what was done and from the invoice.
    """

    _name = "ruiji.settlement"
    _description = "Settlement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to DESC, id DESC"
    _rec_names_search = ["name", "partner_id"]
    _check_company_auto = True

    name = fields.Char(
        string="Number",
        default="/",
        required=True,
        readonly=True,
        copy=False,
        index="trigram",
    )
    kind = fields.Selection(
        [("period", "Settlement"), ("correction", "Correction")],
        default="period",
        required=True,
        readonly=True,
        copy=False,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("confirmed", "Confirmed"),
            ("invoiced", "Invoiced"),
            ("paid", "Paid in full"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contracting party",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._last_month()[0]
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._last_month()[1]
    )
    with_earlier = fields.Boolean(
        string="With what was left over",
        default=True,
        help="Boards shipped before the period and not settled until now come along.",
    )
    confirmed_on = fields.Datetime(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one(
        "res.users", string="Confirmed by", readonly=True, copy=False
    )
    cancelled_on = fields.Datetime(readonly=True, copy=False)
    corrects_id = fields.Many2one(
        "ruiji.settlement",
        string="Corrects",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    correction_ids = fields.One2many(
        "ruiji.settlement", "corrects_id", string="Corrections", readonly=True
    )
    reason = fields.Text(readonly=True, copy=False)
    line_ids = fields.One2many(
        "ruiji.settlement.line", "settlement_id", string="Boards", readonly=True
    )
    unit_ids = fields.One2many(
        "ruiji.settlement.unit", "settlement_id", string="Per unit", readonly=True
    )
    amount = fields.Monetary(
        string="Settled amount", compute="_compute_amounts", store=True
    )
    board_count = fields.Integer(
        string="Number of boards", compute="_compute_amounts", store=True
    )
    # Who may read a settlement follows the most secret file that it names; kept here
    # so that the record rules stay flat.
    confidentiality = fields.Selection(
        selection=lambda self: self.env["res.partner"]
        ._fields["confidentiality"]
        ._description_selection(self.env),
        compute="_compute_amounts",
        store=True,
        index=True,
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        tracking=False,
        store=True,
        index="btree_not_null",
    )

    _name_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name <> '/'", "This number exists already."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period cannot end before it starts."
    )

    @api.model
    def _last_month(self):
        """First and last day of the month that is over."""
        today = self.env.company._business_day()
        last = fields.Date.subtract(fields.Date.start_of(today, "month"), days=1)
        return fields.Date.start_of(last, "month"), last

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for settlement in self:
            if settlement.date_to < settlement.date_from:
                raise ValidationError(
                    self.env._(
                        "The period would end on %(end)s, before it starts on "
                        "%(start)s. Correct one of the two dates.",
                        start=settlement.date_from,
                        end=settlement.date_to,
                    )
                )

    @api.depends("line_ids.amount", "partner_id.confidentiality")
    def _compute_amounts(self):
        """Sum up the lines, those of all settlements in one query."""
        groups = self.env["ruiji.settlement.line"]._read_group(
            [("settlement_id", "in", self.ids)],
            ["settlement_id", "unit_id"],
            ["amount:sum", "__count"],
        )
        sums = dict.fromkeys(self.ids, ())
        for settlement, unit, amount, count in groups:
            sums[settlement.id] += ((unit, amount, count),)
        for settlement in self:
            rows = sums.get(settlement._origin.id, ())
            settlement.amount = sum(amount for _unit, amount, _count in rows)
            settlement.board_count = sum(count for _unit, _amount, count in rows)
            settlement.confidentiality = settlement._highest_level(
                unit for unit, _amount, _count in rows
            )

    def _highest_level(self, units):
        # How secret a file is decides who may read; the reader need not.
        clients = self.partner_id.sudo().union(*(unit.sudo() for unit in units))
        levels = clients.mapped("confidentiality")
        return max(filter(None, levels), key=LEVELS.index, default="internal")

    @api.model_create_multi
    def create(self, vals_list):
        """Number the settlements; what follows from their steps comes by these."""
        if not self.env.su and any(FACTS & vals.keys() for vals in vals_list):
            self._refuse_facts()
        numbers = self._next_numbers(len(vals_list))
        for vals, number in zip(vals_list, numbers, strict=True):
            vals["name"] = number
        return super().create(vals_list)

    @api.model
    def _next_numbers(self, count):
        """Draw that many numbers in one query."""
        # Whoever may settle may draw a number.
        sequence = self.env.ref("ruiji_repair_pricing.sequence_settlement").sudo()
        return sequence._draw(count)

    def write(self, vals):
        if not self.env.su and FACTS & vals.keys():
            self._refuse_facts()
        if CONTENT & vals.keys() and self.filtered(
            lambda settlement: settlement.state != "draft" or settlement.board_count
        ):
            raise UserError(
                self.env._(
                    "Party and period of a settlement that has boards are fixed. "
                    "Cancel the draft and make a new one."
                )
            )
        return super().write(vals)

    def _refuse_facts(self):
        raise UserError(
            self.env._("This follows from the steps of the settlement by itself.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if self.filtered(lambda settlement: settlement.state != "draft"):
            raise UserError(
                self.env._(
                    "Only drafts of settlements are deleted; what was confirmed is "
                    "corrected by disputing its lines."
                )
            )

    def unlink(self):
        """Boards of a draft are free again."""
        self.check_access("unlink")
        self._unlink_only_drafts()
        self._free_boards()
        return super().unlink()

    def _collect(self):
        """Take in the boards of each party and period, in one statement.

        All are of one company and period.

        :return: how many boards came in
        """
        self.env.flush_all()
        first = self[:1]
        company = first.company_id
        since, until = company._moments_of(first.date_from, first.date_to)
        self.env.cr.execute(
            SQL(
                COLLECT,
                company=company.id,
                zone=company._business_timezone(),
                since=None if first.with_earlier else since,
                until=until,
                settlements=self.ids,
                parties=self.partner_id.ids and [s.partner_id.id for s in self],
                currencies=[s.currency_id.id for s in self],
                user=self.env.uid,
            )
        )
        taken = self.env.cr.rowcount
        self.env.invalidate_all()
        self._compute_anew("amount", "board_count", "confidentiality")
        return taken

    def _free_boards(self):
        """Let the boards of drafts go."""
        # Lines are written and removed by the settlement alone, which was checked.
        lines = self.sudo().line_ids
        boards = lines.repair_id
        boards.settlement_line_id = False
        boards.flush_recordset(["settlement_line_id"])
        lines.unlink()
