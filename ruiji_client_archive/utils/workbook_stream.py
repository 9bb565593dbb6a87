"""Rows of an .xlsx sheet as a stream that forgets what it has gone through.

openpyxl's own stream keeps an element for each row until the sheet ends: a
hundred thousand rows that Excel wrote without a value cost 48 MB.
"""

from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

SHEET_DATA_TAG = f"{{{SHEET_MAIN_NS}}}sheetData"


class _ForgettingParser(WorkSheetParser):
    """Reads rows and nothing else; drops each once it was read."""

    def parse(self):
        rows = None
        for event, element in iterparse(self.source, events=("start", "end")):
            if event == "start":
                rows = element if element.tag == SHEET_DATA_TAG else rows
            elif element.tag == ROW_TAG:
                yield self.parse_row(element)
                rows.clear()
                self.row_dimensions.clear()


def stream_rows(sheet, width):
    """Yield (1-based row number, cell values) of each row that is written.

    :param sheet: sheet of a workbook that openpyxl opened for reading only
    :param int width: columns to look at
    :raises ValueError: when rows stand in no order, as only damage has them
    """
    book, last = sheet.parent, 0
    with sheet._get_source() as source:
        parser = _ForgettingParser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            if number <= last:
                raise ValueError(f"row {number} behind row {last}")
            last = number
            yield number, _values(cells, width)


def _values(cells, width):
    """Put the cells of a row into their places."""
    places = {cell["column"]: cell["value"] for cell in cells}
    last = max((place for place in places if place <= width), default=0)
    return [places.get(place) for place in range(1, last + 1)]
