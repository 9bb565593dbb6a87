"""Boards copied from a spreadsheet or kept in a workbook, read free of the ORM.

Columns go by their titles; where there are none, by how many there are. Every row
comes back, also one that cannot be taken: then `problem` says what is wrong.
"""

import csv
import io
import re
from typing import NamedTuple

from odoo.addons.ruiji_client_archive.utils.workbook_layout import (
    HEADER_SEARCH_ROWS,
    Column,
    Layout,
    Vocabulary,
    find_titles,
)
from odoo.addons.ruiji_client_archive.utils.workbook_marks import SheetMarks
from odoo.addons.ruiji_client_archive.utils.workbook_reader import (
    MAX_COLUMNS,
    WorkbookError,
    open_workbook,
)
from odoo.addons.ruiji_client_archive.utils.workbook_rows import Sheet
from odoo.addons.ruiji_client_archive.utils.workbook_values import FileDates

from .slip_form import LIMITS

MAX_ROWS = 1000
MAX_MEGABYTES = 10

LAYOUT = Layout(
    "intake",
    "送修明细",
    (
        Column("unit", "送修单位"),
        Column("model", "机型", "code"),
        Column("board", "板件", "code", strict=True),
        Column("serial", "序列号", "code", strict=True),
        Column("fault", "故障现象"),
    ),
)
_WORDS = {
    "unit": ("单位", "客户", "客户名称", "单位名称", "sending unit", "unit", "client"),
    "model": ("型号", "设备型号", "设备", "设备名称", "model", "device model"),
    "board": (
        *("板型", "单板", "板卡", "板名", "板件名称", "板件型号", "单板名称"),
        *("名称", "product", "board", "board type"),
    ),
    "serial": (
        *("序号编码", "板件序列号", "条码", "条形码", "板号", "编号", "出厂编号"),
        *("sn", "s/n", "serial", "serial number"),
    ),
    "fault": (
        *("故障", "故障描述", "故障说明", "故障情况", "现象", "问题描述"),
        *("fault", "fault description"),
    ),
}
# What untitled columns are, by how many there are.
_UNTITLED = (
    ("serial",),
    ("board", "serial"),
    ("board", "serial", "fault"),
    ("model", "board", "serial", "fault"),
    ("unit", "model", "board", "serial", "fault"),
)
_ABOVE_ALL = -1
# People write that there is no number where a number should stand.
_NO_SERIAL = {"无", "没有", "不详", "无号", "N/A", "NA", "NONE", "-", "--", "—", "/"}
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
# Excel keeps fifteen digits of a number and makes noughts of the rest.
_EXACT = 10**15


class IntakeRow(NamedTuple):
    """One board as it was written."""

    number: int
    unit: str = ""
    model: str = ""
    board: str = ""
    serial: str = ""
    fault: str = ""
    problem: str = ""

    @property
    def board_text(self):
        """Device model and board as one text."""
        return " ".join(filter(None, (self.model, self.board)))


class Cells:
    """Cells that are in memory already, as a workbook of one sheet."""

    sheet_names = [LAYOUT.title]

    def __init__(self, rows):
        self._rows = rows

    def rows(self, sheet_name, width=None):
        """Yield (row number, cell values)."""
        yield from self._rows

    def is_hidden(self, sheet_name):
        """Nothing is."""
        return False

    def marks(self, sheet_name):
        """Nothing is merged here."""
        return SheetMarks()


class Bounded:
    """A workbook of which nobody reads much more than may be taken."""

    def __init__(self, workbook):
        self._workbook = workbook

    def __getattr__(self, name):
        return getattr(self._workbook, name)

    def rows(self, sheet_name, width=MAX_COLUMNS):
        """Yield (row number, cell values), as far as rows are taken."""
        for place, row in enumerate(self._workbook.rows(sheet_name, width)):
            if place > MAX_ROWS + HEADER_SEARCH_ROWS:
                raise WorkbookError("too_many_rows", limit=MAX_ROWS)
            yield row


def read_paste(text, today):
    """Read cells as spreadsheets copy them.

    :param str text: tab separated
    :param date today: the day that the text stands for
    :return: list of IntakeRow
    :raises WorkbookError: when there are too many rows
    """
    text = (text or "").strip("\r\n")
    rows = list(enumerate(_split(text), 1))
    return _read(Cells([row for row in rows if any(map(str.strip, row[1]))]), today)


def read_file(content, today, max_megabytes=MAX_MEGABYTES):
    """Read the sheet of a workbook that knows most of our columns.

    :param bytes content: an .xlsx or .xls
    :param int max_megabytes: the size beyond which a file is not opened
    :return: list of IntakeRow
    :raises WorkbookError: when it is none that can be read, or too long
    """
    return _read(Bounded(open_workbook(content, max_megabytes)), today)


def _split(text):
    # A lone quotation mark would swallow the rows behind it.
    quoting = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    return csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=quoting)


def _read(workbook, today):
    found = max(
        (
            find_titles(workbook, name, LAYOUT, VOCABULARY)
            for name in _visible(workbook)
        ),
        key=lambda sheet: len(sheet.positions),
    )
    if not {"serial", "board"} & found.positions.keys():
        workbook = _with_titles(workbook)
        found = find_titles(workbook, LAYOUT.title, LAYOUT, VOCABULARY)
    sheet = Sheet(found)
    sheet.read(workbook, FileDates(getattr(workbook, "date_mode", 0), today))
    if len(sheet.rows) > MAX_ROWS:
        raise WorkbookError("too_many_rows", limit=MAX_ROWS)
    problems = {finding.row: finding.code for finding in sheet.findings}
    return [_meaning(row, sheet, problems) for row in sheet.rows]


def _visible(workbook):
    shown = [name for name in workbook.sheet_names if not workbook.is_hidden(name)]
    return shown or workbook.sheet_names


def _with_titles(workbook):
    """The first sheet with titles put above that fit the number of its columns."""
    rows = list(workbook.rows(_visible(workbook)[0]))
    width = max((len(values) for _number, values in rows), default=1)
    names = _UNTITLED[min(width, len(_UNTITLED)) - 1]
    titles = [LAYOUT.column(name).title for name in names]
    return Cells([(_ABOVE_ALL, titles), *rows])


def _meaning(row, sheet, problems):
    values = {key: str(row[key] or "") for key in sheet.found.positions}
    if values.get("serial", "").upper() in _NO_SERIAL:
        values["serial"] = ""
    problem = problems.get(row.number, "") if row.is_rejected else ""
    return IntakeRow(
        row.number, **values, problem=problem or _problem(row, values, sheet)
    )


def _problem(row, values, sheet):
    if any(len(values.get(key, "")) > LIMITS[key] for key in ("serial", "fault")):
        return "too_long"
    if len(values.get("board", "")) + len(values.get("model", "")) > LIMITS["board"]:
        return "too_long"
    at = sheet.found.positions.get("serial")
    cell = row.cells[at] if at is not None and at < len(row.cells) else None
    is_cut = isinstance(cell, float) and cell >= _EXACT
    if is_cut or _SHORTENED.fullmatch(values.get("serial", "")):
        return "shortened_serial"
    return ""


def _vocabulary():
    vocabulary = Vocabulary()
    for key, words in _WORDS.items():
        for word in words:
            vocabulary.add(LAYOUT.key, key, word)
    return vocabulary


VOCABULARY = _vocabulary()
