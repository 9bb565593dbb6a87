"""Opening workbooks: .xls by xlrd, .xlsx by openpyxl, anything else by its name.

Plain Python without the ORM. Sheets are read on demand and in bounds: a sheet
that claims a million empty rows or 16,384 empty columns costs seconds.
"""

import io
import re
import zipfile
from datetime import datetime

import openpyxl
import xlrd

from .compound_file import is_whole
from .workbook_marks import marks_of_biff, marks_of_xml
from .workbook_stream import stream_rows

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_SIGNATURE = b"PK\x03\x04"
BIFF_SIGNATURES = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
# No sheet of an archive comes near; wider ones are formatted empty space.
MAX_COLUMNS = 256
# A zipped workbook may unfold to that many times the size allowed for files.
MAX_UNFOLDING = 20
MEGABYTE = 1024 * 1024
# Excel's sheets end here; what claims to stand behind it is damage.
MAX_ROWS = 1_048_576
# Workbooks of Excel 5 and 95 that do not say how their text is encoded, or say
# the default of a program that never asked, come from Chinese programs.
UNTOLD_CODEPAGES = (None, 1252)

_ERROR_TEXTS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
    + ("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#GETTING_DATA")
)


class WorkbookError(Exception):
    """The file as a whole cannot be used; `code` and `details` say why."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


class ErrorValue(str):
    """What a cell shows whose formula failed, such as #REF!."""

    __slots__ = ()


def open_workbook(content, max_megabytes=50):
    """Return the workbook in these bytes, whatever the file was called.

    :raises WorkbookError: with one reason when it is none that can be read
    """
    if not content:
        raise WorkbookError("empty_file")
    if len(content) > max_megabytes * MEGABYTE:
        raise WorkbookError("file_too_large", limit=max_megabytes)
    if content.startswith(OLE_SIGNATURE) or content.startswith(BIFF_SIGNATURES):
        workbook = _open_xls(content)
    elif content.startswith(ZIP_SIGNATURE):
        workbook = _open_xlsx(content, max_megabytes)
    else:
        raise WorkbookError(_kind_of_text(content))
    if not workbook.sheet_names:
        raise WorkbookError("empty_workbook")
    return workbook


def _open_xls(content):
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise WorkbookError("encrypted_file")
    # xlrd reads what is left of a file without a word, so rows would be missing.
    if content.startswith(OLE_SIGNATURE) and not is_whole(content):
        raise WorkbookError("damaged_file")
    try:
        return XlsWorkbook(_xls_book(content))
    except xlrd.XLRDError as error:
        raise WorkbookError(_xls_problem(str(error))) from error
    except Exception as error:  # damaged bytes make xlrd fail in any way
        raise WorkbookError("damaged_file") from error


def _xls_book(content, encoding=None):
    book = xlrd.open_workbook(
        file_contents=content,
        encoding_override=encoding,
        on_demand=True,
        ragged_rows=True,
        logfile=io.StringIO(),
    )
    is_untold = book.biff_version < 80 and book.codepage in UNTOLD_CODEPAGES
    return _xls_book(content, "gb18030") if is_untold and not encoding else book


def _xls_problem(message):
    if "encrypted" in message:
        return "encrypted_file"
    if "Can't find workbook" in message:
        return "not_a_workbook"
    return "damaged_file"


def _open_xlsx(content, max_megabytes):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except Exception as error:  # a cut zip file fails in several ways
        raise WorkbookError("damaged_file") from error
    names = {entry.filename.replace("\\", "/").lower() for entry in entries}
    if "xl/workbook.xml" not in names:
        other = {"xl/workbook.bin", "content.xml"} & names
        raise WorkbookError("unsupported_workbook" if other else "not_a_workbook")
    unfolded = sum(entry.file_size for entry in entries)
    if unfolded > max_megabytes * MEGABYTE * MAX_UNFOLDING:
        raise WorkbookError("file_too_large", limit=max_megabytes)
    try:
        return XlsxWorkbook(
            openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
        )
    except Exception as error:  # openpyxl fails in any way on damaged parts
        raise WorkbookError("damaged_file") from error


def _kind_of_text(content):
    """Say what a file is that begins like no workbook."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<(!doctype html|html|head|meta|table|style|script|!--)", head):
        return "html_file"
    if head.startswith((b"<?xml", b"<workbook")):
        return "html_file" if b"<html" in head else "unsupported_workbook"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_plain_text(content):
        return "text_file"
    return "not_a_workbook"


def _is_plain_text(content):
    head = content[:4096]
    if not re.search(rb"[\x00-\x08\x0e-\x1a]", head):
        for encoding in ("utf-8", "gb18030"):
            try:
                # The last character of the piece may be cut in two.
                head[: len(head) - 4 or None].decode(encoding)
                return True
            except UnicodeDecodeError:
                continue
    return False


class XlsWorkbook:
    """A workbook of Excel 5 to 2003."""

    def __init__(self, book):
        self._book = book
        self._numbers = {
            _printable(name): number for number, name in enumerate(book.sheet_names())
        }
        self.sheet_names = list(self._numbers)
        self.date_mode = book.datemode
        self.modified = None

    def rows(self, sheet_name, width=MAX_COLUMNS):
        """Yield (1-based row number, cell values) of the rows that hold any.

        :param int width: columns to look at; padding wider rows costs time
        """
        try:
            number = self._numbers[sheet_name]
            sheet = self._book.sheet_by_index(number)
            for index in range(sheet.nrows):
                values = _trimmed(map(self._value, sheet.row(index)[:width]))
                if values:
                    yield index + 1, values
            self._book.unload_sheet(number)
        except Exception as error:  # damaged bytes make xlrd fail in any way
            raise WorkbookError("damaged_file") from error

    def is_hidden(self, sheet_name):
        """Tell whether Excel does not show the sheet."""
        return self._book._sheet_visibility[self._numbers[sheet_name]] != 0

    def marks(self, sheet_name):
        """Return the SheetMarks of a sheet."""
        number = self._numbers[sheet_name]
        return marks_of_biff(self._book.mem, self._book._sh_abs_posn[number])

    def _value(self, cell):
        if cell.ctype == xlrd.XL_CELL_DATE:
            return self._date(cell.value)
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return ErrorValue(xlrd.error_text_from_code.get(cell.value, "#N/A"))
        is_text = cell.ctype == xlrd.XL_CELL_TEXT
        return _printable(cell.value) if is_text else cell.value

    def _date(self, serial):
        try:
            return xlrd.xldate_as_datetime(serial, self.date_mode)
        except (ValueError, OverflowError, xlrd.XLDateError):
            return serial


class XlsxWorkbook:
    """A workbook of Excel 2007 and later, read as a stream."""

    def __init__(self, book):
        self._book = book
        self._sheets = {sheet.title: sheet for sheet in book.worksheets}
        self.sheet_names = list(self._sheets)
        self.date_mode = 1 if book.epoch.year == 1904 else 0
        modified = book.properties.modified
        self.modified = modified.date() if modified else None

    def rows(self, sheet_name, width=MAX_COLUMNS):
        """Yield (1-based row number, cell values) of the rows that hold any.

        :param int width: columns to look at; padding wider rows costs time
        """
        try:
            for number, row in stream_rows(self._sheets[sheet_name], width):
                if number > MAX_ROWS:
                    raise WorkbookError("damaged_file")
                values = _trimmed(map(self._value, row))
                if values:
                    yield number, values
        except Exception as error:  # openpyxl fails in any way on damaged parts
            raise WorkbookError("damaged_file") from error

    def is_hidden(self, sheet_name):
        """Tell whether Excel does not show the sheet."""
        return self._sheets[sheet_name].sheet_state != "visible"

    def marks(self, sheet_name):
        """Return the SheetMarks of a sheet."""
        try:
            with self._sheets[sheet_name]._get_source() as stream:
                return marks_of_xml(stream)
        except Exception as error:  # zip files fail in several ways when damaged
            raise WorkbookError("damaged_file") from error

    def _value(self, value):
        if isinstance(value, str):
            return ErrorValue(value) if value in _ERROR_TEXTS else _printable(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if value is None or isinstance(value, (bool, float, datetime)):
            return value
        return str(value)


def _printable(text):
    """Leave out the one character that no database takes."""
    return text.replace("\0", "")


def _trimmed(values):
    """Return the values without what is blank at the end of the row."""
    values = list(values)
    while values and is_blank(values[-1]):
        values.pop()
    return values


def is_blank(value):
    """Tell whether a cell holds nothing that a person would see."""
    return value is None or (isinstance(value, str) and not value.strip())
