"""Rows of a sheet as typed values, each with what was found wrong in it.

Plain Python without the ORM: findings carry codes, the import makes sentences
of them.
"""

import sys
from dataclasses import dataclass, field

from .naming import LONGEST_NAME, is_too_long
from .workbook_marks import MergedCells
from .workbook_reader import is_blank
from .workbook_values import ValueProblem, display, parse

# Plain classes, no models: nothing above them to call.
# pylint: disable=method-required-super

ERROR, WARNING = "error", "warning"


@dataclass(slots=True)
class Finding:
    """Something to tell about a cell, a row or a sheet."""

    sheet: str
    row: int
    column: str
    value: str
    severity: str
    code: str
    details: dict = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Row:
    """A row as in the file (`cells`) and what it means (`values`).

    `key` and `record_id` are for who checks the row: what it is called among
    its kind, and the record that it describes if there is one already.
    """

    number: int
    cells: tuple
    values: dict
    is_rejected: bool = False
    key: object = None
    record_id: int = 0

    def __getitem__(self, key):
        return self.values.get(key)


class Sheet:
    """The rows of one found sheet and the findings about them."""

    def __init__(self, found):
        self.found = found
        self.layout = found.layout
        self.rows = []
        self.findings = []

    def read(self, workbook, dates):
        """Read all rows; what a cell of them cannot mean becomes a finding."""
        for title in self.found.unknown_columns:
            self.note(self.found.header_row, title, title, WARNING, "unknown_column")
        columns = [
            (column, self.found.positions.get(column.key))
            for column in self.layout.columns
        ]
        known = list(self.found.positions.values())
        marks = self.found.marks(workbook)
        merged = MergedCells(marks.merged)
        for number, cells in self.found.rows(workbook, merged):
            if all(at >= len(cells) or is_blank(cells[at]) for at in known):
                continue
            row = Row(number, _share_texts(cells), {})
            self.rows.append(row)
            for column, position in columns:
                self._read_cell(row, column, position, dates)
        self._note_hidden(workbook, marks)
        self._note_merged(merged)
        self._note_uncalculated(marks)

    def _note_hidden(self, workbook, marks):
        """Say that what Excel does not show was read as well."""
        if self.rows and workbook.is_hidden(self.found.name):
            self.note(0, "", "", WARNING, "hidden_sheet")
        hidden = [row.number for row in self.rows if row.number in marks.hidden_rows]
        if hidden:
            details = {"count": len(hidden)}
            self.note(hidden[0], "", "", WARNING, "hidden_rows", details)

    def _note_merged(self, merged):
        """Say of each merged cell, once, that it stands in all of its rows."""
        columns = {at: key for key, at in self.found.positions.items()}
        rows = {row.number: row for row in self.rows}
        for first, last, position in merged.filled:
            key = columns.get(position)
            if key and first in rows:
                self.tell(rows[first], key, WARNING, "merged_cell", last=last)

    def _note_uncalculated(self, marks):
        """Say once, at the first of them, that results of formulas are missing."""
        known = {at: key for key, at in self.found.positions.items()}
        cells = sorted(one for one in marks.uncalculated if one[1] in known)
        if cells:
            row, position = cells[0]
            title = self.found.title_of(known[position])
            details = {"count": len(cells)}
            self.note(row, title, "", WARNING, "uncalculated_formulas", details)

    def _read_cell(self, row, column, position, dates):
        is_there = position is not None and position < len(row.cells)
        cell = row.cells[position] if is_there else None
        try:
            value, repair = parse(column.kind, cell, dates)
        except ValueProblem as problem:
            severity = ERROR if column.strict or column.needed else WARNING
            self.tell(row, column.key, severity, problem.code)
            return
        if repair:
            self.tell(row, column.key, WARNING, repair, meaning=value)
        if _is_too_long(column, value):
            self.tell(row, column.key, ERROR, "text_too_long", longest=LONGEST_NAME)
        elif value is not None:
            # Kept once where the file says just that.
            is_same = isinstance(value, str) and value == cell
            row.values[column.key] = cell if is_same else value
        elif column.needed:
            self.tell(row, column.key, ERROR, column.needed)

    def tell(self, row, column_key, severity, code, **details):
        """Note a finding about a cell of a row; errors reject the row."""
        if severity == ERROR:
            row.is_rejected = True
        position = self.found.positions.get(column_key)
        is_there = position is not None and position < len(row.cells)
        value = display(row.cells[position]) if is_there else ""
        title = self.found.title_of(column_key)
        self.note(row.number, title, value, severity, code, details)

    def note(self, number, title, value, severity, code, details=None):
        """Note a finding about any place of the sheet."""
        self.findings.append(
            Finding(
                self.found.name, number, title, value, severity, code, details or {}
            )
        )

    def forget_cells(self):
        """Let go of what the file shows in rows that go in: nobody asks any more."""
        for row in self.good_rows:
            row.cells = ()

    def has(self, code):
        """Tell whether something of that code was found."""
        return any(finding.code == code for finding in self.findings)

    def count(self, severity):
        """Return the number of findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def good_rows(self):
        """Rows that nothing speaks against."""
        return [row for row in self.rows if not row.is_rejected]

    @property
    def rejected_rows(self):
        """Rows that do not go in."""
        return [row for row in self.rows if row.is_rejected]


def _share_texts(cells):
    """Return the cells of a row; a text that comes in many rows is kept once.

    Half a million rows repeat their provinces, positions and contract numbers.
    """
    return tuple(sys.intern(cell) if type(cell) is str else cell for cell in cells)


def _is_too_long(column, value):
    """Tell whether a name or number is longer than the database can look up."""
    is_looked_up = column.required or column.needed or column.kind == "code"
    return bool(is_looked_up and isinstance(value, str) and is_too_long(value))
