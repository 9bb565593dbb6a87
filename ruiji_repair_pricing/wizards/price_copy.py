from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError


class PriceCopy(models.TransientModel):
    """Copies the price list of one contract into another (PRI-02)."""

    _name = "ruiji.price.copy"
    _description = "Copy a Price List"

    contract_id = fields.Many2one(
        "ruiji.contract", string="Into contract", required=True, readonly=True
    )
    source_id = fields.Many2one(
        "ruiji.contract",
        string="From contract",
        required=True,
        domain="[('id', '!=', contract_id), ('currency_id', '=', currency_id)]",
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    percent = fields.Float(
        string="Raise by %", help="Lowers the prices when it is negative."
    )
    copied_count = fields.Integer(compute="_compute_copied_count")

    @api.depends("contract_id", "source_id")
    def _compute_copied_count(self):
        for wizard in self:
            wizard.copied_count = len(wizard._lines_to_copy())

    def _lines_to_copy(self):
        """The last lines of each key for which the contract has no line yet."""
        present = {line._key() for line in self.contract_id.price_ids}
        last = self._last_lines(self.source_id.price_ids)
        return last.filtered(lambda line: line._key() not in present)

    @api.model
    def _last_lines(self, lines):
        """Of lines that followed each other in time, the one that came last."""
        by_start = lines.sorted(lambda line: line.date_start or date.min)
        last = {line._key(): line for line in by_start}
        return lines.browse().concat(*last.values())

    def action_copy(self):
        """Copy the prices; validity dates stay behind with the old contract."""
        self.ensure_one()
        if self.source_id.currency_id != self.contract_id.currency_id:
            raise UserError(
                self.env._(
                    "The two contracts are in different currencies: enter the "
                    "prices of %s by hand or import them.",
                    self.contract_id.number,
                )
            )
        factor = 1 + self.percent / 100
        self.env["ruiji.repair.price"].create(
            [
                line._prepare_copy_vals(self.contract_id, factor)
                for line in self._lines_to_copy()
            ]
        )
        return {"type": "ir.actions.act_window_close"}
