from odoo import api, fields, models
from odoo.exceptions import ValidationError

# The database refuses what the application refuses: what was signed lists its parts.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_service_voucher_part_is_signed()
    RETURNS trigger AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM ruiji_service_voucher voucher
             WHERE voucher.state = 'done'
               AND voucher.id IN (
                   CASE WHEN TG_OP <> 'INSERT' THEN OLD.voucher_id END,
                   CASE WHEN TG_OP <> 'DELETE' THEN NEW.voucher_id END)
        ) THEN
            RAISE EXCEPTION 'Parts of a concluded voucher are final';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_service_voucher_part_is_signed
     BEFORE INSERT OR UPDATE OR DELETE ON ruiji_service_voucher_part
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_voucher_part_is_signed();
"""


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
        self.env.cr.execute(GUARD)

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
