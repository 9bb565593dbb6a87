"""Writing workbooks for people: safe text, sensible widths, a header that stays.

Plain Python without the ORM.
"""

import io
import unicodedata
from datetime import date, datetime, time

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
        styles = _styles(book)
        for sheet, reasons in sheets:
            _write_sheet(book, styles, sheet, reasons)
    return output.getvalue()


def archive_workbook(sheets, note_title, note_lines):
    """Return an .xlsx in the import's own layout, and a sheet that says whose it is.

    :param sheets: list of (workbook_layout.Layout, [{column key: value}])
    :param note_title: name of the last sheet
    :param note_lines: its lines; the first one stands below every printed page
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        styles = _styles(book)
        for layout, rows in sheets:
            titles = [column.title for column in layout.columns]
            keys = [column.key for column in layout.columns]
            # What a record has not got is False; here it is a blank cell.
            lines = ([_or_blank(row.get(key)) for key in keys] for row in rows)
            page = _write_table(book, styles, layout.title, titles, lines)
            page.set_footer(f"&R{note_lines[0].replace('&', '&&')}  &P/&N")
        page = book.add_worksheet(note_title)
        page.set_column(0, 0, MAX_WIDTH)
        for place, line in enumerate(note_lines):
            page.write_string(place, 0, guarded(line))
    return output.getvalue()


def guarded(value):
    """Return the value such that no spreadsheet takes it for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _styles(book):
    return {
        "header": book.add_format({"bold": True, "bg_color": "#DDEBF7"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "reason": book.add_format({"font_color": "#C00000"}),
    }


def _write_sheet(book, styles, sheet, reasons):
    titles = sheet.found.titles
    kept = [at for at, title in enumerate(titles) if not _is_reason(title)]
    header = [titles[at] for at in kept] + [REASON_TITLE]
    lines = (
        [row.cells[at] if at < len(row.cells) else None for at in kept]
        + [reasons.get(row.number, "")]
        for row in sheet.rejected_rows
    )
    page = _write_table(book, styles, sheet.found.name, header, lines)
    page.set_column(len(kept), len(kept), MAX_WIDTH, styles["reason"])


def _write_table(book, styles, name, titles, lines):
    """Write a sheet whose header stays in sight and whose columns are wide enough."""
    page = book.add_worksheet(name)
    widths = [display_width(title) for title in titles]
    page.write_row(0, 0, map(guarded, titles), styles["header"])
    page.freeze_panes(1, 0)
    for number, cells in enumerate(lines, 1):
        for place, value in enumerate(cells):
            _write_cell(page, number, place, value, styles)
            widths[place] = max(widths[place], display_width(value))
    for place, wide in enumerate(widths):
        page.set_column(place, place, min(max(wide + 2, MIN_WIDTH), MAX_WIDTH))
    return page


def _or_blank(value):
    return None if value is False else value


def _is_reason(title):
    return fold(title) == fold(REASON_TITLE)


def _write_cell(page, line, place, value, styles):
    if is_blank(value):
        return
    if isinstance(value, date):
        moment = (
            value if isinstance(value, datetime) else datetime.combine(value, time())
        )
        page.write_datetime(line, place, moment, styles["date"])
    elif isinstance(value, bool):
        page.write_boolean(line, place, value)
    elif isinstance(value, int | float):
        page.write_number(line, place, value)
    else:
        page.write_string(line, place, guarded(str(value)))


def display_width(value):
    """Count columns of the screen: Chinese characters take two."""
    if isinstance(value, date):
        return 10
    text = "" if value is None else str(value)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
