from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .repair_order_price import PRICE_GROUPS

# What a client has been told of a board
TOLD = {"price_unit", "discount", "product_id", "repair_id", "order_id"}


class SaleOrderLine(models.Model):
    """A line that quotes a board keeps the price that the client was told (PRI-06).

    Odoo computes prices anew whenever a quantity, a pricelist or a customer changes;
    what a repair costs is decided elsewhere.
    """

    _inherit = "sale.order.line"

    repair_id = fields.Many2one(
        "repair.order",
        string="Board sent in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    repair_serial_number = fields.Char(related="repair_id.serial_number")
    repair_contract_id = fields.Many2one(
        related="repair_id.contract_id", groups=PRICE_GROUPS
    )
    repair_price_level = fields.Selection(
        related="repair_id.price_level", groups=PRICE_GROUPS
    )
    repair_price_line_id = fields.Many2one(
        related="repair_id.price_line_id", groups=PRICE_GROUPS
    )
    repair_quote_state = fields.Selection(related="repair_id.quote_state")

    _one_quotation_a_board = models.UniqueIndex(
        "(repair_id) WHERE repair_id IS NOT NULL AND state <> 'cancel'",
        "This board stands on a quotation already: withdraw that one first.",
    )

    def _compute_price_unit(self):
        """Leave boards at their price, whatever made Odoo ask again."""
        boards = self.filtered("repair_id")
        for line in boards:
            line.price_unit = line._board_price()
        return super(SaleOrderLine, self - boards)._compute_price_unit()

    def _compute_discount(self):
        """No pricelist takes anything off a board."""
        boards = self.filtered("repair_id")
        for line in boards:
            line.discount = line.discount
        return super(SaleOrderLine, self - boards)._compute_discount()

    def _board_price(self):
        """The price of the line's board: frozen, or what was entered here so far."""
        self.ensure_one()
        # Whoever quotes a board may know what it costs.
        repair = self.repair_id.sudo()
        if not repair.price_frozen:
            return self.price_unit
        return repair._price_in(self.order_id.currency_id)

    def _quoted_price(self):
        """What the client pays for the board if it accepts."""
        self.ensure_one()
        price = self.price_unit * (1 - (self.discount or 0) / 100)
        return self.order_id.currency_id.round(price)

    def _compute_qty_to_invoice(self):
        """Boards are invoiced by their settlement, never from the order (REP-06)."""
        result = super()._compute_qty_to_invoice()
        self.filtered("repair_id").qty_to_invoice = 0
        return result

    def write(self, vals):
        # The steps of the quotation itself come as the system.
        if not self.env.su and TOLD & vals.keys():
            self._check_not_told()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        self._check_not_told()

    def _check_not_told(self):
        """Refuse to change what the client has been told (PRI-06)."""
        told = self.filtered("repair_id.quote_state")
        if told:
            raise UserError(
                self.env._(
                    "The client has been told these prices. Withdraw the quotation "
                    "and make a new one: %(boards)s",
                    boards=format_list(self.env, told.repair_id.mapped("name")),
                )
            )

    def action_explain_price(self):
        """Why the board of this line costs what it costs (PRI-04)."""
        self.ensure_one()
        return self.repair_id.action_explain_price()
