"""Empty workbooks to fill in and import: headers, notes and choices.

Plain Python without the ORM.
"""

import io

import xlsxwriter

from .workbook_export import MAX_WIDTH, display_width, guarded
from .workbook_layout import CHOICES_SHEET, NOTES_SHEET

# Rows that are prepared for entry: formats and choices reach that far.
PREPARED_ROWS = 5000
# Codes and numbers that Excel would take the zeros from are text.
_FORMATS = {
    "text": {"num_format": "@"},
    "code": {"num_format": "@"},
    "postal_code": {"num_format": "@"},
    "phone": {"num_format": "@"},
    "email": {"num_format": "@"},
    "date": {"num_format": "yyyy-mm-dd"},
    "price": {"num_format": "#,##0.00"},
}
_MIN_WIDTH = 12


def template_workbook(layouts, choices, notes):
    """Return an .xlsx with the sheets of the layouts, ready to be filled in.

    :param dict choices: {(layout key, column key): words to choose from}
    :param list notes: rows of the sheet that explains; the first is its header
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        pages = [book.add_worksheet(layout.title) for layout in layouts]
        ranges = {}
        _write_notes(book, notes)
        if choices:
            ranges = _write_choices(book, choices)
        for page, layout in zip(pages, layouts, strict=True):
            _write_sheet(book, page, layout, ranges)
        pages[0].activate()
    return output.getvalue()


def _write_sheet(book, page, layout, ranges):
    header = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    needed = book.add_format({"bold": True, "bg_color": "#F8CBAD"})
    for at, column in enumerate(layout.columns):
        page.write_string(0, at, column.title, needed if column.needed else header)
        style = book.add_format(_FORMATS.get(column.kind, {}))
        page.set_column(at, at, max(display_width(column.title) + 4, _MIN_WIDTH), style)
        source = ranges.get((layout.key, column.key))
        if source:
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            page.data_validation(1, at, PREPARED_ROWS, at, rule)
    page.freeze_panes(1, 0)


def _write_notes(book, notes):
    page = book.add_worksheet(NOTES_SHEET)
    header = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for line, row in enumerate(notes):
        for at, text in enumerate(row):
            page.write_string(line, at, guarded(text), wrapped if line else header)
    for at, texts in enumerate(zip(*notes, strict=True)):
        wide = max(map(display_width, texts)) + 2
        page.set_column(at, at, min(max(wide, _MIN_WIDTH), MAX_WIDTH))
    page.freeze_panes(1, 0)


def _write_choices(book, choices):
    """Write the words to a sheet of their own; return where each list stands."""
    page = book.add_worksheet(CHOICES_SHEET)
    page.hide()
    ranges = {}
    for at, (key, words) in enumerate(choices.items()):
        page.write_column(0, at, map(guarded, words))
        letters = xlsxwriter.utility.xl_col_to_name(at)
        ranges[key] = f"='{CHOICES_SHEET}'!${letters}$1:${letters}${len(words)}"
    return ranges
