from odoo import api, fields, models

from ..utils.settlement_sql import GUARD
from .repair_order_charge import CHARGE_KINDS


class SettlementLine(models.Model):
    """A board in a settlement: what was charged, for whom, and why (REP-06).

    Written by the settlement alone. A line of a confirmed settlement is final, in the
    database as well: what was wrong is reversed and settled anew (REP-09).
    """

    _name = "ruiji.settlement.line"
    _description = "Line of a Settlement"
    _order = "settlement_id DESC, unit_id, date_out, id"
    _rec_name = "repair_id"

    settlement_id = fields.Many2one(
        "ruiji.settlement", required=True, readonly=True, ondelete="cascade", index=True
    )
    repair_id = fields.Many2one(
        "repair.order",
        string="Board",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    unit_id = fields.Many2one(
        "res.partner",
        string="Sending unit",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    superior_id = fields.Many2one(
        "res.partner",
        string="Superior unit then",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="Under whom the unit stood on the day whose prices counted.",
    )
    contract_id = fields.Many2one(
        "ruiji.contract", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    quotation_id = fields.Many2one(
        "sale.order",
        string="Quoted by",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    price_level = fields.Selection(
        selection=lambda self: self.env["repair.order"]
        ._fields["price_level"]
        ._description_selection(self.env),
        string="Price from",
        readonly=True,
    )
    kind = fields.Selection(
        CHARGE_KINDS, string="Charged as", required=True, readonly=True
    )
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    amount = fields.Monetary(string="Settled amount", required=True, readonly=True)
    date_in = fields.Datetime(string="Received on", required=True, readonly=True)
    date_out = fields.Datetime(string="Shipped on", required=True, readonly=True)
    round = fields.Integer(
        default=1,
        required=True,
        readonly=True,
        help="How many times the board has been settled: more than once only after "
        "a reversal.",
    )
    reversal_of_id = fields.Many2one(
        "ruiji.settlement.line", string="Reverses", readonly=True, ondelete="restrict"
    )
    reversal_ids = fields.One2many(
        "ruiji.settlement.line", "reversal_of_id", string="Reversed by", readonly=True
    )
    is_reversed = fields.Boolean(string="Reversed", compute="_compute_is_reversed")

    slip_id = fields.Many2one(related="repair_id.slip_id")
    product_id = fields.Many2one(related="repair_id.product_id", string="Board type")
    serial_number = fields.Char(related="repair_id.serial_number")
    outcome = fields.Selection(related="repair_id.outcome")
    goods_in_id = fields.Many2one(related="repair_id.goods_in_id")
    goods_out_id = fields.Many2one(related="repair_id.goods_out_id")
    state = fields.Selection(related="settlement_id.state")

    _settled_once = models.UniqueIndex(
        "(repair_id, round) WHERE reversal_of_id IS NULL",
        "Somebody else has just settled one of these boards. Collect them again.",
    )
    _reversed_once = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL",
        "This line has been reversed already.",
    )
    _in_before_out = models.Constraint(
        "CHECK (date_in <= date_out)",
        "A board is settled after it has come in and gone out.",
    )
    _round_is_positive = models.Constraint(
        "CHECK (round > 0)", "Boards are settled for the first time at first."
    )

    def init(self):
        """Have the database refuse what the application refuses."""
        self.env.cr.execute(GUARD)

    @api.depends("reversal_ids")
    def _compute_is_reversed(self):
        for line in self:
            line.is_reversed = bool(line.reversal_ids)

    def action_explain_price(self):
        """Why the board costs what it costs (PRI-04)."""
        self.ensure_one()
        return self.repair_id.action_explain_price()

    def _prepare_reversal_vals(self):
        """The line that takes this one back."""
        self.ensure_one()
        return {
            "repair_id": self.repair_id.id,
            "unit_id": self.unit_id.id,
            "superior_id": self.superior_id.id,
            "contract_id": self.contract_id.id,
            "quotation_id": self.quotation_id.id,
            "price_level": self.price_level,
            "kind": self.kind,
            "amount": -self.amount,
            "date_in": self.date_in,
            "date_out": self.date_out,
            "round": self.round,
            "reversal_of_id": self.id,
        }

    def _board_name(self):
        """The board as clients know it."""
        self.ensure_one()
        board = self.repair_id
        return board.product_id._board_label() if board.product_id else board.board_text

    def _result_name(self):
        return self._choice_name("repair.order", "outcome", self.outcome)

    def _kind_name(self):
        return self._choice_name(self._name, "kind", self.kind)

    def _source_name(self):
        """Where the price comes from, in a few words."""
        self.ensure_one()
        if self.kind == "warranty" and self.repair_id.free_reason:
            return self._choice_name(
                "repair.order", "free_reason", self.repair_id.free_reason
            )
        if self.quotation_id:
            return self.quotation_id.name
        if self.contract_id:
            return self.contract_id.number
        return self._choice_name("repair.order", "price_level", self.price_level)

    def _choice_name(self, model, field, value):
        choices = self.env[model]._fields[field]._description_selection(self.env)
        return dict(choices).get(value, "")

    def _day_here(self, moment):
        return self.settlement_id.company_id._business_day(moment)

    def _statement_cells(self):
        """The line as the workbook shows it, after its unit."""
        self.ensure_one()
        return [
            self.slip_id.name,
            self._board_name(),
            self.serial_number,
            self._result_name(),
            self._day_here(self.date_in),
            self.goods_in_id.name,
            self._day_here(self.date_out),
            self.goods_out_id.name,
            self._kind_name(),
            self._source_name(),
            self.amount,
        ]
