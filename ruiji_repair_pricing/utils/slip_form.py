"""The web form of a repair slip, read from untrusted fields, free of the ORM."""

import re
from collections import namedtuple

Row = namedtuple("Row", "number board serial fault photos problem")

MAX_ROWS = 200
MAX_PHOTOS = 5
LIMITS = {
    "department": 64,
    "sender_waybill": 64,
    "order_number": 64,
    "note": 2000,
    "board": 120,
    "serial": 64,
    "fault": 1000,
}
# What is too long is shown to be shortened, unless it is beyond measure.
KEPT = 3
_BOARD_FIELD = re.compile(r"board-(\d{1,4})")


class SlipForm:
    """The fields that a client may fill in; whatever else was sent is not read.

    :param dict post: the fields by name, rows as `board-0`, `serial-0`, `fault-0`
    :param files: uploaded files, a MultiDict; photos as `photo-0`
    :param dict problems: {row number: [serial number, code]} of what a file said
    """

    def __init__(self, post, files=None, problems=None):
        self._post = post
        self._files = files
        self._problems = problems or {}
        self.unit_id = self._choice("unit_id")
        self.contact_id = self._choice("contact_id")
        self.logistics_id = self._choice("logistics_partner_id")
        self.department = self._text("department")
        self.waybill = self._text("sender_waybill")
        self.order_number = self._text("client_order_number")
        self.note = self._text("note")
        self.too_long = any(
            len(text) > LIMITS[kind]
            for text, kind in (
                (self.department, "department"),
                (self.waybill, "sender_waybill"),
                (self.order_number, "order_number"),
                (self.note, "note"),
            )
        )
        rows = [row for row in map(self._row, self._numbers()) if any(row[1:])]
        self.too_many = len(rows) > MAX_ROWS
        self.rows = rows[:MAX_ROWS]

    @property
    def first_free(self):
        """The number behind those of all rows."""
        return max((row.number for row in self.rows), default=-1) + 1

    def rows_to_show(self, minimum):
        """Rows for the page: those filled in, then empty ones up to the minimum."""
        first = self.first_free
        missing = range(first, first + max(0, minimum - len(self.rows)))
        return self.rows + [Row(number, "", "", "", [], "") for number in missing]

    def values(self):
        """The fields of the form once more, as they are kept in a draft."""
        values = {
            "unit_id": self.unit_id,
            "contact_id": self.contact_id,
            "logistics_partner_id": self.logistics_id,
            "department": self.department,
            "sender_waybill": self.waybill,
            "client_order_number": self.order_number,
            "note": self.note,
        }
        for row in self.rows:
            values |= row_values(row.number, row)
        return values

    def _numbers(self):
        found = filter(None, map(_BOARD_FIELD.fullmatch, self._post))
        return sorted(int(match[1]) for match in found)

    def _row(self, number):
        texts = {
            kind: self._text(f"{kind}-{number}", kind)
            for kind in ("board", "serial", "fault")
        }
        photos = self._files.getlist(f"photo-{number}") if self._files else []
        told, code = self._problems.get(str(number), ("", ""))
        if any(len(text) > LIMITS[kind] for kind, text in texts.items()):
            code = "too_long"
        elif told != texts["serial"]:
            code = ""
        photos = [photo for photo in photos if photo.filename]
        return Row(number, **texts, photos=photos, problem=code)

    def _choice(self, name):
        value = self._post.get(name)
        return value[:16] if isinstance(value, str) else ""

    def _text(self, name, kind=None):
        value = self._post.get(name) or ""
        text = storable(value).strip() if isinstance(value, str) else ""
        kind = kind or ("order_number" if name == "client_order_number" else name)
        return text[: KEPT * LIMITS[kind]]


def storable(text):
    """The text without what no database takes: noughts and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def row_values(number, row):
    """The fields of a row of the form.

    :param row: what has a board, a serial and a fault
    """
    return {
        f"{name}-{number}": getattr(row, name)[: KEPT * LIMITS[name]]
        for name in ("board", "serial", "fault")
    }
