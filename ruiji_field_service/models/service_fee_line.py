from odoo import api, fields, models
from odoo.exceptions import UserError

TRAVEL = "ruiji_field_service.charge_travel"


class ServiceFeeLine(models.Model):
    """Work, travel or a part that a call is charged for, with its price (SVC-06)."""

    _name = "ruiji.service.fee.line"
    _description = "Line of a Service Fee"
    _order = "fee_id, id"

    fee_id = fields.Many2one(
        "ruiji.service.fee", required=True, index=True, ondelete="cascade"
    )
    charge = fields.Selection(
        [
            ("work", "Labour"),
            ("inspection", "Inspection"),
            ("travel", "Travel"),
            ("part", "Part"),
        ],
        string="What for",
        required=True,
        default="work",
    )
    product_id = fields.Many2one("product.product", string="Part", ondelete="restrict")
    name = fields.Char(string="Text", required=True)
    quantity = fields.Float(default=1, required=True)
    price = fields.Monetary()
    priced = fields.Boolean(
        string="Price known",
        help="Until all prices are known, nothing is collected or invoiced.",
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)
    source = fields.Char(string="Price from", readonly=True)
    currency_id = fields.Many2one(related="fee_id.currency_id")
    company_id = fields.Many2one(related="fee_id.company_id")

    _not_negative = models.Constraint(
        "CHECK (price >= 0 AND quantity > 0)",
        "Prices cannot be negative, and quantities are more than nothing.",
    )

    @api.depends("price", "quantity")
    def _compute_amount(self):
        for line in self:
            line.amount = line.currency_id.round(line.price * line.quantity)

    @api.model_create_multi
    def create(self, vals_list):
        """Add to fees that are not settled."""
        if not self.env.su:
            vals_list = [self._entered(vals) for vals in vals_list]
        lines = super().create(vals_list)
        lines._check_open()
        lines.fee_id._settle_soon()
        return lines

    def write(self, vals):
        """Price lines of fees that are not settled; who did it is kept."""
        self._check_open()
        if not self.env.su:
            vals = self._entered(vals)
        result = super().write(vals)
        self._check_open()
        self.fee_id._settle_soon()
        return result

    @api.ondelete(at_uninstall=False)
    def _check_open(self):
        if self.env.su:
            return
        # That a fee is settled is told to whoever may change its lines.
        self.fee_id.sudo().lock_for_update(allow_referencing=True)
        if any(fee._settled_as() or fee.kind != "paid" for fee in self.fee_id.sudo()):
            raise UserError(
                self.env._(
                    "This fee is settled or free: it stays. Give back by a credit "
                    "note what was charged too much."
                )
            )

    @api.model
    def _entered(self, vals):
        """Whoever enters a price knows it, and is named as its source."""
        if not vals.keys() & {"price", "priced"}:
            return vals
        source = self.env._("Entered by %(user)s", user=self.env.user.name)
        return {"priced": True} | vals | {"source": source}

    def _prepare_invoice_line_vals(self):
        product = self._invoice_product()
        taxes = product.taxes_id._filter_taxes_by_company(self.company_id)
        return {
            "product_id": product.id,
            "name": f"{self.fee_id.call_name} {self.name}",
            "quantity": self.quantity,
            "price_unit": self.price,
            "tax_ids": (taxes or self.company_id.account_sale_tax_id).ids,
        }

    def _invoice_product(self):
        """The house's own service, or the part itself."""
        if self.charge == "travel":
            return self.env.ref(TRAVEL)
        kind = "inspection" if self.charge == "inspection" else "paid"
        return self.product_id or self.product_id._charge_product(kind)
