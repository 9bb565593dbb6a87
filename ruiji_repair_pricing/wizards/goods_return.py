from odoo import fields, models


class GoodsReturn(models.TransientModel):
    """Takes a parcel back that didn't leave after all."""

    _name = "ruiji.goods.return"
    _description = "Parcel Taken Back"

    movement_id = fields.Many2one(
        "ruiji.goods.movement", required=True, readonly=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)

    def action_take_back(self):
        """Undo the shipment; the reason stays with the entry."""
        self.ensure_one()
        self.movement_id._take_back(self.reason)
        return {"type": "ir.actions.act_window_close"}
