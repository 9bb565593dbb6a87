"""How long something takes."""

import os
import statistics
import time
from pathlib import Path


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


class Effort:
    """Processor seconds that this process and its database connection have used.

    What else runs on the machine makes hours of minutes, but changes these little.
    """

    def __init__(self, env):
        self._backend = Path(f"/proc/{env.cr._cnx.info.backend_pid}/stat")
        self._begun = self._now()

    def seconds(self):
        """Seconds since it was made."""
        return self._now() - self._begun

    def _now(self):
        # Behind the name, which may hold spaces: user and system time, in ticks.
        numbers = self._backend.read_text().rpartition(")")[2].split()
        ticks = int(numbers[11]) + int(numbers[12])
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")
