from odoo import models

from odoo.addons.ruiji_client_archive.utils.paper_sheets import line_count

from .repair_order_paper import EDGES, LINE


class RepairPrice(models.Model):
    """A price as a row of a price list."""

    _inherit = "ruiji.repair.price"

    def _paper_texts(self):
        """Texts that may take several lines of a row, by column, sorted by them."""
        return {
            "category": self.categ_id.name or "",
            "model": self.device_model_id.name or "",
            "board": self.product_id.board_type or "",
            "start": str(self.date_start or ""),
            "note": self.note or "",
        }

    def _paper_height(self, columns):
        texts = self._paper_texts()
        return EDGES + LINE * max(
            line_count(texts[column], width) for column, width in columns.items()
        )
