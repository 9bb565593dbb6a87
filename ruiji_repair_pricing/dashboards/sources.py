"""The records behind the figures, and the questions that narrow them."""

from odoo.tools import LazyTranslate

from .declarations import Filter, Source

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

ARCHIVE, PRICING = "ruiji_client_archive", "ruiji_repair_pricing"

IN_CHINA = (("country_id.code", "=", "CN"),)
OF_THE_HOUSE = (("share", "=", False),)

PERIOD = Filter("period", _lt("Period"), default="year_to_date")
PROVINCE = Filter("province", _lt("Provincial region"), "res.country.state", IN_CHINA)
MANAGER = Filter("manager", _lt("Account manager"), "res.users", OF_THE_HOUSE)

CLIENTS = Source(
    "res.partner",
    f"{ARCHIVE}.client_menu",
    f"{ARCHIVE}.client_action",
    (("is_client", "=", True), ("archive_state", "!=", "disposed")),
    {"province": "state_id", "manager": "user_id"},
)
KEY_CLIENTS = CLIENTS.where(
    ("grade", "=", "key"),
    menu=f"{ARCHIVE}.client_key_menu",
    action=f"{ARCHIVE}.client_action_key",
)
AWAITED = CLIENTS.where(
    ("first_contact_deadline", "!=", False),
    ("first_contact_date", "=", False),
    menu=f"{ARCHIVE}.first_contact_menu",
    action=f"{ARCHIVE}.first_contact_action",
)
OVERDUE_CONTACTS = AWAITED.where(
    ("first_contact_deadline", "<", "today"),
    menu=f"{ARCHIVE}.first_contact_overdue_menu",
    action=f"{ARCHIVE}.first_contact_action_overdue",
)
TO_VERIFY = CLIENTS.where(
    ("verification_due_on", "<", "today"),
    menu=f"{ARCHIVE}.client_verification_menu",
    action=f"{ARCHIVE}.client_action_verification",
)
UNMANAGED = CLIENTS.where(
    ("user_id", "=", False),
    menu=f"{ARCHIVE}.client_without_manager_menu",
    action=f"{ARCHIVE}.client_action_without_manager",
)
AT_RISK = Source(
    "ruiji.watch.alert",
    f"{ARCHIVE}.watch_alert_menu",
    f"{ARCHIVE}.watch_alert_action",
    (("date_to", "=", False),),
    {"province": "client_id.state_id", "manager": "manager_id"},
)
SNAPSHOTS = Source(
    "ruiji.performance.snapshot",
    f"{ARCHIVE}.performance_snapshot_menu",
    f"{ARCHIVE}.performance_snapshot_action",
    (),
    {"period": "month", "manager": "user_id"},
    by_day=True,
)
CONTRACTS = Source(
    "ruiji.contract",
    f"{PRICING}.contract_menu",
    f"{PRICING}.contract_action",
    (),
    {"province": "partner_id.state_id", "manager": "manager_id"},
)
RUNNING_CONTRACTS = CONTRACTS.where(("state", "in", ["in_force", "expiring"]))
EXPIRING_CONTRACTS = CONTRACTS.where(
    ("state", "=", "expiring"),
    menu=f"{PRICING}.contract_menu_expiring",
    action=f"{PRICING}.contract_action_expiring",
)
SLIPS = Source(
    "ruiji.repair.slip",
    f"{PRICING}.repair_slip_menu",
    f"{PRICING}.repair_slip_action",
    (("date_submitted", "!=", False),),
    {
        "period": "date_submitted",
        "province": "partner_id.state_id",
        "manager": "manager_id",
    },
)
# The months of a year, whatever period is chosen.
LAST_YEAR_SLIPS = SLIPS.where(("date_submitted", ">=", "now -1y")).without("period")
BOARDS = Source(
    "repair.order",
    f"{PRICING}.repair_order_menu_slip",
    f"{PRICING}.repair_order_action_slip",
    (("slip_id", "!=", False), ("board_state", "not in", ["draft", "cancelled"])),
    {
        "period": "slip_id.date_submitted",
        "province": "partner_id.state_id",
        "manager": "manager_id",
    },
)
BOARDS_IN_HOUSE = Source(
    "repair.order",
    f"{PRICING}.repair_order_menu_house",
    f"{PRICING}.repair_order_action_house",
    (("goods_in_id", "!=", False), ("goods_out_id", "=", False)),
    {"province": "partner_id.state_id", "manager": "manager_id"},
)
UNPRICED_BOARDS = BOARDS.without("period").where(
    ("price_state", "in", ["to_quote", "waiting_catalogue"]),
    ("board_state", "not in", ["shipped", "closed"]),
)
ANALYSIS = Source(
    "ruiji.repair.analysis",
    f"{PRICING}.repair_analysis_menu",
    f"{PRICING}.repair_analysis_action",
    (),
    {"period": "date", "province": "state_id", "manager": "manager_id"},
)
VOLUMES = Source(
    "ruiji.client.volume",
    f"{PRICING}.client_volume_menu",
    f"{PRICING}.client_volume_action",
    (),
    {"province": "state_id", "manager": "manager_id"},
)
COLLECTION = Source(
    "ruiji.collection",
    f"{PRICING}.collection_menu",
    f"{PRICING}.collection_action",
    (),
    {"period": "invoice_date", "province": "state_id", "manager": "manager_id"},
    by_day=True,
)
ARREARS = COLLECTION.without("period").where(("overdue_days", ">", 0))
REQUESTS = Source(
    "ruiji.catalogue.request",
    f"{PRICING}.catalogue_request_menu",
    f"{PRICING}.catalogue_request_action",
    (),
    {"province": "partner_id.state_id"},
)
SETTLEMENTS = Source(
    "ruiji.settlement",
    f"{PRICING}.settlement_menu",
    f"{PRICING}.settlement_action",
    (("state", "!=", "cancelled"),),
    {
        "period": "date_to",
        "province": "partner_id.state_id",
        "manager": "manager_id",
    },
    by_day=True,
)
OPEN_SETTLEMENTS = SETTLEMENTS.without("period").where(
    ("state", "in", ["confirmed", "invoiced"])
)
UNSETTLED_BOARDS = Source(
    "repair.order",
    f"{PRICING}.repair_order_menu_unsettled",
    f"{PRICING}.repair_order_action_unsettled",
    (("date_shipped", "!=", False), ("settlement_line_id", "=", False)),
    {"province": "partner_id.state_id", "manager": "manager_id"},
)
