from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain


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
    def _board_by_text(self, text):
        """The one board that a text means, or none."""
        return self._boards_by_text([text])[text] if text else self.browse()

    @api.model
    def _boards_of_rows(self, rows):
        """The board that each row from a file means; a model given has to fit.

        :param rows: list of utils.intake_rows.IntakeRow
        :return: list of product.product, empty where the catalogue can't tell
        """
        found = self._boards_by_text(
            {text for row in rows for text in (row.board_text, row.board) if text}
        )
        key = self.env["ruiji.catalogue.request"]._board_key
        boards = []
        for row in rows:
            whole = found.get(row.board_text) or self.browse()
            alone = found.get(row.board) or self.browse()
            fits = key(alone.device_model_id.name or "") == key(row.model)
            boards.append(whole or (alone if fits else self.browse()))
        return boards

    @api.model
    def _search_boards(self, term, limit=20):
        """Complete what was begun to be typed, for the portal and for intake.

        Each word may be part of the board type, the device model or the name, or
        initials in pinyin of any of them.
        """
        domain = Domain("repairable", "=", True)
        for word in term.split():
            domain &= Domain.OR(
                Domain(field, "ilike", word)
                for field in ("board_type", "device_model_id.name", "name")
            ) | Domain("board_initials", "like", word.lower())
        return self.search_fetch(
            domain, ["board_type", "device_model_id"], limit=limit, order="name, id"
        )

    @api.model
    @api.readonly
    def complete_board(self, term):
        """Boards for the grid of a slip, those whose type begins so first.

        :return: list of {"id", "display_name"}
        """
        begun = (term or "").strip().casefold()
        boards = self._search_boards(term or "").sorted(
            lambda board: board._distance_from(begun)
        )
        return [
            {"id": board.id, "display_name": board.display_name} for board in boards
        ]

    def _distance_from(self, begun):
        board_type = (self.board_type or "").casefold()
        return board_type != begun, not board_type.startswith(begun)
