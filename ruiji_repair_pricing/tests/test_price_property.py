"""resolve() against an implementation of PRI-03 that is slow and obvious."""

from collections import namedtuple
from datetime import date, timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .common import PricingCase

UNITS, DAYS = 7, 10
CATEGORIES, MODELS, BOARDS = 2, 3, 5
MODEL_OF_BOARD = (0, 0, 1, 2, 2)
CATEGORY_OF_MODEL = (0, 0, 1)

Contract = namedtuple("Contract", "unit number start end void covers")
Line = namedtuple("Line", "contract kind key price start end state")
World = namedtuple("World", "superiors contracts lines")

# Every unit, board and day of a world is asked for.
REQUESTS = list(product(range(UNITS), range(BOARDS), range(DAYS)))

days = st.integers(0, DAYS - 1)


@st.composite
def histories(draw, unit):
    """Superiors of a unit one after the other: [(superior or None, first day)]."""
    changes = sorted(draw(st.sets(days, max_size=2)) | {0})
    above = st.none() | st.integers(0, unit - 1) if unit else st.none()
    return [(draw(above), day) for day in changes]


@st.composite
def contracts(draw, position):
    start, end = sorted((draw(days), draw(days)))
    number = f"C-{draw(st.integers(0, 30))}-{position}"
    void = draw(st.integers(0, 5)) == 0
    return Contract(
        draw(st.integers(0, UNITS - 1)), number, start, end, void, draw(st.booleans())
    )


@st.composite
def lines(draw, contract_count):
    contract = draw(st.none() | st.integers(0, contract_count - 1))
    kind, key = draw(
        st.sampled_from(
            [("board", n) for n in range(BOARDS)]
            + [("model", n) for n in range(MODELS)]
            + [("category", n) for n in range(CATEGORIES)]
        )
    )
    start, end = sorted((draw(days), draw(days)))
    limits = draw(st.sampled_from(["none", "none", "start", "end", "both"]))
    return Line(
        contract,
        kind,
        key,
        draw(st.integers(0, 99)),
        start if limits in ("start", "both") else None,
        end if limits in ("end", "both") else None,
        draw(st.sampled_from(["published"] * 6 + ["draft", "approved"])),
    )


@st.composite
def worlds(draw):
    drawn_contracts = [draw(contracts(n)) for n in range(draw(st.integers(1, 8)))]
    drawn_lines = draw(st.lists(lines(len(drawn_contracts)), max_size=25))
    return World(
        [draw(histories(unit)) for unit in range(UNITS)],
        drawn_contracts,
        legal(drawn_lines, drawn_contracts),
    )


def legal(drawn_lines, drawn_contracts):
    """Lines inside their contract, without overlaps of the same key."""
    kept = []
    for line in drawn_lines:
        if line.contract is not None:
            contract = drawn_contracts[line.contract]
            if line.start is not None and line.start < contract.start:
                continue
            if line.end is not None and line.end > contract.end:
                continue
        twins = [other for other in kept if other[:3] == line[:3]]
        if not any(valid(line, day) and valid(o, day) for o in twins for day in AGES):
            kept.append(line)
    return kept


# Lines without limits reach beyond the days that are asked for.
AGES = range(-1, DAYS + 1)


def valid(line, day):
    return (line.start is None or line.start <= day) and (
        line.end is None or day <= line.end
    )


def superior(world, unit, day):
    return [above for above, first in world.superiors[unit] if first <= day][-1]


def best_line(world, contract, board, day):
    """The most specific valid line of a contract (None: of the standard list)."""
    model = MODEL_OF_BOARD[board]
    keys = [("board", board), ("model", model), ("category", CATEGORY_OF_MODEL[model])]
    for rank, (kind, key) in enumerate(keys):
        for line in world.lines:
            counts = line.state == "published" and valid(line, day)
            if line[:3] == (contract, kind, key) and counts:
                return rank, line
    return None


def way_up(world, unit, day):
    """The unit and its superiors of that day, each with what may price at it."""
    level, is_own = unit, True
    while level is not None:
        yield [
            (position, contract)
            for position, contract in enumerate(world.contracts)
            if contract.unit == level and (is_own or contract.covers)
        ]
        level, is_own = superior(world, level, day), False


def in_force(contract, day):
    return not contract.void and contract.start <= day <= contract.end


def obvious_price(world, unit, board, day):
    """PRI-03, word by word: the winning line or None."""
    for offered in way_up(world, unit, day):
        matches = []
        for position, contract in offered:
            found = in_force(contract, day) and best_line(world, position, board, day)
            if found:
                matches.append((found[0], contract, found[1]))
        if matches:
            most_specific = min(rank for rank, _contract, _line in matches)
            rest = [match for match in matches if match[0] == most_specific]
            latest = max(rest, key=lambda match: (match[1].start, match[1].number))
            return latest[2]
    found = best_line(world, None, board, day)
    return found and found[1]


def obvious_lapse(world, unit, board, day):
    """CON-09: the contract whose void or end leaves the board to what is farther."""
    for offered in way_up(world, unit, day):
        lapsed = []
        for position, contract in offered:
            if in_force(contract, day) and best_line(world, position, board, day):
                return None
            if contract.start > day or in_force(contract, day):
                continue
            found = best_line(world, position, board, min(day, contract.end))
            if found:
                order = (contract.end, -found[0], contract.number)
                lapsed.append((order, position))
        if lapsed:
            return max(lapsed)[1]
    return None


@tagged("post_install", "-at_install")
class TestPriceProperty(PricingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units = cls.env["res.partner"].create(
            [
                {
                    "name": f"单位{n}",
                    "is_client": True,
                    "client_tier": "independent",
                    "archive_state": "filed",
                }
                for n in range(UNITS)
            ]
        )
        cls.categories = cls.switching + cls.power
        cls.models = cls.zxj10 + cls.ewsd + cls.ups
        cls.boards = (cls.aslc + cls.dti + cls.diu + cls.rectifier) + cls._new_board(
            cls.ups, "FAN"
        )
        cls.keys = {
            "board": ("product_id", cls.boards),
            "model": ("device_model_id", cls.models),
            "category": ("categ_id", cls.categories),
        }
        cls.env.flush_all()

    @settings(
        max_examples=90,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds())
    def test_resolve_agrees_with_the_obvious_way(self, world):
        """PRI-03, PRI-04, PRI-09, SUB-05, CON-09: 31,500 random cases, on trees that
        change, prices that are not published among them; explain() names the same
        winner, and lapsed cover is found although it prices nothing."""
        savepoint = self.env.cr.savepoint()
        try:
            self._fill(world)
            self._compare(world)
        finally:
            savepoint.rollback()
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)

    def _compare(self, world):
        requests = [
            (self.units[unit].id, self.boards[board].id, self._day(day))
            for unit, board, day in REQUESTS
        ]
        answers = self.Price.resolve(requests)
        for request, answer in zip(REQUESTS, answers, strict=True):
            line = obvious_price(world, *request)
            expected = line and self.line_ids[world.lines.index(line)]
            self.assertEqual(answer["line_id"], expected or False, (request, world))
        for request, answer in list(zip(requests, answers, strict=True))[::99]:
            winner = self.Price.explain(*request)["winner"]
            self.assertEqual(winner and winner["line_id"], answer["line_id"])
        self._compare_lapses(world, requests, answers)

    def _compare_lapses(self, world, requests, answers):
        winners = [answer["contract_id"] for answer in answers]
        lapsed = self.Price._lapsed_cover(requests, winners)
        for number, request in enumerate(REQUESTS):
            position = obvious_lapse(world, *request)
            expected = None if position is None else self.contract_ids[position]
            found = lapsed.get(number, {"contract_id": None})["contract_id"]
            self.assertEqual(found, expected, (request, world))

    def _fill(self, world):
        self._fill_tree(world)
        created = self.env["ruiji.contract"].create(
            [
                {
                    "name": "合同",
                    "number": contract.number,
                    "partner_id": self.units[contract.unit].id,
                    "date_start": self._day(contract.start),
                    "date_end": self._day(contract.end),
                    "validity": "void" if contract.void else "in_force",
                    "covers_subordinates": contract.covers,
                }
                for contract in world.contracts
            ]
        )
        self.contract_ids = created.ids
        self.line_ids = self.Price.create(
            [self._prepare_line_vals(line, created) for line in world.lines]
        ).ids

    def _prepare_line_vals(self, line, created):
        name, keys = self.keys[line.kind]
        return {
            "contract_id": line.contract is not None and created[line.contract].id,
            name: keys[line.key].id,
            "price": line.price,
            "date_start": self._day(line.start),
            "date_end": self._day(line.end),
            "state": line.state,
        }

    def _fill_tree(self, world):
        memberships = []
        for unit, history in enumerate(world.superiors):
            ends = [first for _above, first in history[1:]] + [None]
            for (above, first), end in zip(history, ends, strict=True):
                if above is not None:
                    memberships.append(
                        {
                            "unit_id": self.units[unit].id,
                            "superior_id": self.units[above].id,
                            "date_from": self._day(first or None),
                            "date_to": self._day(end and end - 1),
                        }
                    )
        self.env["ruiji.unit.membership"].create(memberships)
        self.env["ruiji.unit.ancestry"]._rebuild(self.units)

    @staticmethod
    def _day(number):
        if number is None:
            return False
        return date(2026, 3, 1) + timedelta(days=number)
