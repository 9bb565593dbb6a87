from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..utils.signed_rows import guard_of_belongings


class ServiceVoucherPart(models.Model):
    """A part used on site, without its price (SVC-03)."""

    _name = "ruiji.service.voucher.part"
    _description = "Part Used on Site"
    _order = "id"

    voucher_id = fields.Many2one(
        "ruiji.service.voucher", required=True, index=True, ondelete="restrict"
    )
    product_id = fields.Many2one(
        "product.product",
        string="Part",
        ondelete="restrict",
        domain=[("repairable", "=", False), ("type", "=", "consu")],
    )
    name = fields.Char(
        string="Part as written", help="For parts that aren't in the catalogue."
    )
    quantity = fields.Float(default=1, required=True)

    _positive = models.Constraint(
        "CHECK (quantity > 0)", "Enter how many of the part were used."
    )

    def init(self):
        """Put the guard before the table."""
        guard = guard_of_belongings(self._table, "ruiji_service_voucher", "voucher_id")
        self.env.cr.execute(guard)

    @api.constrains("product_id", "name")
    def _check_is_named(self):
        if any(not part.product_id and not part.name for part in self):
            raise ValidationError(
                self.env._("Choose each part used, or write what it is.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Add parts to vouchers that are being filled in."""
        parts = super().create(vals_list)
        parts._check_voucher_is_open()
        return parts

    def write(self, vals):
        """Change parts of vouchers that are being filled in."""
        self._check_voucher_is_open()
        result = super().write(vals)
        self._check_voucher_is_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _check_voucher_is_open(self):
        self.voucher_id._check_open()

    def _paper_name(self):
        return self.product_id.display_name or self.name
