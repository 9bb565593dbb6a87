from odoo import fields, models


class PriceComparisonLine(models.TransientModel):
    """One line of either list: what became of it and what that would have meant."""

    _name = "ruiji.price.comparison.line"
    _description = "Price List Comparison Line"
    _order = "categ_id, device_model_id, product_id, id"

    comparison_id = fields.Many2one(
        "ruiji.price.comparison", required=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="comparison_id.currency_id")
    old_line_id = fields.Many2one("ruiji.repair.price", index="btree_not_null")
    new_line_id = fields.Many2one("ruiji.repair.price", index="btree_not_null")
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
    old_total = fields.Monetary(string="At the old prices")
    new_total = fields.Monetary(string="At the new prices")

    def action_explain(self):
        """Show where the price of this line holds (PRI-04)."""
        self.ensure_one()
        return (self.new_line_id or self.old_line_id).action_explain()
