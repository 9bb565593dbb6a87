import unittest
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.ruiji_client_archive.utils.allocation import Manager, allocate, shares

PROVINCES = ("SN", "GS", "SC", "XJ")

plain_managers = st.lists(
    st.tuples(st.integers(1, 8).map(lambda n: n / 4), st.integers(0, 40)),
    min_size=1,
    max_size=8,
).map(
    lambda drawn: [
        Manager(key, capacity, load) for key, (capacity, load) in enumerate(drawn)
    ]
)
choosy_managers = st.lists(
    st.tuples(
        st.integers(1, 8).map(lambda n: n / 4),
        st.integers(0, 40),
        st.none() | st.integers(0, 12),
        st.frozensets(st.sampled_from(PROVINCES)),
    ),
    min_size=1,
    max_size=8,
).map(lambda drawn: [Manager(key, *values) for key, values in enumerate(drawn)])
some_clients = st.lists(st.sampled_from(PROVINCES), max_size=80).map(
    lambda provinces: {f"client {n}": province for n, province in enumerate(provinces)}
)


class TestShares(unittest.TestCase):
    """MGR-03: a proposal balances the number of clients by weight."""

    @settings(max_examples=200, deadline=None)
    @given(plain_managers, st.integers(0, 120))
    def test_balanced_within_one_weighted_client(self, managers, count):
        """MGR-03: giving a client to another would help by less than one client."""
        taken = shares(managers, count)
        self.assertEqual(sum(taken.values()), count)
        for one in managers:
            if not taken[one.key]:
                continue
            load = (one.load + taken[one.key]) / one.capacity
            for other in managers:
                other_load = (other.load + taken[other.key]) / other.capacity
                self.assertLessEqual(load - other_load, 1 / other.capacity + 1e-9)

    @settings(max_examples=200, deadline=None)
    @given(choosy_managers, some_clients)
    def test_preferences_and_room_change_no_share(self, managers, clients):
        """MGR-03: provinces decide which clients, never how many; caps hold."""
        result = allocate(managers, clients)
        taken = Counter(result.values())
        left_over = taken.pop(None, 0)
        self.assertEqual(result.keys(), clients.keys())
        self.assertEqual(taken, +shares(managers, len(clients)))
        for manager in managers:
            if manager.room is not None:
                self.assertLessEqual(taken[manager.key], manager.room)
                if left_over:
                    self.assertEqual(taken[manager.key], manager.room)

    def test_capacity_is_a_weight(self):
        """MGR-03: who can carry twice as much gets twice as many."""
        half, full = Manager("half", 0.5, 0), Manager("full", 1.0, 0)
        self.assertEqual(shares([half, full], 30), {"half": 10, "full": 20})

    def test_who_has_many_already_gets_fewer(self):
        """MGR-03: what counts is the load afterwards."""
        busy, free = Manager("busy", 1.0, 8), Manager("free", 1.0, 0)
        self.assertEqual(shares([busy, free], 10), {"busy": 1, "free": 9})

    def test_preferred_provinces_come_first(self):
        """MGR-03: everybody gets the provinces he would rather have."""
        west = Manager("west", 1.0, 0, None, frozenset(["XJ"]))
        any_ = Manager("any", 1.0, 0)
        clients = {1: "SN", 2: "XJ", 3: "SN", 4: "XJ"}
        self.assertEqual(
            allocate([any_, west], clients),
            {1: "any", 2: "west", 3: "any", 4: "west"},
        )

    def test_nobody_takes_part(self):
        """MGR-03: without managers, or room, clients stay without one."""
        self.assertEqual(allocate([], {1: "SN"}), {1: None})
        full = Manager("full", 1.0, 5, 0)
        self.assertEqual(allocate([full], {1: "SN"}), {1: None})
