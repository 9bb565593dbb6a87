"""docs/requirements.md and the tests name the same numbers."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NUMBER = re.compile(r"\b[A-Z]{3}-\d\d\b")


def _table():
    """{number: (state, tests named)} as the document has it."""
    rows = (ROOT / "docs" / "requirements.md").read_text().splitlines()
    cells = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in rows
        if NUMBER.match(row.lstrip("| "))
    ]
    return {
        number: (state, {name for name in tests.split(", ") if name != "–"})
        for number, _what, state, _where, tests in cells
    }


def _named_by_tests():
    """{number: names of the test files that name it}."""
    named = {}
    for path in (*ROOT.glob("ruiji_*/tests/test_*.py"), *ROOT.glob("tests/test_*.py")):
        for number in NUMBER.findall(path.read_text()):
            named.setdefault(number, set()).add(path.stem.removeprefix("test_"))
    return named


def test_table_lists_the_tests_that_name_each_number():
    listed = {number: tests for number, (_state, tests) in _table().items() if tests}
    assert listed == _named_by_tests()


def test_what_is_done_is_proved():
    unproved = [
        number
        for number, (state, tests) in _table().items()
        if state != "not yet" and not tests
    ]
    assert not unproved
