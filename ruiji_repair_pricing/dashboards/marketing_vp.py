"""How account managers keep their clients."""

from odoo.tools import LazyTranslate

from .declarations import Board, Chart, Listing, Score
from .general_manager import ENDING_CONTRACTS, TOP_CLIENTS
from .sources import (
    AT_RISK,
    AWAITED,
    CLIENTS,
    CONTRACTS,
    EXPIRING_CONTRACTS,
    MANAGER,
    OVERDUE_CONTACTS,
    PERIOD,
    PROVINCE,
    SLIPS,
    SNAPSHOTS,
    TO_VERIFY,
    UNMANAGED,
)

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

MANAGED = CLIENTS.where(("user_id", "!=", False))

MARKETING_VP = Board(
    (PERIOD, PROVINCE, MANAGER),
    (
        (
            Score(_lt("Clients"), CLIENTS),
            Score(_lt("Without account manager"), UNMANAGED),
            Score(_lt("Completeness of files"), CLIENTS, "completeness:avg", "percent"),
            Score(_lt("Clients at risk"), AT_RISK),
        ),
        (
            Score(_lt("First contacts awaited"), AWAITED),
            Score(_lt("Overdue first contacts"), OVERDUE_CONTACTS),
            Score(_lt("Files to verify"), TO_VERIFY),
            Score(_lt("Expiring contracts"), EXPIRING_CONTRACTS),
        ),
        (
            Chart(
                "rows",
                _lt("Clients by account manager"),
                MANAGED,
                ("user_id", "lifecycle"),
                height=560,
            ),
            Chart(
                "rows",
                _lt("Completeness by account manager"),
                MANAGED,
                ("user_id",),
                "completeness",
                ranked=True,
                height=560,
            ),
            Chart(
                "rows",
                _lt("Overdue first contacts by account manager"),
                OVERDUE_CONTACTS,
                ("user_id",),
                ranked=True,
                height=560,
            ),
        ),
        (
            Chart(
                "rows",
                _lt("Repair value by account manager"),
                SLIPS,
                ("manager_id",),
                "total",
                ranked=True,
                height=560,
            ),
            Chart(
                "rows",
                _lt("Contracts by account manager"),
                CONTRACTS,
                ("manager_id", "state"),
                height=560,
            ),
            Chart(
                "rows",
                _lt("Risks by kind"),
                AT_RISK,
                ("kind",),
                ranked=True,
                height=560,
            ),
        ),
        (
            Chart("pie", _lt("Clients by lifecycle"), CLIENTS, ("lifecycle",)),
            Chart("bar", _lt("Clients by grade"), CLIENTS, ("grade",)),
            Chart(
                "bar",
                _lt("Contracts in force by the month they end"),
                CONTRACTS.where(("state", "in", ["in_force", "expiring"])),
                ("date_end:month",),
            ),
        ),
        (
            Chart(
                "line",
                _lt("Completeness of files at the end of the month"),
                SNAPSHOTS.where(("taken_late", "=", False)),
                ("month:month",),
                "completeness",
            ),
            Chart(
                "line",
                _lt("First contacts in time (%)"),
                SNAPSHOTS.where(("contacts_due", ">", 0)),
                ("month:month",),
                "contact_rate",
            ),
            Chart(
                "line",
                _lt("Contracts renewed (%)"),
                SNAPSHOTS.where(("contracts_due", ">", 0)),
                ("month:month",),
                "renewal_rate",
            ),
        ),
        (
            Chart(
                "bar", _lt("Clients by province"), CLIENTS, ("state_id",), ranked=True
            ),
        ),
        Listing(
            _lt("Overdue first contacts, longest first"),
            OVERDUE_CONTACTS,
            (
                ("client_number", 1),
                ("name", 2),
                ("user_id", 1),
                ("first_contact_deadline", 1),
            ),
            "first_contact_deadline",
        ),
        Listing(
            _lt("Clients at risk, latest first"),
            AT_RISK,
            (("client_id", 2), ("kind", 1), ("manager_id", 1), ("date_from", 1)),
            "date_from",
            descending=True,
        ),
        ENDING_CONTRACTS,
        TOP_CLIENTS,
    ),
)
