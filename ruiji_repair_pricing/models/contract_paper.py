from typing import NamedTuple

from odoo import models

from odoo.addons.ruiji_client_archive.utils.paper_sheets import split_sheets


class PriceSheet(NamedTuple):
    """Prices that go onto one sheet of a price list, and how many went before."""

    lines: object
    offset: int


class Contract(models.Model):
    """Papers of a contract, as its client wants them (REP-04)."""

    _name = "ruiji.contract"
    _inherit = ["ruiji.contract", "ruiji.printed.paper"]

    def _price_list_sheets(self, columns, first, following, closing):
        """Spread the published prices over the sheets of a price list.

        :param dict columns: {column of `_paper_texts`: width in half-width characters}
        :param int first: height for rows on the first sheet, in pixels of the paper
        :param int following: height for rows on each further sheet
        :param int closing: height of the signatures
        :return: list of PriceSheet
        """
        self.ensure_one()
        lines = self.price_ids.filtered(lambda line: line.state == "published")
        lines = lines.sorted(lambda line: tuple(line._paper_texts().values()))
        heights = [line._paper_height(columns) for line in lines]
        return [
            PriceSheet(lines[start:end], start)
            for start, end in split_sheets(heights, first, following, closing)
        ]
