"""Who gets how many clients, and which: fair shares, free of the ORM (MGR-03)."""

import heapq
from collections import Counter, defaultdict
from typing import NamedTuple


class Manager(NamedTuple):
    """An account manager who takes part.

    :param capacity: weight, above 0: twice the capacity takes twice the clients
    :param load: number of clients so far
    :param room: how many more there may be; None for any number
    :param provinces: those that the manager would rather have
    """

    key: int
    capacity: float
    load: int
    room: int | None = None
    provinces: frozenset = frozenset()


def shares(managers, count):
    """Return {manager's key: number of new clients}.

    One after the other, each client goes to whoever is loaded least with it, by
    weight. So nobody who gets one would be better off by more than one weighted
    client if it went to somebody else.
    """
    heap = [
        (_weight(manager, 1), place, 1)
        for place, manager in enumerate(managers)
        if manager.room is None or manager.room > 0
    ]
    heapq.heapify(heap)
    taken = Counter()
    for _client in range(count):
        if not heap:
            break
        _load, place, number = heapq.heappop(heap)
        manager = managers[place]
        taken[manager.key] = number
        if manager.room is None or number < manager.room:
            heapq.heappush(heap, (_weight(manager, number + 1), place, number + 1))
    return taken


def allocate(managers, clients):
    """Return {client's key: manager's key, or None when there is no room}.

    Preferences decide who gets which clients, never how many.

    :param list managers: Manager tuples
    :param dict clients: {client's key: province}
    """
    left = shares(managers, len(clients))
    by_province = defaultdict(list)
    for client, province in clients.items():
        by_province[province].append(client)
    fans = {
        province: [m.key for m in managers if province in m.provinces]
        for province in by_province
    }
    result = dict.fromkeys(clients)
    # Provinces that few would rather have come first: their fans must have room.
    for province in sorted(by_province, key=lambda p: len(fans[p])):
        waiting = by_province[province]
        _deal(waiting, fans[province], left, result)
    rest = [client for client, manager in result.items() if manager is None]
    _deal(rest, [manager.key for manager in managers], left, result)
    return result


def _weight(manager, number):
    return (manager.load + number) / manager.capacity


def _deal(clients, managers, left, result):
    """Give the clients to those of the managers who have the most to get."""
    heap = [(-left[key], place) for place, key in enumerate(managers) if left[key]]
    heapq.heapify(heap)
    for client in clients:
        if not heap:
            break
        missing, place = heapq.heappop(heap)
        result[client] = managers[place]
        left[managers[place]] -= 1
        if missing < -1:
            heapq.heappush(heap, (missing + 1, place))
