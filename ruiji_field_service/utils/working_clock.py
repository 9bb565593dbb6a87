"""The promised hours on a working calendar, free of the ORM (SVC-02)."""

from datetime import timedelta


def hours_between(stretches, start, end):
    """Working hours from one moment to another.

    :param list stretches: sorted (begin, end) of working time
    :return: float
    """
    seconds = sum(
        max(0, (min(stop, end) - max(begin, start)).total_seconds())
        for begin, stop in stretches
    )
    return seconds / 3600


def plan(stretches, start, hours):
    """When so many working hours have passed since a moment, or None.

    :param list stretches: sorted (begin, end) of working time
    """
    for begin, stop in stretches:
        begin = max(begin, start)
        length = (stop - begin).total_seconds() / 3600
        if length <= 0:
            continue
        if hours <= length:
            return begin + timedelta(hours=hours)
        hours -= length
    return None


def due(stretches, start, hours, pauses):
    """When somebody has to be there, pauses taken out.

    A pause counts when it began before the time was up: what comes later excuses
    nothing.

    :param list pauses: (begin, end) of pauses that are over
    """
    for begin, stop in sorted(pauses):
        up = plan(stretches, start, hours)
        if up is None or begin >= up:
            break
        hours += hours_between(stretches, max(begin, start), stop)
    return plan(stretches, start, hours)
