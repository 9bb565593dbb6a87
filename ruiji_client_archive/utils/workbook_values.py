"""What cells mean: dates, prices, codes and people as clerks type them.

Plain Python without the ORM. Every parser takes a value as the reader gives
it and returns (value, repair): `repair` names the change that was made to a
code, so that it can be reported. A cell that means nothing raises ValueProblem.
"""

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .birthday import month_and_day, read_birthday
from .workbook_reader import ErrorValue, is_blank

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Two digits up to this one are years of this century.
CENTURY_PIVOT = 49
_EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))
_FORMULA_STARTS = ("=", "+", "-", "@")

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{2})\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*"
    r"(?P<day>\d{1,2})\s*[日号]?(?:[T\s]+\d{1,2}:\d{2}.*)?"
)
_COMPACT_DATE = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_MONEY_MARKS = re.compile(r"人民币|RMB|CNY|[¥$]|[元块圆]整?|/.*$|\s", re.IGNORECASE)
_MONEY = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+")
_GENDERS = {
    "男": "male",
    "男性": "male",
    "先生": "male",
    "m": "male",
    "male": "male",
    "女": "female",
    "女性": "female",
    "女士": "female",
    "小姐": "female",
    "f": "female",
    "female": "female",
    "其他": "other",
    "other": "other",
}


class ValueProblem(Exception):
    """The cell means nothing of its kind; `code` says what is wrong."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class YearOfAge(int):
    """A year of birth that was reckoned from an age, and is no better than that."""


class FileDates(NamedTuple):
    """What a workbook says of its dates: 1904 mode, and the day it stands for."""

    mode: int
    reference: date


def display(value):
    """Return a cell's value as the file shows it, for findings."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if _is_midnight(value) else str(value)
    return str(value)


def parse(kind, value, dates):
    """Return (meaning, repair) of a cell of that kind; blank means None.

    :param str kind: a key of PARSERS
    :param FileDates dates: how the file counts days
    :raises ValueProblem: when it means nothing of the kind
    """
    if is_blank(value):
        return None, None
    if isinstance(value, ErrorValue):
        raise ValueProblem("error_value")
    return PARSERS[kind](value, dates)


def _plain(value):
    """Text without what hides in it: outer and invisible space, our own guard."""
    text = re.sub(r"[\u200b\ufeff\r\n\t]+", " ", display(value)).strip()
    if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS):
        # Rejected rows come back with the guard that we put on them.
        return text[1:]
    return text


def _half_width(value):
    return unicodedata.normalize("NFKC", _plain(value)).strip()


def _parse_text(value, dates):
    return _plain(value) or None, None


def _parse_code(value, dates):
    return _half_width(value) or None, None


def _parse_date(value, dates):
    if isinstance(value, bool):
        raise ValueProblem("not_a_date")
    if isinstance(value, datetime):
        return _plausible(value.date()), None
    if isinstance(value, float):
        return _date_of_number(value, dates), None
    text = _half_width(value)
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match:
        return _plausible(_calendar_day(**match.groupdict())), None
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _date_of_number(float(text), dates), None
    raise ValueProblem("not_a_date")


def _date_of_number(number, dates):
    compact = _COMPACT_DATE.fullmatch(display(number))
    if compact:
        return _plausible(_calendar_day(**compact.groupdict()))
    try:
        return _plausible(_EPOCHS[dates.mode] + timedelta(days=int(number)))
    except (OverflowError, ValueError) as error:
        raise ValueProblem("not_a_date") from error


def _calendar_day(year, month, day):
    century = 0
    if len(year) == 2:
        century = 2000 if int(year) <= CENTURY_PIVOT else 1900
    try:
        return date(century + int(year), int(month), int(day))
    except ValueError as error:
        raise ValueProblem("not_a_date") from error


def _plausible(day):
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise ValueProblem("not_a_date")
    return day


def _parse_price(value, dates):
    if isinstance(value, (bool, datetime)):
        raise ValueProblem("price_not_a_number")
    price = value if isinstance(value, float) else _money(_half_width(value))
    if not math.isfinite(price):
        raise ValueProblem("price_not_a_number")
    if price < 0:
        raise ValueProblem("negative_price")
    return round(price, 2), None


def _money(text):
    text = _MONEY_MARKS.sub("", text)
    bookkeeping = re.fullmatch(r"\((.+)\)", text)
    if bookkeeping:
        text = "-" + bookkeeping[1]
    text, factor = (text[:-1], 10_000) if text.endswith("万") else (text, 1)
    if not _MONEY.fullmatch(text):
        raise ValueProblem("price_not_a_number")
    return float(text.replace(",", "")) * factor


def _parse_gender(value, dates):
    try:
        return _GENDERS[_half_width(value).lower()], None
    except KeyError as error:
        raise ValueProblem("unknown_gender") from error


def _parse_birth_year(value, dates):
    """Years of birth, dates of birth, and ages against the file's own day."""
    if isinstance(value, datetime):
        return _plausible(value.date()).year, None
    match = re.fullmatch(r"(\d{1,4})(?:\.0+)?(?:周?岁|年)?", _half_width(value))
    number = int(match[1]) if match else 0
    this_year = dates.reference.year
    if 0 < number <= 120:
        return YearOfAge(this_year - number), None
    if this_year - 120 <= number <= this_year:
        return number, None
    if not match:
        day, _repair = _parse_date(value, dates)
        return day.year, None
    raise ValueProblem("implausible_age")


def _parse_birthday(value, dates):
    """Month and day; the year of a whole date stands in a column of its own."""
    if isinstance(value, datetime):
        return month_and_day(value), None
    try:
        return read_birthday(_half_width(value)), None
    except ValueError as error:
        raise ValueProblem("unclear_birthday") from error


def _parse_postal_code(value, dates):
    """Six digits; Excel drops the zeros in front of numbers."""
    text = re.sub(r"\.0+$|\s", "", _half_width(value))
    if not re.fullmatch(r"\d{4,6}", text):
        raise ValueProblem("invalid_postal_code")
    code = text.zfill(6)
    return code, _repaired(value, code, "repaired_postal_code")


def _parse_phone(value, dates):
    """Phone numbers as they are dialled; Excel drops the zero of area codes."""
    text = re.sub(r"\.0+$", "", _half_width(value))
    if "E+" in text.upper() or len(re.sub(r"\D", "", text)) < 5:
        raise ValueProblem("invalid_phone")
    if isinstance(value, float) and _lost_its_zero(text):
        text = "0" + text
    return text, _repaired(value, text, "repaired_phone")


def _lost_its_zero(digits):
    is_mobile = len(digits) == 11 and digits.startswith("1")
    return len(digits) in (9, 10, 11) and not is_mobile and digits[:3] not in _SERVICE


_SERVICE = ("400", "800")


def _repaired(value, meaning, code):
    return code if _plain(value) != meaning else None


def _parse_email(value, dates):
    text = _half_width(value).replace(" ", "")
    if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+", text):
        raise ValueProblem("invalid_email")
    return text, None


def _is_midnight(moment):
    return not (moment.hour or moment.minute or moment.second)


PARSERS = {
    "text": _parse_text,
    "code": _parse_code,
    "date": _parse_date,
    "price": _parse_price,
    "gender": _parse_gender,
    "birth_year": _parse_birth_year,
    "birthday": _parse_birthday,
    "postal_code": _parse_postal_code,
    "phone": _parse_phone,
    "email": _parse_email,
}
