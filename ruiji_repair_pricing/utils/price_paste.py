"""A block of prices copied from a spreadsheet, read free of the ORM.

Columns come in the order of COLUMNS unless the first row names them. Every row
comes back, also one that means nothing: then `problem` says what is wrong.
"""

import csv
import io
from datetime import date
from typing import NamedTuple

from odoo.addons.ruiji_client_archive.utils.workbook_values import (
    FileDates,
    ValueProblem,
    parse,
)

COLUMNS = {
    "category": ("产品种类", "种类", "category", "product category"),
    "model": ("机型", "设备型号", "model", "device model"),
    "board": ("板型", "板件", "单板", "board", "board type"),
    "price": ("维修价格", "价格", "单价", "price"),
    "start": ("起始日期", "开始日期", "生效日期", "from", "start"),
    "end": ("终止日期", "结束日期", "失效日期", "to", "end"),
    "note": ("备注", "说明", "note"),
}
KINDS = {"price": "price", "start": "date", "end": "date", "note": "text"}
MAX_ROWS = 5000


class PastedPrice(NamedTuple):
    """One row as it was meant; `text` is how it was pasted."""

    number: int
    text: str
    category: str = ""
    model: str = ""
    board: str = ""
    price: float | None = None
    start: date | None = None
    end: date | None = None
    note: str = ""
    problem: str = ""


def read_block(text, today):
    """Read the pasted text.

    :param str text: tab separated, as spreadsheets copy it
    :param date today: the day that dates without a century are read from
    :return: list of PastedPrice, blank rows left out
    """
    source = io.StringIO((text or "").strip("\r\n"))
    rows = [
        (number, cells)
        for number, cells in enumerate(csv.reader(source, delimiter="\t"), 1)
        if any(cell.strip() for cell in cells)
    ]
    names = list(COLUMNS)
    if rows and (titles := _titles(rows[0][1])):
        names, rows = titles, rows[1:]
    return [_read_row(number, cells, names, today) for number, cells in rows[:MAX_ROWS]]


def _titles(cells):
    """Names of the columns if this is a title row, else None."""
    by_title = {title: name for name, all_of in COLUMNS.items() for title in all_of}
    names = [by_title.get(cell.strip().lower()) for cell in cells]
    return names if sum(map(bool, names)) >= 2 else None


def _read_row(number, cells, names, today):
    row = PastedPrice(number, "\t".join(cells))
    values = {}
    for name, cell in zip(names, cells, strict=False):
        try:
            value = name and parse(KINDS.get(name, "code"), cell, FileDates(0, today))
        except ValueProblem as problem:
            return row._replace(**values, problem=problem.code)
        if value and value[0] is not None:
            values[name] = value[0]
    row = row._replace(**values)
    return row._replace(problem=_incomplete(row))


def _incomplete(row):
    if not (row.category or row.model or row.board):
        return "missing_category"
    if row.price is None:
        return "missing_price"
    if row.start and row.end and row.end < row.start:
        return "end_before_start"
    return ""
