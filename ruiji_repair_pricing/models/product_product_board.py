from collections import defaultdict

from odoo import api, models


class ProductProduct(models.Model):
    """Find boards of the catalogue by what people write on slips."""

    _inherit = "product.product"

    def _board_label(self):
        """The board as clients know it: device model and board type."""
        self.ensure_one()
        return f"{self.device_model_id.name} {self.board_type}"

    @api.model
    def _boards_by_text(self, texts):
        """Find the one board that each text means, however it is spelled.

        A board type that several device models have means none of them.

        :return: {text: product.product, empty where the catalogue can't tell}
        """
        key = self.env["ruiji.catalogue.request"]._board_key
        boards = self.search_fetch(
            [("repairable", "=", True)], ["name", "board_type", "device_model_id"]
        )
        spelled = defaultdict(set)
        for board in boards:
            for spelling in (board.name, board.board_type, board._board_label()):
                spelled[key(spelling)].add(board.id)
        unique = {text: ids.pop() for text, ids in spelled.items() if len(ids) == 1}
        return {text: self.browse(unique.get(key(text))) for text in texts}

    @api.model
    def _search_boards(self, term, limit=20):
        """Complete what was begun to be typed, for the portal and for intake."""
        words = term.split()
        domain = [("repairable", "=", True)]
        for word in words:
            domain += [
                "|",
                "|",
                ("board_type", "ilike", word),
                ("device_model_id.name", "ilike", word),
                ("name", "ilike", word),
            ]
        return self.search_fetch(
            domain, ["board_type", "device_model_id"], limit=limit, order="name, id"
        )
