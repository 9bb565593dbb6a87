from typing import NamedTuple

from odoo import models

from odoo.addons.ruiji_client_archive.utils.paper_sheets import (
    line_count,
    split_sheets,
)

# Height of a line of text and what a row's edges add to it, in pixels of the paper.
LINE = 21
EDGES = 9
LABELS_IN_ROW = 3
LABELS_ON_SHEET = 24


class Sheet(NamedTuple):
    """Boards that go onto one sheet of a paper, and how many went before."""

    boards: object
    offset: int


class RepairOrder(models.Model):
    """A board as a row of papers, and on its label (REP-04, REP-07)."""

    _name = "repair.order"
    _inherit = ["repair.order", "ruiji.printed.paper"]

    def _paper_name(self):
        """What the board is called: as in the catalogue, else as the client wrote."""
        self.ensure_one()
        return self._paper_model() + " " + self._paper_board()

    def _paper_model(self):
        return self.product_id.device_model_id.name or ""

    def _paper_board(self):
        product = self.product_id
        return product.board_type or product.name or self.board_text or ""

    def _paper_serial(self):
        """The serial number; below it that of the board which goes back instead."""
        numbers = [self.serial_number or ""]
        if self.exchange_serial_number:
            numbers.append(f"→ {self.exchange_serial_number}")
        return "\n".join(numbers)

    def _paper_amount(self):
        """What the board costs: the charge once it is known, before that the price."""
        if self.charge_kind:
            return self.charge
        return self.repair_price if self.price_state == "priced" else 0

    def _paper_texts(self):
        """Texts that may take several lines of a row, by column."""
        return {
            "name": self._paper_name(),
            "model": self._paper_model(),
            "board": self._paper_board(),
            "serial": self._paper_serial(),
            "fault": self.fault_description,
        }

    def _paper_sheets(self, columns, first, following, closing, least=1):
        """Spread boards over the sheets of a paper.

        :param dict columns: {column of `_paper_texts`: width in half-width characters}
        :param int first: height for rows on the first sheet, in pixels of the paper
        :param int following: height for rows on each further sheet
        :param int closing: height of totals and signatures
        :param int least: lines that every row has
        :return: list of Sheet
        """
        heights = [board._paper_height(columns, least) for board in self]
        return [
            Sheet(self[start:end], start)
            for start, end in split_sheets(heights, first, following, closing)
        ]

    def _paper_height(self, columns, least):
        texts = self._paper_texts()
        lines = [line_count(texts[column], width) for column, width in columns.items()]
        return EDGES + LINE * max(least, *lines)

    def _label_sheets(self):
        """The boards as labels lie on sheets: list of sheets, of rows, of boards."""
        rows = [
            self[start : start + LABELS_IN_ROW]
            for start in range(0, len(self), LABELS_IN_ROW)
        ]
        rows_on_sheet = LABELS_ON_SHEET // LABELS_IN_ROW
        return [
            rows[start : start + rows_on_sheet]
            for start in range(0, len(rows), rows_on_sheet)
        ]

    def _paper_unit(self):
        """The sending unit in short, for those who can't open its file, too."""
        # Technicians may know whose board it is, see `shipping_address`.
        unit = self.partner_id.sudo()
        return unit.short_name or unit.name or ""

    def _paper_shows_prices(self):
        """Whether the reader may know what repairs cost: technicians may not."""
        return self._has_field_access(self._fields["repair_price"], "read")
