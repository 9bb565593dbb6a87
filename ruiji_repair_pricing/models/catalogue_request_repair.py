from odoo import fields, models


class CatalogueRequest(models.Model):
    """Boards in repair wait for the catalogue, and go on by themselves (PRI-01)."""

    _inherit = "ruiji.catalogue.request"

    repair_ids = fields.One2many(
        "repair.order", "catalogue_request_id", string="Waiting boards", readonly=True
    )

    def _on_resolved(self, product):
        """Name the waiting boards; naming them prices them."""
        result = super()._on_resolved(product)
        # The boards wait for this answer, whoever may read their slips.
        waiting = self.sudo().repair_ids.filtered(lambda repair: not repair.product_id)
        waiting.product_id = product
        on_the_bench = waiting.filtered(lambda r: r.slip_id.state != "submitted")
        on_the_bench._freeze_prices()
        return result
