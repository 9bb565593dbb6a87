"""The workshop: what waits, how long it takes, how well it holds; no prices."""

from odoo.tools import LazyTranslate

from .declarations import Board, Chart, Listing, Score
from .sources import (
    ANALYSIS,
    BOARDS,
    PERIOD,
    PRICING,
    PROVINCE,
    REQUESTS,
)

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

OPEN_REQUESTS = REQUESTS.where(("state", "=", "open"))
QUEUE = BOARDS.without("period").where(
    ("board_state", "in", ["received", "diagnosing", "quoted", "repairing", "tested"]),
    menu=f"{PRICING}.repair_order_menu_bench",
    action=f"{PRICING}.repair_order_action_bench",
)

TECHNICAL_MANAGER = Board(
    (PERIOD, PROVINCE),
    (
        (
            Score(_lt("Boards in work"), QUEUE),
            Score(
                _lt("Waiting for the bench"),
                QUEUE.where(("board_state", "=", "received")),
            ),
            Score(
                _lt("Waiting for the client's answer"),
                QUEUE.where(("board_state", "=", "quoted")),
            ),
            Score(
                _lt("Waiting for the catalogue"),
                QUEUE.where(("price_state", "=", "waiting_catalogue")),
            ),
            Score(_lt("Open catalogue requests"), OPEN_REQUESTS),
        ),
        (
            Score(_lt("Days in house"), ANALYSIS, "days_in_house:avg", "decimal"),
            Score(_lt("No fault found (%)"), ANALYSIS, "no_fault_rate:avg", "percent"),
            Score(_lt("Repeat repairs (%)"), ANALYSIS, "repeat_rate:avg", "percent"),
            Score(_lt("Exchanged (%)"), ANALYSIS, "exchange_rate:avg", "percent"),
            Score(
                _lt("Beyond repair (%)"), ANALYSIS, "irreparable_rate:avg", "percent"
            ),
        ),
        (
            Chart("rows", _lt("Boards in work by progress"), QUEUE, ("board_state",)),
            Chart("rows", _lt("Boards in work by technician"), QUEUE, ("user_id",)),
            Chart(
                "pie",
                _lt("How repairs ended"),
                ANALYSIS.where(("outcome", "!=", False)),
                ("outcome",),
            ),
        ),
        (
            Chart("bar", _lt("Boards by month"), ANALYSIS, ("date:month",)),
            Chart(
                "line",
                _lt("Days in house by month"),
                ANALYSIS,
                ("date:month",),
                "days_in_house",
            ),
            Chart(
                "line",
                _lt("Repeat repairs by month (%)"),
                ANALYSIS,
                ("date:month",),
                "repeat_rate",
            ),
        ),
        (
            Chart(
                "rows",
                _lt("Boards by product category"),
                ANALYSIS,
                ("categ_id",),
                ranked=True,
            ),
            Chart(
                "rows",
                _lt("No fault found by product category (%)"),
                ANALYSIS,
                ("categ_id",),
                "no_fault_rate",
                ranked=True,
            ),
            Chart(
                "rows",
                _lt("Exchanged by product category (%)"),
                ANALYSIS,
                ("categ_id",),
                "exchange_rate",
                ranked=True,
            ),
        ),
        Listing(
            _lt("Longest in work"),
            QUEUE,
            (
                ("name", 1),
                ("product_id", 2),
                ("serial_number", 1),
                ("board_state", 1),
                ("date_received", 1),
            ),
            "date_received",
        ),
        Listing(
            _lt("Open catalogue requests"),
            OPEN_REQUESTS,
            (("requested_board", 2), ("partner_id", 2), ("create_date", 1)),
            "create_date",
        ),
    ),
)
