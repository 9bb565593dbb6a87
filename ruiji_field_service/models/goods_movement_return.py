from odoo import fields, models


class GoodsMovement(models.Model):
    """Boards that a technician handed over need no notice of a parcel (SVC-03)."""

    _inherit = "ruiji.goods.movement"

    # Set when the client signs, by nobody's hand.
    service_return_id = fields.Many2one(
        "ruiji.service.return",
        string="Return receipt",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        groups=fields.NO_ACCESS,
    )

    def _tell_contacts(self):
        """Tell of parcels that are on their way, not of what was just signed for."""
        # Whether a client signed is no secret to who enters the goods.
        handed_over = self.sudo().filtered("service_return_id").sudo(self.env.su)
        return super(GoodsMovement, self - handed_over)._tell_contacts()
