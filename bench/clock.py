"""How long something takes."""

import statistics
import time


def seconds(work, repeat=1):
    """Seconds of the best of some runs, and what the last one returned.

    The best one is the one that other work on the machine disturbed least.
    """
    durations = []
    for _run in range(repeat):
        start = time.perf_counter()
        result = work()
        durations.append(time.perf_counter() - start)
    return min(durations), result


def each(work, items, repeat=3):
    """Median seconds of one call per item, each the best of some runs."""
    return statistics.median(
        seconds(lambda item=item: work(item), repeat)[0] for item in items
    )
