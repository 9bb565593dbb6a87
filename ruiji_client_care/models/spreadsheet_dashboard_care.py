from odoo import models

from ..dashboards import CLIENT_CARE, MANAGEMENT_ROWS

MANAGEMENT = ("marketing_vp", "general_manager")


class SpreadsheetDashboard(models.Model):
    """Visits, complaints and satisfaction on dashboards (ANA-01, ANA-04)."""

    _inherit = "spreadsheet.dashboard"

    def _declared_board(self):
        if self.ruiji_board == "client_care":
            return CLIENT_CARE
        board = super()._declared_board()
        if self.ruiji_board in MANAGEMENT:
            return board.plus(*MANAGEMENT_ROWS)
        return board
