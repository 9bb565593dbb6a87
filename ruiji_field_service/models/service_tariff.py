from odoo import api, fields, models


class ServiceTariff(models.Model):
    """What travel, work and parts cost where no price list says so (SVC-06)."""

    _name = "ruiji.service.tariff"
    _description = "Fee Tariff"
    _order = "charge, area, id"
    _rec_name = "charge"

    charge = fields.Selection(
        [("travel", "Travel, a visit"), ("work", "Work, a call"), ("part", "Part")],
        string="What for",
        required=True,
        default="travel",
    )
    area = fields.Selection(
        selection=lambda self: self.env["ruiji.service.call"]
        ._fields["area"]
        ._description_selection(self.env),
        help="Empty: wherever the equipment stands.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Part",
        ondelete="restrict",
        index="btree_not_null",
        domain=[("repairable", "=", False), ("type", "=", "consu")],
    )
    price = fields.Monetary(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)

    _one_price = models.UniqueIndex(
        "(company_id, charge, COALESCE(area, ''), COALESCE(product_id, 0))"
        " WHERE active",
        "There is a price for this already: change that one.",
    )
    _price_not_negative = models.Constraint(
        "CHECK (price >= 0)", "A price cannot be negative."
    )
    _part_is_named = models.Constraint(
        "CHECK ((charge = 'part') = (product_id IS NOT NULL))",
        "Choose the part for prices of parts, and for those alone.",
    )

    @api.model
    def _prices(self, company):
        """{(charge, area or False, product id or False): price} of a company."""
        tariffs = self.search([("company_id", "=", company.id)])
        return {(t.charge, t.area, t.product_id.id): t.price for t in tariffs}
