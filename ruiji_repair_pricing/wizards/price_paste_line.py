from odoo import fields, models


class PricePasteLine(models.TransientModel):
    """A pasted row with its verdict (PRI-02)."""

    _name = "ruiji.price.paste.line"
    _description = "Pasted Price"

    paste_id = fields.Many2one("ruiji.price.paste", ondelete="cascade")
    row_text = fields.Char()
    written = fields.Char(string="As pasted")
    board_text = fields.Char()
    categ_id = fields.Many2one("product.category", string="Product category")
    device_model_id = fields.Many2one("ruiji.device.model")
    product_id = fields.Many2one("product.product", string="Board")
    price_id = fields.Many2one("ruiji.repair.price", string="Price line")
    currency_id = fields.Many2one("res.currency")
    price = fields.Monetary()
    old_price = fields.Monetary(string="Until now")
    date_start = fields.Date(string="From")
    date_end = fields.Date(string="To")
    note = fields.Char()
    verdict = fields.Selection(
        [
            ("new", "New"),
            ("update", "Changes"),
            ("same", "As it was"),
            ("unknown", "Unknown board"),
            ("problem", "Not taken"),
        ]
    )
    problem = fields.Char(string="Why not")

    def _prepare_price_vals(self):
        """Values of the price line that this row becomes."""
        self.ensure_one()
        return {
            "contract_id": self.paste_id.contract_id.id,
            "categ_id": self.categ_id.id,
            "device_model_id": self.device_model_id.id,
            "product_id": self.product_id.id,
            "price": self.price,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "note": self.note,
        }

    def action_explain(self):
        """Show where the price that this row changes holds (PRI-04)."""
        self.ensure_one()
        return self.price_id.action_explain()
