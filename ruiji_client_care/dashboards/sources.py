"""The records behind the figures of client care."""

from odoo.addons.ruiji_repair_pricing.dashboards.declarations import Source

CARE = "ruiji_client_care"

OF_VISITS = {"period": "visit_day", "province": "state_id", "manager": "manager_id"}
OF_FEEDBACK = {
    "period": "received_at",
    "province": "region_id",
    "manager": "manager_id",
}

VISITS = Source(
    "ruiji.client.visit",
    f"{CARE}.client_visit_menu_region",
    f"{CARE}.client_visit_action_region",
    (("state", "in", ["held", "sent", "closed"]),),
    OF_VISITS,
    by_day=True,
)
LATE_MINUTES = Source(
    "ruiji.client.visit",
    f"{CARE}.client_visit_menu_minutes",
    f"{CARE}.client_visit_action_minutes",
    (("minutes_overdue", "=", True),),
    {"province": "state_id", "manager": "manager_id"},
)
DUE_CLIENTS = Source(
    "res.partner",
    f"{CARE}.client_menu_next_visit",
    f"{CARE}.client_action_next_visit",
    (
        ("is_client", "=", True),
        ("archive_state", "=", "filed"),
        ("next_visit_due", "<", "today +1m"),
    ),
    {"province": "state_id", "manager": "user_id"},
)
FEEDBACK = Source(
    "ruiji.client.feedback",
    f"{CARE}.client_feedback_menu",
    f"{CARE}.client_feedback_action",
    (),
    OF_FEEDBACK,
)
GRIEVANCES = Source(
    "ruiji.client.feedback",
    f"{CARE}.client_feedback_menu_analysis",
    f"{CARE}.client_feedback_action_analysis",
    (("kind", "in", ["complaint", "claim"]), ("state", "!=", "withdrawn")),
    OF_FEEDBACK,
)
COMPLAINTS = GRIEVANCES.where(("kind", "=", "complaint"))
OPEN_FEEDBACK = FEEDBACK.without("period").where(
    ("state", "not in", ["closed", "withdrawn"])
)
SATISFACTION = Source(
    "ruiji.satisfaction.analysis",
    f"{CARE}.satisfaction_analysis_menu",
    f"{CARE}.satisfaction_analysis_action",
    (),
    {"period": "date", "province": "state_id", "manager": "manager_id"},
)
BY_TECHNICIAN = Source(
    "ruiji.satisfaction.technician",
    f"{CARE}.satisfaction_technician_menu",
    f"{CARE}.satisfaction_technician_action",
    (("answered", "=", 1),),
    {"period": "date"},
)
