from odoo import api, fields, models
from odoo.fields import Command


class PriceCompare(models.TransientModel):
    """Puts two price lists side by side: added, dropped, repriced (PRI-02)."""

    _name = "ruiji.price.compare"
    _description = "Compare Price Lists"

    contract_id = fields.Many2one(
        "ruiji.contract", string="Price list of", help="Empty: the standard list."
    )
    other_id = fields.Many2one(
        "ruiji.contract",
        string="Compared with",
        compute="_compute_other_id",
        store=True,
        readonly=False,
        help="The contract of the last period, if there is one. Empty: the standard "
        "list.",
    )
    only_differences = fields.Boolean(default=True)
    line_ids = fields.One2many(
        "ruiji.price.compare.line", "compare_id", compute="_compute_lines", store=True
    )
    added_count = fields.Integer(compute="_compute_counts")
    dropped_count = fields.Integer(compute="_compute_counts")
    repriced_count = fields.Integer(compute="_compute_counts")

    @api.depends("contract_id")
    def _compute_other_id(self):
        for compare in self:
            compare.other_id = compare.contract_id.renewed_from_id

    @api.depends("contract_id", "other_id", "only_differences")
    def _compute_lines(self):
        for compare in self:
            rows = self.env["ruiji.repair.price"].compare(
                compare.other_id.ids, compare.contract_id.ids
            )
            compare.line_ids = [Command.clear()] + [
                Command.create(compare._prepare_line(row))
                for row in rows
                if row["change"] != "same" or not compare.only_differences
            ]

    @api.depends("line_ids.change")
    def _compute_counts(self):
        for compare in self:
            changes = compare.line_ids.mapped("change")
            compare.added_count = changes.count("added")
            compare.dropped_count = changes.count("dropped")
            compare.repriced_count = changes.count("repriced")

    def _prepare_line(self, row):
        contract = self.contract_id or self.other_id
        currency = contract.currency_id or self.env.company.currency_id
        names = ("categ_id", "device_model_id", "product_id", "change")
        return {name: row[name] for name in names} | {
            "old_price": row["old_price"] or 0,
            "new_price": row["new_price"] or 0,
            "ratio": row["ratio"] or 0,
            "currency_id": currency.id,
        }


class PriceCompareLine(models.TransientModel):
    _name = "ruiji.price.compare.line"
    _description = "Compared Price"

    compare_id = fields.Many2one("ruiji.price.compare", ondelete="cascade")
    categ_id = fields.Many2one("product.category", string="Product category")
    device_model_id = fields.Many2one("ruiji.device.model")
    product_id = fields.Many2one("product.product", string="Board")
    currency_id = fields.Many2one("res.currency")
    old_price = fields.Monetary(string="Before")
    new_price = fields.Monetary(string="Now")
    ratio = fields.Float(string="Difference")
    change = fields.Selection(
        [
            ("added", "Added"),
            ("dropped", "Dropped"),
            ("repriced", "Repriced"),
            ("same", "Same"),
        ]
    )
