"""Which sheet is which, where its header stands, which column holds what.

Plain Python without the ORM. Layouts say what is looked for; their words come
from the code (the titles that we write ourselves) and from data (synonyms).
"""

import re
import unicodedata
from dataclasses import dataclass, field

from .workbook_marks import SheetMarks
from .workbook_reader import WorkbookError, is_blank
from .workbook_values import display

# Titles and notes may stand above the header, but not more of them than that.
HEADER_SEARCH_ROWS = 15
# Rejected rows come back with this column; it says why, and is not read again.
REASON_TITLE = "退回原因"
# Sheets of our own templates that hold no records: what to enter, and choices.
NOTES_SHEET, CHOICES_SHEET = "填写说明", "可选值"


@dataclass(frozen=True)
class Column:
    """A column of a sheet: the field it fills and how its cells are read.

    A cell that means nothing rejects its row when the column is `strict`;
    otherwise the cell is left out and reported. A `required` column has to be
    in the sheet, a `needed` value in every row: the code of what is wrong then.
    """

    key: str
    title: str
    kind: str = "text"
    required: bool = False
    needed: str = ""
    strict: bool = False


@dataclass(frozen=True)
class Layout:
    """A sheet of the workbook: its key, its title and its columns."""

    key: str
    title: str
    columns: tuple[Column, ...]

    def column(self, key):
        """Return the column with that key."""
        return next(column for column in self.columns if column.key == key)


@dataclass
class Vocabulary:
    """Other words for sheets and columns, by (sheet key, column key or "")."""

    words: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def add(self, sheet_key, column_key, word):
        """Learn a word; an empty column key names the sheet itself."""
        self.words.setdefault((sheet_key, column_key or ""), set()).add(fold(word))

    def of_sheet(self, layout):
        """Return the folded names under which a sheet is known."""
        return {fold(layout.title)} | self.words.get((layout.key, ""), set())

    def of_columns(self, layout):
        """Return {folded word: column key}; a column's own title wins."""
        index = {}
        for column in layout.columns:
            for word in self.words.get((layout.key, column.key), ()):
                index.setdefault(word, column.key)
        return index | {fold(column.title): column.key for column in layout.columns}


@dataclass
class FoundSheet:
    """A layout found in a workbook: where its header is, what its columns are."""

    layout: Layout
    name: str
    header_row: int
    titles: list[str]
    positions: dict[str, int]

    @classmethod
    def missing(cls, layout):
        """Stand in for a sheet that the workbook lacks: it has no rows."""
        return cls(layout, layout.title, 0, [one.title for one in layout.columns], {})

    @property
    def is_missing(self):
        """Tell whether the workbook lacks the sheet."""
        return not self.header_row

    @property
    def unknown_columns(self):
        """Titles of columns that no field is known for, and that hold a title."""
        if self.is_missing:
            return []
        known = set(self.positions.values())
        return [
            title
            for index, title in enumerate(self.titles)
            if title and index not in known and fold(title) != fold(REASON_TITLE)
        ]

    def title_of(self, column_key):
        """Return a column's title as it stands in the file, or our own."""
        position = self.positions.get(column_key)
        if position is None:
            return self.layout.column(column_key).title
        return self.titles[position]

    def marks(self, workbook):
        """Return the SheetMarks of what stands below the header."""
        if self.is_missing:
            return SheetMarks()
        marks = workbook.marks(self.name)
        marks.start_below(self.header_row)
        return marks

    def rows(self, workbook, merged):
        """Yield (row number, values) of the rows below the header.

        :param MergedCells merged: fills the cells that others are merged with
        """
        if self.is_missing:
            return
        for number, values in workbook.rows(self.name, len(self.titles)):
            if number > self.header_row:
                yield number, merged.fill(number, values)


def fold(word):
    """Return what a title has in common with its other spellings."""
    text = unicodedata.normalize("NFKC", display(word)).casefold()
    return re.sub(r"[\W_]+", "", text)


def _folds(title):
    """Return the spellings to look a title up by: as a whole, without its unit."""
    text = unicodedata.normalize("NFKC", display(title))
    return fold(text), fold(re.sub(r"\([^)]*\)", "", text))


def find_sheets(workbook, layouts, vocabulary):
    """Find the layouts' sheets and headers in a workbook.

    A workbook may hold some of the sheets only, such as a price list.

    :return: ({layout key: FoundSheet}, names of the sheets that are none)
    :raises WorkbookError: when no sheet is known, or a required column is missing
    """
    names = _match_sheet_names(workbook.sheet_names, layouts, vocabulary)
    if not names:
        _check_not_empty(workbook)
        raise WorkbookError(
            "no_known_sheet",
            missing="、".join(layout.title for layout in layouts),
            found="、".join(workbook.sheet_names),
        )
    found = {
        layout.key: _find_header(workbook, names[layout.key], layout, vocabulary)
        if layout.key in names
        else FoundSheet.missing(layout)
        for layout in layouts
    }
    known = {*names.values(), NOTES_SHEET, CHOICES_SHEET}
    return found, [name for name in workbook.sheet_names if name not in known]


def _check_not_empty(workbook):
    for name in workbook.sheet_names:
        if next(workbook.rows(name), None):
            return
    raise WorkbookError("empty_workbook")


def _match_sheet_names(sheet_names, layouts, vocabulary):
    matches = {}
    for layout in layouts:
        known = vocabulary.of_sheet(layout)
        candidates = [name for name in sheet_names if fold(name) in known]
        # Our own title wins over a synonym.
        candidates.sort(key=lambda name: fold(name) != fold(layout.title))
        if candidates:
            matches[layout.key] = candidates[0]
    return matches


def _find_header(workbook, name, layout, vocabulary):
    """Take the row that knows the most columns, among the first ones."""
    best = find_titles(workbook, name, layout, vocabulary)
    missing = [
        column.title
        for column in layout.columns
        if column.required and column.key not in best.positions
    ]
    if missing:
        raise WorkbookError("missing_column", sheet=name, missing="、".join(missing))
    return best


def find_titles(workbook, name, layout, vocabulary):
    """Find the title row of a sheet, whatever the sheet is called.

    :return: FoundSheet, without positions where no title is known
    """
    words = vocabulary.of_columns(layout)
    best = FoundSheet(layout, name, 0, [], {})
    for number, values in workbook.rows(name):
        if number > HEADER_SEARCH_ROWS:
            break
        titles = [display(value).strip() for value in values]
        positions = _match_columns(titles, words, layout)
        if len(positions) > len(best.positions):
            best = FoundSheet(layout, name, number, titles, positions)
    return best


def _match_columns(titles, words, layout):
    """Return {column key: position}; the column's own title wins over synonyms."""
    positions, own = {}, set()
    for index, title in enumerate(titles):
        if is_blank(title):
            continue
        key = next((words[text] for text in _folds(title) if text in words), None)
        if key is None:
            continue
        is_own = fold(title) == fold(layout.column(key).title)
        if key not in positions or (is_own and key not in own):
            positions[key] = index
            own.update({key} if is_own else ())
    return positions
