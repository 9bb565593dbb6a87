"""Odoo serves all portal pages by one class made of every addon's controllers.

Two of them that give a method the same name get in each other's way, wherever they
stand: only extensions, which call super(), may share a name.
"""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _classes():
    """All controllers that build upon another one."""
    for path in ROOT.glob("ruiji_*/controllers/*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and not _stands_alone(node):
                yield f"{path.parts[-3]}.{node.name}", node


def _stands_alone(node):
    return any(ast.unparse(base).endswith("Controller") for base in node.bases)


def _calls_super(method):
    return "super()" in ast.unparse(method)


def _introduced():
    """{method: controllers that have it without calling super()}"""
    found = defaultdict(list)
    for name, node in _classes():
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and not _calls_super(method):
                found[method.name].append(name)
    return found


def test_each_method_of_the_portal_is_introduced_once():
    """WEB-05: a page of one addon doesn't take a method from those of another."""
    found = _introduced()
    assert found["_slip_of"] == ["ruiji_repair_pricing.SlipSubmission"]
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
