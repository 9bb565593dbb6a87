from odoo import api, models
from odoo.fields import Domain

OFFERED = 8


class RepairOrder(models.Model):
    """Completes what a clerk begins to type about a board (REP-01)."""

    _inherit = "repair.order"

    @api.model
    @api.readonly
    def complete_fault(self, product_id, term):
        """The usual faults of a board, or of any board where it isn't known yet.

        :param product_id: product.product, or False
        :param str term: what is typed so far
        :return: list of texts, the most frequent first
        """
        domain = Domain("fault_description", "ilike", term or "")
        domain &= Domain("fault_description", "not in", (False, ""))
        if product_id:
            model = self.env["product.product"].browse(product_id).device_model_id
            domain &= Domain("product_id.device_model_id", "=", model.id)
        groups = self._read_group(
            domain,
            ["fault_description"],
            ["__count"],
            order="__count desc, fault_description",
            limit=OFFERED,
        )
        return [fault for fault, _count in groups]
