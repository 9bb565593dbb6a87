import json

from odoo import fields, models

from ..dashboards import BOARDS, Composer


class SpreadsheetDashboard(models.Model):
    """Dashboards that are declared in code and composed for each viewer (ANA-01)."""

    _inherit = "spreadsheet.dashboard"

    ruiji_board = fields.Char(
        readonly=True,
        export_string_translation=False,
    )

    def _get_serialized_readonly_dashboard(self):
        """Compose a declared dashboard in the viewer's words, about his clients."""
        self.check_access("read")
        result = super()._get_serialized_readonly_dashboard()
        if not self.ruiji_board:
            return result
        data = json.loads(result)
        locale = data["snapshot"]["settings"]["locale"]
        data["snapshot"] = self._composed_board()
        data["snapshot"]["settings"]["locale"] = locale
        return json.dumps(data)

    def _composed_board(self):
        return Composer(self.env._, self.env.uid).compose(self._declared_board())

    def _declared_board(self):
        """What this dashboard shows; addons add rows to it (`Board.plus`).

        :return: dashboards.declarations.Board
        """
        return BOARDS[self.ruiji_board]
