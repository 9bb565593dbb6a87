"""The whole business at a glance."""

from odoo.tools import LazyTranslate

from .declarations import Board, Chart, Listing, Score
from .sources import (
    ANALYSIS,
    ARREARS,
    AT_RISK,
    BOARDS,
    CLIENTS,
    COLLECTION,
    CONTRACTS,
    EXPIRING_CONTRACTS,
    KEY_CLIENTS,
    LAST_YEAR_SLIPS,
    MANAGER,
    PERIOD,
    PROVINCE,
    RUNNING_CONTRACTS,
    SLIPS,
    UNPRICED_BOARDS,
    VOLUMES,
)

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

TOP_CLIENTS = Listing(
    _lt("Clients with the most repairs in the last 12 months"),
    VOLUMES,
    (("partner_id", 2), ("state_id", 1), ("boards", 1), ("amount", 1)),
    "amount",
    descending=True,
    rows=10,
)
ENDING_CONTRACTS = Listing(
    _lt("Contracts that end soon"),
    EXPIRING_CONTRACTS,
    (("number", 1), ("partner_id", 2), ("manager_id", 1), ("date_end", 1)),
    "date_end",
)

GENERAL_MANAGER = Board(
    (PERIOD, PROVINCE, MANAGER),
    (
        (
            Score(_lt("Clients"), CLIENTS),
            Score(_lt("Key clients"), KEY_CLIENTS),
            Score(_lt("Clients at risk"), AT_RISK),
            Score(_lt("Contracts in force"), RUNNING_CONTRACTS),
            Score(_lt("Expiring contracts"), EXPIRING_CONTRACTS),
        ),
        (
            Score(_lt("Boards sent in"), BOARDS),
            Score(_lt("Repair value"), SLIPS, "total:sum", "money"),
            Score(_lt("Days in house"), ANALYSIS, "days_in_house:avg", "decimal"),
            Score(_lt("Unpriced boards"), UNPRICED_BOARDS),
            Score(_lt("Repeat repairs (%)"), ANALYSIS, "repeat_rate:avg", "percent"),
        ),
        (
            Chart("bar", _lt("Boards by month"), ANALYSIS, ("date:month",)),
            Chart(
                "line",
                _lt("Repair value by month"),
                SLIPS,
                ("date_submitted:month",),
                "total",
            ),
        ),
        (
            Chart("pie", _lt("Clients by lifecycle"), CLIENTS, ("lifecycle",)),
            Chart("pie", _lt("Clients by type"), CLIENTS, ("client_type",)),
            Chart("bar", _lt("Clients by grade"), CLIENTS, ("grade",)),
        ),
        (
            Chart(
                "bar", _lt("Clients by province"), CLIENTS, ("state_id",), ranked=True
            ),
        ),
        (
            Chart(
                "bar",
                _lt("Repair value by province in the last 12 months"),
                LAST_YEAR_SLIPS,
                ("state_id",),
                "total",
                ranked=True,
            ),
        ),
        (
            Chart("bar", _lt("Clients by tier"), CLIENTS, ("client_tier",)),
            Chart("rows", _lt("Clients by industry"), CLIENTS, ("industry_id",)),
            Chart("bar", _lt("Contracts by status"), CONTRACTS, ("state",)),
        ),
        (
            Chart(
                "bar",
                _lt("Contracts in force by the month they end"),
                RUNNING_CONTRACTS,
                ("date_end:month",),
            ),
            Chart("pie", _lt("Where prices come from"), BOARDS, ("price_level",)),
            Chart(
                "line",
                _lt("Days in house by month"),
                ANALYSIS,
                ("date:month",),
                "days_in_house",
            ),
        ),
        (
            Chart("bar", _lt("Invoiced by grade"), COLLECTION, ("grade",), "invoiced"),
            Chart(
                "bar", _lt("Collected by grade"), COLLECTION, ("grade",), "collected"
            ),
            Chart(
                "bar",
                _lt("Overdue amount by grade"),
                ARREARS,
                ("grade",),
                "overdue_amount",
            ),
        ),
        TOP_CLIENTS,
        ENDING_CONTRACTS,
    ),
)
