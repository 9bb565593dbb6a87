"""What a sheet holds beside its values: merged cells, hidden rows, formulas.

Plain Python without the ORM. openpyxl and xlrd leave these out when they read
in streams, so the stored sheet is gone through once more, in bounded pieces.
"""

import re
import struct
from dataclasses import dataclass, field

from openpyxl.utils.cell import column_index_from_string

PIECE = 1024 * 1024
# A tag or a cell with its formula is shorter: Excel's formulas have 8,192 signs.
OVERLAP = 64 * 1024
# Nobody merges or leaves uncalculated more; those behind are not looked at.
MOST_MARKS = 100_000

_MARK = re.compile(
    rb"<(?:\w+:)?(?:"
    rb'mergeCell\s[^<>]*?ref="(?P<merged>[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"'
    rb'|row\s(?=[^<>]*?hidden="(?:1|true)")[^<>]*?\br="(?P<hidden>\d{1,7})"'
    rb"|c\s(?P<cell>[^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
    rb")"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_MERGED = re.compile(r"([A-Z]+)(\d+):[A-Z]+(\d+)")
_ROW, _MERGED_CELLS, _END_OF_SHEET = 0x0208, 0x00E5, 0x000A
_IS_HIDDEN = 0x20


@dataclass
class SheetMarks:
    """Rows count from 1, columns from 0."""

    # (first row, last row, column) of cells that are merged over several rows
    merged: set = field(default_factory=set)
    hidden_rows: set = field(default_factory=set)
    # (row, column) of formulas whose result is not in the file
    uncalculated: set = field(default_factory=set)

    def start_below(self, header_row):
        """Forget what stands in a header and above it."""
        self.merged = {one for one in self.merged if one[0] > header_row}
        self.uncalculated = {one for one in self.uncalculated if one[0] > header_row}

    def hide(self, row):
        """Note a hidden row."""
        if len(self.hidden_rows) < MOST_MARKS:
            self.hidden_rows.add(row)

    def merge(self, first, last, column):
        """Note a merged range, if it goes over several rows."""
        if first < last and len(self.merged) < MOST_MARKS:
            self.merged.add((first, last, column))


class MergedCells:
    """Lets the value of a merged cell stand in each row that it covers.

    Rows have to come in their order. `filled` says afterwards which merged cells
    stood in more than their first row: [(first row, last row, column)].
    """

    def __init__(self, ranges):
        self._waiting = sorted(ranges, reverse=True)
        self._open = {}
        self._filled = {}

    @property
    def filled(self):
        """Merged cells that gave their value to other rows, in their order."""
        return sorted(self._filled)

    def fill(self, number, values):
        """Return the values of a row with those of the merged cells it is part of."""
        while self._waiting and self._waiting[-1][0] <= number:
            merged = self._waiting.pop()
            first, _last, column = merged
            if first == number and column < len(values):
                self._open[column] = merged, values[column]
        for column, (merged, value) in list(self._open.items()):
            first, last, _column = merged
            if number > last:
                del self._open[column]
            elif number > first and value not in (None, ""):
                values = values + [None] * (column + 1 - len(values))
                values[column] = value
                self._filled[merged] = True
        return values


def marks_of_xml(stream):
    """Return the SheetMarks of a sheet of an .xlsx, read from its XML."""
    marks, rest = SheetMarks(), b""
    while piece := stream.read(PIECE):
        text = rest + piece
        for match in _MARK.finditer(text):
            _note(marks, match)
        rest = text[-OVERLAP:]
    return marks


def _note(marks, match):
    if match["merged"]:
        column, first, last = _MERGED.fullmatch(match["merged"].decode()).groups()
        marks.merge(int(first), int(last), column_index_from_string(column) - 1)
    elif match["hidden"]:
        marks.hide(int(match["hidden"]))
    elif len(marks.uncalculated) < MOST_MARKS:
        place = _REFERENCE.search(match["cell"])
        # The empty text is a result, too.
        if place and b't="str"' not in match["cell"]:
            column = column_index_from_string(place[1].decode()) - 1
            marks.uncalculated.add((int(place[2]), column))


def marks_of_biff(content, position):
    """Return the SheetMarks of a sheet of an .xls whose records begin there."""
    marks = SheetMarks()
    while position + 4 <= len(content):
        code, length = struct.unpack_from("<HH", content, position)
        data = content[position + 4 : position + 4 + length]
        if code == _END_OF_SHEET:
            break
        if code == _ROW and len(data) >= 14 and data[12] & _IS_HIDDEN:
            marks.hide(int.from_bytes(data[:2], "little") + 1)
        elif code == _MERGED_CELLS:
            for first, last, column, _to in struct.iter_unpack(
                "<4H", data[2 : 2 + (len(data) - 2) // 8 * 8]
            ):
                marks.merge(first + 1, last + 1, column)
        position += 4 + length
    return marks
