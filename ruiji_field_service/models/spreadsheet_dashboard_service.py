from odoo import models

from ..dashboards import AFTER_SALES, MANAGEMENT_ROWS


class SpreadsheetDashboard(models.Model):
    """After-sales service on a board of its own and on those of management (ANA-01)."""

    _inherit = "spreadsheet.dashboard"

    def _declared_board(self):
        if self.ruiji_board == "after_sales":
            return AFTER_SALES
        board = super()._declared_board()
        if self.ruiji_board not in ("marketing_vp", "general_manager"):
            return board
        return board.plus(*MANAGEMENT_ROWS)
