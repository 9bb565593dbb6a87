"""Gaps and overlaps between the periods of contracts, free of the ORM."""

from collections import namedtuple

Period = namedtuple("Period", "start end label")


def overlapping(period, others):
    """Return the other periods that share a day with this one."""
    return [
        other
        for other in others
        if other.start <= period.end and other.end >= period.start
    ]


def gap_before(period, others):
    """Return (days without cover before the period, the one that ended), or None.

    None, too, when nothing came before or something covers the day before.
    """
    earlier = [other for other in others if other.start < period.start]
    if not earlier:
        return None
    last = max(earlier, key=lambda other: other.end)
    days = (period.start - last.end).days - 1
    return (days, last) if days > 0 else None


def gap_after(period, others):
    """Return (days without cover after the period, the one that follows), or None."""
    later = [other for other in others if other.end > period.end]
    if not later:
        return None
    first = min(later, key=lambda other: other.start)
    days = (first.start - period.end).days - 1
    return (days, first) if days > 0 else None
