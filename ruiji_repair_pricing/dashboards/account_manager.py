"""What waits for an account manager among his own clients."""

from odoo.tools import LazyTranslate

from . import sources
from .declarations import VIEWER, Board, Chart, Listing, Score

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

MINE = ("manager_id", "=", VIEWER)
MY_FILES = ("user_id", "=", VIEWER)

CLIENTS = sources.CLIENTS.where(MY_FILES)
AWAITED = sources.AWAITED.where(MY_FILES)
CONTRACTS = sources.CONTRACTS.where(MINE)
EXPIRING = sources.EXPIRING_CONTRACTS.where(MINE)
BOARDS = sources.BOARDS.where(MINE)
IN_HOUSE = sources.BOARDS_IN_HOUSE.where(MINE)
ANALYSIS = sources.ANALYSIS.where(MINE)
SLIPS = sources.SLIPS.where(MINE)

ACCOUNT_MANAGER = Board(
    (sources.PERIOD, sources.PROVINCE),
    (
        (
            Score(_lt("My clients"), CLIENTS),
            Score(_lt("Completeness of files"), CLIENTS, "completeness:avg", "percent"),
            Score(_lt("First contacts awaited"), AWAITED),
            Score(_lt("Files to verify"), sources.TO_VERIFY.where(MY_FILES)),
            Score(_lt("Clients at risk"), sources.AT_RISK.where(MINE)),
        ),
        (
            Score(_lt("Expiring contracts"), EXPIRING),
            Score(_lt("Boards sent in"), BOARDS),
            Score(_lt("Repair value"), SLIPS, "total:sum", "money"),
            Score(_lt("Boards in the house"), IN_HOUSE),
            Score(_lt("Unpriced boards"), sources.UNPRICED_BOARDS.where(MINE)),
        ),
        (
            Chart("pie", _lt("Clients by lifecycle"), CLIENTS, ("lifecycle",)),
            Chart("bar", _lt("Clients by grade"), CLIENTS, ("grade",)),
            Chart("bar", _lt("Contracts by status"), CONTRACTS, ("state",)),
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
            Chart("rows", _lt("Boards by progress"), BOARDS, ("board_state",)),
        ),
        Listing(
            _lt("First contacts awaited, nearest first"),
            AWAITED,
            (
                ("client_number", 1),
                ("name", 2),
                ("state_id", 1),
                ("first_contact_deadline", 1),
            ),
            "first_contact_deadline",
        ),
        Listing(
            _lt("Least complete files"),
            CLIENTS,
            (("client_number", 1), ("name", 2), ("state_id", 1), ("completeness", 1)),
            "completeness",
        ),
        Listing(
            _lt("Contracts that end soon"),
            EXPIRING,
            (("number", 1), ("partner_id", 2), ("service_kind", 1), ("date_end", 1)),
            "date_end",
        ),
        Listing(
            _lt("My clients with the most repairs in the last 12 months"),
            sources.VOLUMES.where(MINE),
            (("partner_id", 2), ("state_id", 1), ("boards", 1), ("amount", 1)),
            "amount",
            descending=True,
        ),
    ),
)
