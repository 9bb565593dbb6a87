"""Birthdays as month and day, "03-15", whatever the year; read without the ORM."""

import re
from calendar import isleap
from datetime import date, timedelta

# A leap year, so that 29 February is a day.
ANY_YEAR = 2000
LEAP_DAY, DAY_BEFORE = "02-29", "02-28"
_BIRTHDAY = re.compile(
    r"(?:(?:19|20)\d\d\s*[-./年]\s*)?"
    r"(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*[日号]?"
)


def read_birthday(text):
    """Return "MM-DD" of what people write: 3-15, 03/15, 3月15日, 1975-03-15.

    :raises ValueError: when it is no day of any year
    """
    match = _BIRTHDAY.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    return month_and_day(date(ANY_YEAR, int(match["month"]), int(match["day"])))


def month_and_day(day):
    """Return "MM-DD" of a date."""
    return f"{day:%m-%d}"


def birthday_spans(first, last):
    """Return [(from, to)] of birthdays kept between two days, both included.

    Over the turn of the year there are two of them. Who was born on 29 February
    keeps the day before in years that have none.
    """
    if last < first:
        return []
    if last - first >= timedelta(days=365):
        return [("01-01", "12-31")]
    start, end = month_and_day(first), month_and_day(last)
    if not isleap(last.year) and end == DAY_BEFORE:
        end = LEAP_DAY
    if first.year == last.year:
        return [(start, end)]
    return [(start, "12-31"), ("01-01", end)]


def next_birthday(birthday, today):
    """Return the first day from today on on which this birthday is kept."""
    this_year = _in_year(birthday, today.year)
    return this_year if this_year >= today else _in_year(birthday, today.year + 1)


def _in_year(birthday, year):
    if birthday == LEAP_DAY and not isleap(year):
        birthday = DAY_BEFORE
    month, day = map(int, birthday.split("-"))
    return date(year, month, day)
