"""The web form of a repair slip, read from untrusted fields, free of the ORM."""

import re
from collections import namedtuple

from odoo.tools.mimetypes import guess_mimetype

Row = namedtuple("Row", "number board serial fault photos")

MAX_ROWS = 200
MAX_PHOTO_BYTES = 5 * 1024 * 1024
PHOTO_TYPES = {"image/jpeg", "image/png", "image/webp"}
LIMITS = {
    "department": 64,
    "sender_waybill": 64,
    "order_number": 64,
    "note": 2000,
    "board": 120,
    "serial": 64,
    "fault": 1000,
}
_BOARD_FIELD = re.compile(r"board-(\d{1,4})")


class SlipForm:
    """The fields that a client may fill in; whatever else was sent is not read."""

    def __init__(self, post):
        self._post = post
        self.too_long = False
        self.unit_id = post.get("unit_id")
        self.contact_id = post.get("contact_id")
        self.logistics_id = post.get("logistics_partner_id")
        self.department = self._text("department", "department")
        self.waybill = self._text("sender_waybill", "sender_waybill")
        self.order_number = self._text("client_order_number", "order_number")
        self.note = self._text("note", "note")
        rows = [row for row in map(self._row, self._numbers()) if any(row[1:])]
        self.too_many = len(rows) > MAX_ROWS
        self.rows = rows[:MAX_ROWS]

    def rows_to_show(self, minimum):
        """Rows for the page: those filled in, then empty ones up to the minimum."""
        first_free = max((row.number for row in self.rows), default=-1) + 1
        missing = range(first_free, first_free + max(0, minimum - len(self.rows)))
        return self.rows + [Row(number, "", "", "", []) for number in missing]

    def _numbers(self):
        found = filter(None, map(_BOARD_FIELD.fullmatch, self._post))
        return sorted(int(match[1]) for match in found)

    def _row(self, number):
        photos = self._post.get(f"photo-{number}")
        return Row(
            number,
            self._text(f"board-{number}", "board"),
            self._text(f"serial-{number}", "serial"),
            self._text(f"fault-{number}", "fault"),
            [photos] if getattr(photos, "filename", None) else [],
        )

    def _text(self, name, kind):
        value = self._post.get(name) or ""
        text = value.strip() if isinstance(value, str) else ""
        self.too_long |= len(text) > LIMITS[kind]
        return text[: LIMITS[kind]]


def is_bad_photo(photo):
    """Whether an uploaded file is no acceptable photo, judged by its content."""
    content = photo.stream.read(MAX_PHOTO_BYTES + 1)
    photo.stream.seek(0)
    too_big = len(content) > MAX_PHOTO_BYTES
    return too_big or guess_mimetype(content) not in PHOTO_TYPES
