from odoo import models

# Height of a row of codes to scan on the delivery note, in pixels of the paper.
ROW_HEIGHT = 160
CODES_IN_ROW = 4


class GoodsMovement(models.Model):
    """With the boards goes the question how the client was served (CAR-07)."""

    _inherit = "ruiji.goods.movement"

    def _tell_contacts(self):
        self.repair_out_ids.slip_id._ask_for_satisfaction()
        return super()._tell_contacts()

    def _rating_rows(self):
        """Slips of this parcel that can be rated, as codes stand on its paper.

        :return: list of rows, of (slip number, link)
        """
        links = list(self.repair_out_ids.slip_id._satisfaction_links().items())
        return [
            links[start : start + CODES_IN_ROW]
            for start in range(0, len(links), CODES_IN_ROW)
        ]

    def _rating_height(self):
        """What the codes take of the last sheet."""
        return ROW_HEIGHT * len(self._rating_rows())
