from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, format_list

from .repair_order_lapsed import WAITING
from .repair_order_price import PRICE_GROUPS

ANSWERS = [("accepted", "Accepted"), ("refused", "Refused")]
CHANNELS = [
    ("portal", "Portal"),
    ("phone", "Phone"),
    ("paper", "Paper"),
    ("mail", "E-mail"),
]


class RepairOrder(models.Model):
    """What a board would cost is offered, then accepted or refused (REP-03)."""

    _inherit = "repair.order"

    price_level = fields.Selection(
        selection_add=[("quotation", "Quotation")],
        ondelete={"quotation": "set null"},
    )
    quotation_id = fields.Many2one(
        "sale.order",
        string="Quoted by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=PRICE_GROUPS,
    )
    quote_line_ids = fields.One2many(
        "sale.order.line", "repair_id", string="Lines of quotations", readonly=True
    )
    quote_answered_on = fields.Datetime(string="Answered on", readonly=True, copy=False)
    quote_answered_by = fields.Char(string="Answered by", readonly=True, copy=False)
    quote_channel = fields.Selection(
        CHANNELS, string="Answered through", readonly=True, copy=False
    )

    def _to_be_quoted(self):
        """Those of the boards that wait for a price, on no quotation yet."""
        # Whether a board stands on somebody's quotation is no secret.
        quoted = self.sudo().quote_line_ids.filtered(lambda ln: ln.state != "cancel")
        return (self - quoted.repair_id.with_env(self.env)).filtered(
            lambda repair: repair.price_state == "to_quote"
            and repair.cover_state not in WAITING
            and not repair.outcome
        )

    def action_make_quotation(self):
        """Put boards on a quotation for the client that sent them in (REP-03).

        :raises UserError: unless they are of one slip and at work
        """
        if len(self.slip_id) != 1:
            raise UserError(self.env._("Choose boards of one repair slip."))
        self._check_may_be_quoted()
        order = self.env["sale.order"].with_company(self.company_id)
        order = order.create(self._prepare_quotation_vals())
        return order.get_formview_action()

    def _check_may_be_quoted(self):
        """A price is offered while the board is here and nobody answered."""
        wrong = self.filtered(
            lambda repair: repair.quote_state
            or repair.outcome
            or repair.slip_id.state not in ("submitted", "received")
            or repair.price_state == "waiting_catalogue"
            or repair.cover_state in WAITING
        )
        if wrong:
            raise UserError(
                self.env._(
                    "These boards can't be quoted: they are quoted or done with, or "
                    "wait for the catalogue or a decision on lapsed cover: %(boards)s",
                    boards=format_list(self.env, wrong.mapped("name")),
                )
            )

    def _prepare_quotation_vals(self):
        slip = self.slip_id
        return {
            "partner_id": slip.partner_id.id,
            "company_id": slip.company_id.id,
            "user_id": (slip.manager_id or self.env.user).id,
            "origin": slip.name,
            "repair_slip_id": slip.id,
            "require_signature": False,
            "require_payment": False,
            "order_line": [
                Command.create(repair._prepare_quotation_line_vals()) for repair in self
            ],
        }

    def _prepare_quotation_line_vals(self):
        self.ensure_one()
        board = self.product_id._board_label() if self.product_id else self.board_text
        return {
            "product_id": self._charge_product().id,
            "repair_id": self.id,
            "name": " · ".join(filter(None, [board, self.serial_number])),
            "product_uom_qty": 1,
            "price_unit": self._price_in(self.slip_id.currency_id),
        }

    def _price_in(self, currency):
        """The price of the board, in another currency if need be."""
        self.ensure_one()
        own = self.repair_currency_id or currency
        day = self.slip_id.price_day or fields.Date.today()
        return own._convert(self.repair_price, currency, self.company_id, day)

    @api.model
    def _lock_pending(self, repair_ids):
        """Boards that still wait for an answer, held against a second one.

        Who comes second waits here, and then finds them answered.
        """
        self.flush_model(["quote_state"])
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM repair_order
                    WHERE id = ANY(%s) AND quote_state = 'pending'
                    ORDER BY id FOR UPDATE""",
                list(repair_ids),
            )
        )
        return self.browse(row[0] for row in rows)

    def _answer_quotation(self, answer, by, channel, answered_on=None):
        """Record the client's answer; boards answered already are left alone.

        :param answer: accepted or refused
        :param str by: who of the client answered
        :param channel: one of CHANNELS
        :return: the boards that were answered by this call
        """
        # Who may answer was checked: the client's person by the scope of the portal,
        # our staff by its right to keep the slip.
        pending = self.sudo()._lock_pending(self.ids)
        pending = pending.filtered("quotation_id")
        if not pending:
            return pending
        pending.write(
            {
                "quote_state": answer,
                "quote_answered_on": answered_on or fields.Datetime.now(),
                "quote_answered_by": by,
                "quote_channel": channel,
            }
        )
        if answer == "accepted":
            pending._take_quoted_prices()
        else:
            pending._leave_unrepaired()
        return pending

    def _take_quoted_prices(self):
        """The quoted price is the price of the board from now on (PRI-06)."""
        told = self.filtered("price_frozen")
        for line in self._open_quote_lines():
            if line.repair_id in told:
                continue
            line.repair_id.repair_price = line._quoted_price()
            line.repair_id.repair_currency_id = line.order_id.currency_id
        (self - told).write(
            {"price_state": "priced", "price_level": "quotation", "price_frozen": True}
        )

    def _open_quote_lines(self):
        return self.quotation_id.order_line.filtered(lambda ln: ln.repair_id in self)

    def _leave_unrepaired(self):
        """A refused board goes back as it came (REP-03)."""
        self.write({"outcome": "refused"})
        self.filtered(lambda repair: repair.state != "done").action_repair_cancel()
