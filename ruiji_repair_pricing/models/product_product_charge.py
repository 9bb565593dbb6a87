from odoo import api, models


class ProductProduct(models.Model):
    """The services that stand for what a repair is charged as."""

    _inherit = "product.product"

    @api.model
    def _charge_product(self, kind):
        """The service of a kind of charge; what costs nothing goes as warranty.

        :param kind: a choice of repair.order's charge_kind
        """
        name = kind if kind in ("paid", "contract", "inspection") else "warranty"
        return self.env.ref(f"ruiji_repair_pricing.charge_{name}")
