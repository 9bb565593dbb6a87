"""Writing workbooks for people: safe text, sensible widths, a header that stays.

Plain Python without the ORM.
"""

import io
import unicodedata
from datetime import datetime

import xlsxwriter

from .workbook_layout import REASON_TITLE, fold
from .workbook_reader import is_blank

MIN_WIDTH, MAX_WIDTH = 8, 60
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def rejected_workbook(sheets):
    """Return an .xlsx with the rejected rows of every sheet and their reasons.

    Sheets and columns are those of the file, so that it can be corrected and
    imported again; sheets without rejected rows are there with their header.

    :param sheets: list of (workbook_rows.Sheet, {row number: reason})
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        styles = {
            "header": book.add_format({"bold": True, "bg_color": "#DDEBF7"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "reason": book.add_format({"font_color": "#C00000"}),
        }
        for sheet, reasons in sheets:
            _write_sheet(book, styles, sheet, reasons)
    return output.getvalue()


def guarded(value):
    """Return the value such that no spreadsheet takes it for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _write_sheet(book, styles, sheet, reasons):
    page = book.add_worksheet(sheet.found.name)
    titles = sheet.found.titles
    kept = [at for at, title in enumerate(titles) if not _is_reason(title)]
    header = [titles[at] for at in kept] + [REASON_TITLE]
    widths = [_width(title) for title in header]
    page.write_row(0, 0, map(guarded, header), styles["header"])
    page.freeze_panes(1, 0)
    for line, row in enumerate(sheet.rejected_rows, 1):
        cells = [row.cells[at] if at < len(row.cells) else None for at in kept]
        for place, value in enumerate(cells):
            _write_cell(page, line, place, value, styles)
            widths[place] = max(widths[place], _width(value))
        reason = reasons.get(row.number, "")
        page.write_string(line, len(kept), guarded(reason), styles["reason"])
        widths[-1] = max(widths[-1], _width(reason))
    for place, wide in enumerate(widths):
        page.set_column(place, place, min(max(wide + 2, MIN_WIDTH), MAX_WIDTH))


def _is_reason(title):
    return fold(title) == fold(REASON_TITLE)


def _write_cell(page, line, place, value, styles):
    if is_blank(value):
        return
    if isinstance(value, datetime):
        page.write_datetime(line, place, value, styles["date"])
    elif isinstance(value, bool):
        page.write_boolean(line, place, value)
    elif isinstance(value, float):
        page.write_number(line, place, value)
    else:
        page.write_string(line, place, guarded(str(value)))


def _width(value):
    """Count columns of the screen: Chinese characters take two."""
    if isinstance(value, datetime):
        return 10
    text = "" if value is None else str(value)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
