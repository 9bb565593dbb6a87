from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..models.repair_price_state import APPROVERS


class RepairReprice(models.TransientModel):
    """Prices boards anew whose prices the client was told already (PRI-06)."""

    _name = "ruiji.repair.reprice"
    _description = "Price Repairs Anew"

    repair_ids = fields.Many2many("repair.order", readonly=True, required=True)
    reason = fields.Char(required=True)
    line_ids = fields.One2many(
        "ruiji.repair.reprice.line", "reprice_id", string="Prices", readonly=True
    )
    changed_count = fields.Integer(compute="_compute_changed_count")

    @api.depends("line_ids.is_changed")
    def _compute_changed_count(self):
        for wizard in self:
            wizard.changed_count = len(wizard.line_ids.filtered("is_changed"))

    @api.model
    def default_get(self, fields_list):
        """Show old and new price of each board before anything is done."""
        values = super().default_get(fields_list)
        repairs = self.env["repair.order"].browse(
            self.env.context.get("active_ids", [])
        )
        self._check_may_reprice(repairs)
        values["repair_ids"] = [Command.set(repairs.ids)]
        values["line_ids"] = [
            Command.create(vals) for vals in self._prepare_lines(repairs)
        ]
        return values

    @api.model
    def _check_may_reprice(self, repairs):
        if not self.env.su and not any(map(self.env.user.has_group, APPROVERS)):
            raise AccessError(
                self.env._(
                    "Prices that the client has been told are changed by the "
                    "marketing VP or the general manager."
                )
            )
        repairs.check_access("read")
        repairs._check_not_settled()
        closed = repairs.filtered(
            lambda repair: not repair.product_id
            or (repair.slip_id.state == "closed" and not repair.charge_disputed)
        )
        if closed or not repairs:
            raise UserError(
                self.env._(
                    "Choose boards of the catalogue on slips that are not closed."
                )
            )

    @api.model
    def _prepare_lines(self, repairs):
        """Old and new price of each board, asked for in one resolution."""
        # The user decides on these boards and may see what the lists say of them.
        prices = repairs.sudo()._new_prices()
        return [
            {
                "repair_id": repair.id,
                "currency_id": repair.repair_currency_id.id,
                "old_price": repair.repair_price,
                "new_price": new["repair_price"],
                "contract_id": new["contract_id"],
                "price_state": new["price_state"],
            }
            for repair, new in prices.items()
        ]

    def action_reprice(self):
        """Price the boards by today's lists; the reason goes on record."""
        self.ensure_one()
        self._check_may_reprice(self.repair_ids)
        # Deciding on prices is the right of the role, which need not keep slips.
        self.repair_ids.sudo()._reprice(self.reason)
        return {"type": "ir.actions.act_window_close"}


class RepairRepriceLine(models.TransientModel):
    _name = "ruiji.repair.reprice.line"
    _description = "Price before and after"

    reprice_id = fields.Many2one("ruiji.repair.reprice", ondelete="cascade")
    repair_id = fields.Many2one("repair.order", string="Board")
    product_id = fields.Many2one(related="repair_id.product_id", string="Board type")
    currency_id = fields.Many2one("res.currency")
    old_price = fields.Monetary()
    new_price = fields.Monetary()
    contract_id = fields.Many2one("ruiji.contract", string="New contract")
    price_state = fields.Selection(
        lambda self: self.env["repair.order"]
        ._fields["price_state"]
        ._description_selection(self.env),
        string="New price state",
    )
    is_changed = fields.Boolean(compute="_compute_is_changed")

    @api.depends("old_price", "new_price")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = line.old_price != line.new_price

    def action_explain(self):
        """Show why the lists say what they say now (PRI-04)."""
        self.ensure_one()
        return self.repair_id.action_explain_price()
