from odoo import models
from odoo.tools import LazyTranslate

from odoo.addons.ruiji_repair_pricing.dashboards.declarations import (
    Chart,
    Score,
    Source,
)

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

CARE = "ruiji_client_care"
VISITS = Source(
    "ruiji.client.visit",
    f"{CARE}.client_visit_menu_region",
    f"{CARE}.client_visit_action_region",
    (("state", "in", ["held", "sent", "closed"]),),
    {"period": "visit_day", "province": "state_id", "manager": "manager_id"},
    by_day=True,
)
LATE = Source(
    "ruiji.client.visit",
    f"{CARE}.client_visit_menu_minutes",
    f"{CARE}.client_visit_action_minutes",
    (("minutes_overdue", "=", True),),
    {"province": "state_id", "manager": "manager_id"},
)
COMPLAINTS = Source(
    "ruiji.client.feedback",
    f"{CARE}.client_feedback_menu_analysis",
    f"{CARE}.client_feedback_action_analysis",
    (("kind", "=", "complaint"),),
    {"period": "received_at", "province": "state_id", "manager": "manager_id"},
)
SATISFACTION = Source(
    "ruiji.satisfaction.analysis",
    f"{CARE}.satisfaction_analysis_menu",
    f"{CARE}.satisfaction_analysis_action",
    (),
    {"period": "date", "province": "state_id", "manager": "manager_id"},
)
SCORES = (
    Score(_lt("Visits and calls"), VISITS),
    Score(_lt("Overdue minutes"), LATE),
    Score(_lt("Complaints"), COMPLAINTS),
    Score(_lt("Satisfied clients"), SATISFACTION, "content_rate:avg", "percent"),
)
CHARTS = (
    Chart("rows", _lt("Visits by region"), VISITS, ("state_id",), ranked=True),
    Chart("rows", _lt("Visits by visitor"), VISITS, ("user_id", "kind")),
)


class SpreadsheetDashboard(models.Model):
    """Visits, complaints and satisfaction on the boards of management (ANA-04)."""

    _inherit = "spreadsheet.dashboard"

    def _declared_board(self):
        board = super()._declared_board()
        if self.ruiji_board not in ("marketing_vp", "general_manager"):
            return board
        return board.plus(SCORES, CHARTS)
