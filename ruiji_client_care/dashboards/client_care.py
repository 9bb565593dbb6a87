"""Visits, feedback and satisfaction, for those who look after clients (CAR-01..04)."""

from odoo.tools import LazyTranslate

from odoo.addons.ruiji_repair_pricing.dashboards.declarations import (
    Board,
    Chart,
    Listing,
    Score,
)
from odoo.addons.ruiji_repair_pricing.dashboards.sources import (
    MANAGER,
    PERIOD,
    PROVINCE,
)

from .sources import (
    BY_TECHNICIAN,
    DUE_CLIENTS,
    GRIEVANCES,
    LATE_MINUTES,
    OPEN_FEEDBACK,
    SATISFACTION,
    VISITS,
)

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

OVERDUE = OPEN_FEEDBACK.where(("is_overdue", "=", True))

CLIENT_CARE = Board(
    (PERIOD, PROVINCE, MANAGER),
    (
        (
            Score(_lt("Visits and calls"), VISITS),
            Score(_lt("Clients due for a visit"), DUE_CLIENTS),
            Score(_lt("Overdue minutes"), LATE_MINUTES),
            Score(_lt("Open feedback"), OPEN_FEEDBACK),
            Score(_lt("Overdue feedback"), OVERDUE),
        ),
        (
            Score(_lt("Complaints and claims"), GRIEVANCES),
            Score(_lt("Clients asked"), SATISFACTION, "asked:sum"),
            Score(_lt("Answers"), SATISFACTION, "answered:sum"),
            Score(_lt("Satisfaction (1 to 4)"), SATISFACTION, "score:avg", "decimal"),
            Score(
                _lt("Satisfied clients"), SATISFACTION, "content_rate:avg", "percent"
            ),
        ),
        (
            Chart("bar", _lt("Visits done by grade"), VISITS, ("grade", "kind")),
            Chart(
                "bar",
                _lt("Visits due by grade"),
                DUE_CLIENTS,
                ("grade", "next_visit_kind"),
            ),
        ),
        (
            Chart(
                "rows",
                _lt("Complaints by cause"),
                GRIEVANCES,
                ("cause_id",),
                ranked=True,
            ),
            Chart(
                "rows",
                _lt("Complaints by product"),
                GRIEVANCES,
                ("categ_id",),
                ranked=True,
            ),
            Chart(
                "rows",
                _lt("Complaints by prefecture"),
                GRIEVANCES,
                ("city_id",),
                ranked=True,
            ),
        ),
        (
            Chart(
                "rows",
                _lt("Satisfaction by technician"),
                BY_TECHNICIAN,
                ("user_id",),
                "score",
                ranked=True,
            ),
            Chart(
                "line",
                _lt("Satisfaction by month"),
                SATISFACTION.where(("answered", "=", 1)),
                ("date:month",),
                "score",
            ),
            Chart(
                "bar",
                _lt("Complaints by month"),
                GRIEVANCES,
                ("received_at:month", "severity"),
            ),
        ),
        Listing(
            _lt("Overdue feedback, longest first"),
            OVERDUE,
            (("name", 1), ("partner_id", 2), ("user_id", 1), ("deadline", 1)),
            "deadline",
        ),
    ),
)
