from odoo import api, models


class RepairOrder(models.Model):
    """What a board would cost if it were handed in now (WEB-05)."""

    _inherit = "repair.order"

    @api.model
    def _preview_price(self, unit, board):
        """Price a board that nobody has sent yet, by all rules of a real one.

        :param unit: res.partner that would send it
        :param board: product.product
        :return: values of the price fields as _new_prices() gives them; lapsed cover
            and free warranty are among what they tell
        """
        slip = self.env["ruiji.repair.slip"].new({"partner_id": unit.id})
        trial = self.new({"slip_id": slip, "product_id": board.id})
        return trial._new_prices()[trial]

    def _told_values(self):
        """What the client was told of the price of this board, in the same words."""
        self.ensure_one()
        names = ("price_state", "cover_state", "free_reason", "repair_price")
        return {name: self[name] for name in names} | {
            "repair_currency_id": self.repair_currency_id.id,
            "contract_id": self.contract_id.id,
            "lapsed_contract_id": self.lapsed_contract_id.id,
        }
