from odoo import api, fields, models
from odoo.fields import Command


class PriceComparison(models.TransientModel):
    """Two price lists beside each other, before one of them is approved (CON-10)."""

    _name = "ruiji.price.comparison"
    _description = "Price List Comparison"

    old_contract_id = fields.Many2one(
        "ruiji.contract", string="Old list", readonly=True
    )
    new_contract_id = fields.Many2one(
        "ruiji.contract", string="New list", readonly=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    line_ids = fields.One2many(
        "ruiji.price.comparison.line", "comparison_id", readonly=True
    )
    added_count = fields.Integer(string="Lines added", readonly=True)
    dropped_count = fields.Integer(string="Lines dropped", readonly=True)
    repriced_count = fields.Integer(string="Lines repriced", readonly=True)
    same_count = fields.Integer(string="Lines unchanged", readonly=True)
    boards = fields.Integer(string="Boards in 12 months", readonly=True)
    boards_without = fields.Integer(
        string="Of these without a price in the new list", readonly=True
    )
    old_total = fields.Monetary(string="At old prices", readonly=True)
    new_total = fields.Monetary(string="At new prices", readonly=True)
    difference = fields.Monetary(compute="_compute_difference")
    percent = fields.Float(string="Change", compute="_compute_difference")

    @api.depends("old_total", "new_total")
    def _compute_difference(self):
        for comparison in self:
            comparison.difference = comparison.new_total - comparison.old_total
            old_total = comparison.old_total
            comparison.percent = old_total and comparison.difference / old_total

    @api.model
    def _open(self, old, new):
        """Compare two contracts' price lists and show the result.

        :param old: ruiji.contract, or none of it for the standard list
        :param new: ruiji.contract, or none of it for the standard list
        """
        comparison = self._compare(old, new)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Comparison of price lists"),
            "res_model": self._name,
            "res_id": comparison.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _compare(self, old, new):
        rows = self.env["ruiji.repair.price"].compare(old.ids, new.ids)
        currency = new.currency_id or old.currency_id or self.env.company.currency_id
        total_names = ("boards", "boards_without", "old_total", "new_total")
        totals = {name: sum(row[name] for row in rows) for name in total_names}
        changes = [row["change"] for row in rows]
        counts = {
            f"{change}_count": changes.count(change)
            for change in ("added", "dropped", "repriced", "same")
        }
        return self.create(
            {
                "old_contract_id": old.id,
                "new_contract_id": new.id,
                "currency_id": currency.id,
                "line_ids": [
                    Command.create(self._prepare_line_vals(row))
                    for row in rows
                    if row["change"] != "same" or row["boards"]
                ],
                **totals,
                **counts,
            }
        )

    @api.model
    def _prepare_line_vals(self, row):
        kept = set(row) - {"old_line_id", "new_line_id", "ratio"}
        return {name: row[name] for name in kept} | {"percent": row["ratio"] or 0}


class PriceComparisonLine(models.TransientModel):
    """One line of either list: what became of it and what that would have meant."""

    _name = "ruiji.price.comparison.line"
    _description = "Price List Comparison Line"
    _order = "change, categ_id, device_model_id, product_id"

    comparison_id = fields.Many2one(
        "ruiji.price.comparison", required=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="comparison_id.currency_id")
    categ_id = fields.Many2one("product.category", string="Product category")
    device_model_id = fields.Many2one("ruiji.device.model")
    product_id = fields.Many2one("product.product", string="Board")
    change = fields.Selection(
        [
            ("added", "Added"),
            ("dropped", "Dropped"),
            ("repriced", "Repriced"),
            ("same", "Unchanged"),
        ]
    )
    old_price = fields.Monetary()
    new_price = fields.Monetary()
    percent = fields.Float(string="Price change")
    boards = fields.Integer(string="Boards in 12 months")
    boards_without = fields.Integer(string="Without a price")
    old_total = fields.Monetary(string="At old prices")
    new_total = fields.Monetary(string="At new prices")
