"""Who acts as the system says why that is safe (ACC-02): where it stands."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
START = re.compile(r"\s*(def|class) ")
REACH = 5  # lines above within which a reader sees the reason
NOT_SHIPPED = {"tests", "migrations"}


def _sources():
    for path in sorted(ROOT.glob("ruiji_*/**/*.py")):
        if not NOT_SHIPPED.intersection(path.parts):
            yield path, path.read_text()


def _raises_rights(node):
    """`.sudo()` and `su=True`; `.sudo(False)` gives the rights back."""
    if not isinstance(node, ast.Call):
        return False
    names_sudo = isinstance(node.func, ast.Attribute) and node.func.attr == "sudo"
    becomes_system = any(keyword.arg == "su" for keyword in node.keywords)
    return (names_sudo and not node.args) or becomes_system


def _calls(source):
    """(statement, its lines) for each statement that raises rights by itself."""
    for statement in ast.walk(ast.parse(source)):
        if not isinstance(statement, ast.stmt):
            continue
        parts = ast.iter_child_nodes(statement)
        own = [part for part in parts if not isinstance(part, ast.stmt)]
        calls = filter(_raises_rights, (n for part in own for n in ast.walk(part)))
        if last := max((call.end_lineno for call in calls), default=None):
            yield statement.lineno, last


def _silent(source):
    """Lines of statements that raise rights without a word."""
    lines = source.splitlines()
    for first, last in _calls(source):
        above = lines[max(first - 1 - REACH, 0) : first - 1]
        starts = [n for n, line in enumerate(above) if START.match(line)]
        seen = above[starts[-1] :] if starts else above
        if not any("#" in line for line in seen + lines[first - 1 : last]):
            yield first


def test_rights_are_raised_with_a_reason():
    """ACC-02: each sudo() has a comment that says why it may be."""
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, source in _sources()
        for number in _silent(source)
    ]
    assert silent == []


def test_a_silent_one_is_found():
    """ACC-02: the check itself looks at statements, and not past their method."""
    assert list(_silent("# Names are open to all.\nx = a.sudo()\n")) == []
    assert list(_silent("y = 1\nx = (\n    a\n    .sudo()\n)\n")) == [2]
    assert list(_silent("# Why.\ndef f(a):\n    return a.sudo()\n")) == [3]
    assert list(_silent("x = a.sudo(False)\n")) == []
