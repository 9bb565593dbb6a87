"""A statement as a workbook; plain Python without the ORM."""

import io
from datetime import date, datetime, time
from typing import NamedTuple

import xlsxwriter

from odoo.addons.ruiji_client_archive.utils.workbook_export import (
    MAX_WIDTH,
    MIN_WIDTH,
    display_width,
    guarded,
)


class Section(NamedTuple):
    """The boards of one sending unit."""

    unit: str
    lines: object
    amount: float


def statement_workbook(title, notes, header, rows, subtotals, total, units_title):
    """Return an .xlsx: a sheet with every board, and one with the sum per unit.

    :param str title: name of the first sheet, and its first row
    :param notes: lines below the title
    :param rows: cells of the boards, the amount last
    :param subtotals: (unit, amount) pairs
    :param total: (label, amount)
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "header": book.add_format({"bold": True, "bg_color": "#DDEBF7"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "total": book.add_format({"num_format": "#,##0.00", "bold": True}),
        }
        label, amount = total
        last = [label, *[None] * (len(header) - 2), amount]
        page = _write_sheet(book, styles, title, (title, *notes), header, rows, last)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        units_header = [header[0], header[-1]]
        _write_sheet(
            book,
            styles,
            units_title,
            (title,),
            units_header,
            subtotals,
            [label, amount],
        )
    return output.getvalue()


def _write_sheet(book, styles, name, head, header, rows, last):
    """Write title, header and rows; the header stays in sight."""
    page = book.add_worksheet(name[:31])
    for line, text in enumerate(head):
        page.write_string(line, 0, guarded(text), None if line else styles["title"])
    top = len(head) + 1
    page.write_row(top, 0, map(guarded, header), styles["header"])
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    widths = [display_width(title) for title in header]
    line = top
    for line, cells in enumerate(rows, top + 1):
        for place, value in enumerate(cells):
            _write_cell(page, line, place, value, styles)
            widths[place] = max(widths[place], display_width(value))
    page.write_string(line + 1, 0, guarded(last[0]), styles["total"])
    page.write_number(line + 1, len(last) - 1, last[-1], styles["total"])
    for place, wide in enumerate(widths):
        page.set_column(place, place, min(max(wide + 2, MIN_WIDTH), MAX_WIDTH))
    return page


def _write_cell(page, line, place, value, styles):
    if isinstance(value, date):
        moment = datetime.combine(value, time())
        page.write_datetime(line, place, moment, styles["date"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(line, place, value, styles["money"])
    elif value:
        page.write_string(line, place, guarded(str(value)))
