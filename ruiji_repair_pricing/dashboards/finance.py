"""What clients owe, what is overdue, and what was never charged."""

from odoo.tools import LazyTranslate

from .declarations import Board, Chart, Listing, Score
from .sources import (
    ARREARS,
    COLLECTION,
    MANAGER,
    OPEN_SETTLEMENTS,
    PERIOD,
    PROVINCE,
    SETTLEMENTS,
    UNSETTLED_BOARDS,
)

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

OVERDUE = OPEN_SETTLEMENTS.where(("state", "=", "invoiced"), ("date_due", "<", "today"))
TO_INVOICE = OPEN_SETTLEMENTS.where(("state", "=", "confirmed"))
AMOUNT = "amount:sum_currency"
PRICE = "repair_price:sum_currency"

FINANCE = Board(
    (PERIOD, PROVINCE, MANAGER),
    (
        (
            Score(_lt("Open settlements"), OPEN_SETTLEMENTS),
            Score(_lt("To invoice"), TO_INVOICE),
            Score(_lt("Overdue settlements"), OVERDUE),
            Score(_lt("Shipped, not settled (boards)"), UNSETTLED_BOARDS),
        ),
        (
            Score(_lt("Open amount"), OPEN_SETTLEMENTS, AMOUNT, "money"),
            Score(_lt("Amount to invoice"), TO_INVOICE, AMOUNT, "money"),
            Score(_lt("Overdue amount"), OVERDUE, AMOUNT, "money"),
            Score(_lt("Shipped, not settled"), UNSETTLED_BOARDS, PRICE, "money"),
        ),
        (
            Chart(
                "bar",
                _lt("Settled value by month"),
                SETTLEMENTS,
                ("date_to:month", "state"),
                "amount",
                share=2,
            ),
            Chart("pie", _lt("Settlements by state"), SETTLEMENTS, ("state",)),
        ),
        (
            Chart(
                "rows",
                _lt("Open amount by contracting party"),
                OPEN_SETTLEMENTS,
                ("partner_id",),
                "amount",
                ranked=True,
            ),
            Chart(
                "rows",
                _lt("Shipped, not settled, by party"),
                UNSETTLED_BOARDS,
                ("settlement_partner_id",),
                "repair_price",
                ranked=True,
            ),
        ),
        (
            Chart(
                "bar",
                _lt("Shipped, not settled, by month of shipment"),
                UNSETTLED_BOARDS,
                ("date_shipped:month",),
                "repair_price",
            ),
            Chart(
                "bar",
                _lt("Open amount by the month it is due"),
                OPEN_SETTLEMENTS.where(("date_due", "!=", False)),
                ("date_due:month",),
                "amount",
            ),
        ),
        (
            Chart(
                "bar",
                _lt("Invoiced by grade"),
                COLLECTION,
                ("grade",),
                "invoiced",
            ),
            Chart(
                "bar",
                _lt("Collected by grade"),
                COLLECTION,
                ("grade",),
                "collected",
            ),
            Chart(
                "bar",
                _lt("Overdue amount by grade"),
                ARREARS,
                ("grade",),
                "overdue_amount",
            ),
        ),
        Listing(
            _lt("Overdue settlements, longest first"),
            OVERDUE,
            (("name", 1), ("partner_id", 2), ("date_due", 1), ("amount", 1)),
            "date_due",
        ),
        Listing(
            _lt("Open settlements, largest first"),
            OPEN_SETTLEMENTS,
            (
                ("name", 1),
                ("partner_id", 2),
                ("state", 1),
                ("date_to", 1),
                ("amount", 1),
            ),
            "amount",
            descending=True,
        ),
        Listing(
            _lt("Shipped longest ago, not settled"),
            UNSETTLED_BOARDS,
            (
                ("name", 1),
                ("settlement_partner_id", 2),
                ("product_id", 1),
                ("date_shipped", 1),
                ("repair_price", 1),
            ),
            "date_shipped",
        ),
    ),
)
