"""The client analysis report as a workbook; plain Python without the ORM."""

import io

import xlsxwriter

from .workbook_export import guarded

WIDTH = 18
TITLE_LIMIT = 31


def analysis_workbook(sections):
    """Return an .xlsx with a sheet for each section.

    :param list sections: (title, [column], [[cell]], comment)
    :return: bytes
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#f2f2f2"})
        for number, (title, columns, rows, comment) in enumerate(sections, 1):
            page = book.add_worksheet(f"{number} {title}"[:TITLE_LIMIT])
            page.set_column(0, max(len(columns) - 1, 0), WIDTH)
            page.freeze_panes(1, 0)
            page.write_row(0, 0, [guarded(column) for column in columns], bold)
            for place, row in enumerate(rows, 1):
                page.write_row(place, 0, [guarded(cell) for cell in row])
            if comment:
                page.write_string(len(rows) + 2, 0, guarded(comment))
    return output.getvalue()
