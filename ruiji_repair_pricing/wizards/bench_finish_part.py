from odoo import fields, models


class BenchFinishPart(models.TransientModel):
    """A part that went into a board."""

    _name = "ruiji.bench.finish.part"
    _description = "Part Used"

    finish_id = fields.Many2one(
        "ruiji.bench.finish", required=True, ondelete="cascade", index=True
    )
    product_id = fields.Many2one(
        "product.product",
        string="Part",
        required=True,
        ondelete="cascade",
        index="btree_not_null",
        domain=[("type", "=", "consu"), ("repairable", "=", False)],
    )
    quantity = fields.Float(default=1, required=True)

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Say how many of the part went into the board."
    )

    def _prepare_move_vals(self):
        return {"product_id": self.product_id.id, "product_uom_qty": self.quantity}
