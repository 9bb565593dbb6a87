"""After-sales service: how many call, how soon somebody comes, how well it holds."""

from odoo.tools import LazyTranslate

from odoo.addons.ruiji_repair_pricing.dashboards.declarations import (
    Board,
    Chart,
    Filter,
    Listing,
    Score,
    Source,
)
from odoo.addons.ruiji_repair_pricing.dashboards.sources import (
    OF_THE_HOUSE,
    PERIOD,
    PROVINCE,
)

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

FIELD = "ruiji_field_service"
TECHNICIAN = Filter("technician", _lt("Technician"), "res.users", OF_THE_HOUSE)
CALLS = Source(
    "ruiji.service.analysis",
    f"{FIELD}.service_analysis_menu",
    f"{FIELD}.service_analysis_action",
    (("state", "!=", "cancelled"),),
    {
        "period": "date_called",
        "province": "state_id",
        "manager": "manager_id",
        "technician": "technician_id",
    },
)
WAITING = CALLS.without("period").where(("state", "=", "new"))
OPEN = CALLS.without("period").where(("state", "not in", ["done", "cancelled"]))
BREACHES = CALLS.where(("breaches", ">", 0))
MISSING_DAYS = Source(
    "ruiji.service.day",
    f"{FIELD}.service_day_menu",
    f"{FIELD}.service_day_action",
    (("state", "=", "draft"), ("day", "<", "today")),
    {"technician": "technician_id"},
    by_day=True,
)

AFTER_SALES = Board(
    (PERIOD, PROVINCE, TECHNICIAN),
    (
        (
            Score(_lt("Calls"), CALLS),
            Score(_lt("To be dispatched"), WAITING),
            Score(_lt("Calls under way"), OPEN),
            Score(_lt("Broken promises"), CALLS, "breaches:sum"),
            Score(_lt("Missing daily reports"), MISSING_DAYS),
        ),
        (
            Score(_lt("In time (%)"), CALLS, "punctuality:avg", "percent"),
            Score(
                _lt("Working hours until arrival"),
                CALLS,
                "hours_to_arrive:avg",
                "decimal",
            ),
            Score(
                _lt("Working hours until finished"),
                CALLS,
                "hours_to_finish:avg",
                "decimal",
            ),
            Score(_lt("Repeat calls (%)"), CALLS, "repeat_rate:avg", "percent"),
        ),
        (
            Chart(
                "bar",
                _lt("Calls by month and kind"),
                CALLS,
                ("date_called:month", "kind"),
                share=2,
            ),
            Chart("pie", _lt("Calls by status"), CALLS, ("state",)),
        ),
        (
            Chart(
                "line",
                _lt("In time by month (%)"),
                CALLS,
                ("date_called:month",),
                "punctuality",
            ),
            Chart(
                "rows",
                _lt("Broken promises by technician"),
                BREACHES,
                ("technician_id",),
                ranked=True,
            ),
        ),
        (
            Chart(
                "line",
                _lt("Hours until arrival by month"),
                CALLS,
                ("date_called:month",),
                "hours_to_arrive",
            ),
            Chart(
                "line",
                _lt("Hours until finished by month"),
                CALLS,
                ("date_called:month",),
                "hours_to_finish",
            ),
            Chart(
                "rows",
                _lt("Top clients by calls"),
                CALLS,
                ("partner_id",),
                ranked=True,
            ),
        ),
        Listing(
            _lt("To be dispatched"),
            WAITING,
            (
                ("call_id", 1),
                ("date_called", 1),
                ("partner_id", 2),
                ("district", 1),
                ("kind", 1),
            ),
            "date_called",
        ),
    ),
)
# On the boards of management, beside what is known of the clients.
MANAGEMENT_ROWS = (
    (
        Score(_lt("Service calls"), CALLS),
        Score(_lt("In time (%)"), CALLS, "punctuality:avg", "percent"),
        Score(_lt("Broken promises"), CALLS, "breaches:sum"),
        Score(_lt("Repeat calls (%)"), CALLS, "repeat_rate:avg", "percent"),
    ),
)
