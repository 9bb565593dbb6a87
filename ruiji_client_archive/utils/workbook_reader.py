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

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_SIGNATURE = b"PK\x03\x04"
FREE_SECTOR = 0xFFFFFFFF
BIFF_SIGNATURES = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
# No sheet of an archive comes near; wider ones are formatted empty space.
MAX_COLUMNS = 256
# A zipped workbook may unfold to that many times the size allowed for files.
MAX_UNFOLDING = 20
MEGABYTE = 1024 * 1024

_ERROR_TEXTS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
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
    _check_ole_is_whole(content)
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
    except xlrd.XLRDError as error:
        raise WorkbookError(_xls_problem(str(error))) from error
    except Exception as error:  # damaged bytes make xlrd fail in any way
        raise WorkbookError("damaged_file") from error
    return XlsWorkbook(book)


def _check_ole_is_whole(content):
    """Refuse a compound file that was cut off.

    xlrd reads what is left of it without a word, so rows would be missing.
    """
    if not content.startswith(OLE_SIGNATURE):
        return
    sector = 1 << int.from_bytes(content[30:32], "little")
    if len(content) < 512 or sector not in (512, 4096):
        raise WorkbookError("damaged_file")
    last_used = 0
    for number, place in enumerate(_allocation_tables(content, sector)):
        table = _sector(content, place, sector)
        used = [at for at, entry in enumerate(table) if entry != FREE_SECTOR]
        if used:
            last_used = number * len(table) + used[-1]
    # Sectors are counted from the one behind the header.
    if len(content) < (last_used + 2) * sector:
        raise WorkbookError("damaged_file")


def _allocation_tables(content, sector):
    """Yield where the tables are that say which sectors are in use."""
    count, following = _integer(content, 44), _integer(content, 68)
    if count * sector > len(content):
        raise WorkbookError("damaged_file")
    places = list(memoryview(content[76:512]).cast("I"))
    while len(places) < count:
        table = _sector(content, following, sector)
        places.extend(table[:-1])
        following = table[-1]
    yield from places[:count]


def _sector(content, place, sector):
    data = content[(place + 1) * sector : (place + 2) * sector]
    if len(data) < sector:
        raise WorkbookError("damaged_file")
    return memoryview(data).cast("I")


def _integer(content, at):
    return int.from_bytes(content[at : at + 4], "little")


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
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
    except Exception as error:  # openpyxl fails in any way on damaged parts
        raise WorkbookError("damaged_file") from error
    return XlsxWorkbook(book)


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
        self.sheet_names = book.sheet_names()
        self.date_mode = book.datemode
        self.modified = None

    def rows(self, sheet_name, width=MAX_COLUMNS):
        """Yield (1-based row number, cell values) of the rows that hold any.

        :param int width: columns to look at; padding wider rows costs time
        """
        try:
            sheet = self._book.sheet_by_name(sheet_name)
            for index in range(sheet.nrows):
                values = _trimmed(map(self._value, sheet.row(index)[:width]))
                if values:
                    yield index + 1, values
            self._book.unload_sheet(sheet_name)
        except Exception as error:  # damaged bytes make xlrd fail in any way
            raise WorkbookError("damaged_file") from error

    def _value(self, cell):
        if cell.ctype == xlrd.XL_CELL_DATE:
            return self._date(cell.value)
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return ErrorValue(xlrd.error_text_from_code.get(cell.value, "#N/A"))
        return cell.value

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
        sheet = self._sheets[sheet_name]
        # What a sheet says of its size is often wrong, and costs padding.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=width)
        try:
            for number, row in enumerate(rows, 1):
                if any(value is not None for value in row):
                    values = _trimmed(map(self._value, row))
                    if values:
                        yield number, values
        except Exception as error:  # openpyxl fails in any way on damaged parts
            raise WorkbookError("damaged_file") from error

    def _value(self, value):
        if isinstance(value, str):
            return ErrorValue(value) if value in _ERROR_TEXTS else value
        if isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if value is None or isinstance(value, (bool, float, datetime)):
            return value
        return str(value)


def _trimmed(values):
    """Return the values without what is blank at the end of the row."""
    values = list(values)
    while values and is_blank(values[-1]):
        values.pop()
    return values


def is_blank(value):
    """Tell whether a cell holds nothing that a person would see."""
    return value is None or (isinstance(value, str) and not value.strip())
