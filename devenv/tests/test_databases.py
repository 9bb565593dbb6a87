"""What a database command may touch."""

import os

import pytest

from devenv import databases


class FakeServer:
    """Remembers what was dropped."""

    def __init__(self, **comments):
        self.comments = comments
        self.dropped = []

    def databases(self):
        return self.comments

    def drop(self, name):
        self.dropped.append(name)


class FakeOdoo:
    def __init__(self, **comments):
        self.pg = FakeServer(**comments)
        self.ran = []

    def run_quietly(self, database, script, **variables):
        self.ran.append((database, script, variables))


def test_a_database_that_we_made_is_dropped():
    odoo = FakeOdoo(mine=databases.MADE_BY_US)
    databases.drop_own(odoo, "mine")
    assert odoo.pg.dropped == ["mine"]


@pytest.mark.parametrize("comment", ["", "payroll", databases.TEMPLATE])
def test_another_database_is_refused(comment):
    odoo = FakeOdoo(other=comment)
    with pytest.raises(SystemExit, match="other was not made by this command"):
        databases.drop_own(odoo, "other")
    assert odoo.pg.dropped == []


def test_a_database_that_is_not_there_needs_no_drop():
    odoo = FakeOdoo()
    databases.drop_own(odoo, "new")
    assert odoo.pg.dropped == []


@pytest.mark.parametrize("name", ["", None, "a b", "a;b", "-a", "x" * 52])
def test_names_that_need_quoting_are_refused(name):
    with pytest.raises(SystemExit, match="name the database"):
        databases.check_name(name)


def test_an_ordinary_name_is_accepted():
    databases.check_name("dev_x-1.2")


def test_what_killed_runs_left_is_dropped():
    gone = 2**22 + 1  # above the highest process number there is
    alive = os.getpid()
    odoo = FakeOdoo(
        **{
            f"ruiji_test_{gone}": databases.SCRATCH,
            f"ruiji_test_{gone}-gw0": "",
            f"ruiji_test_{gone}_other": "",
            f"ruiji_test_{alive}": databases.SCRATCH,
            f"ruiji_test_{alive}-gw1": "",
            f"somebody_{gone}-gw0": "",
            "ruiji_tpl_4e12dbd222dc": databases.TEMPLATE,
        }
    )
    databases._drop_abandoned(odoo)
    assert odoo.pg.dropped == [
        f"ruiji_test_{gone}",
        f"ruiji_test_{gone}-gw0",
        f"ruiji_test_{gone}_other",
    ]


@pytest.fixture
def older(monkeypatch):
    """A demo database to which one of two addons came without its demo data."""
    odoo = FakeOdoo(demo=databases.MADE_BY_US)
    odoo.pg.sql = lambda _query, _name: ["ruiji_b", "survey"]
    monkeypatch.setattr(databases.addons, "own", lambda: ["ruiji_a", "ruiji_b"])
    return odoo


def test_addons_that_came_later_get_their_demo_data(older):
    databases.complete_demo(older, "demo")
    assert older.ran == [("demo", "load_demo.py", {"OWN_ADDONS": "ruiji_b"})]


def test_nothing_runs_where_all_have_theirs(older):
    older.pg.sql = lambda _query, _name: ["survey"]
    databases.complete_demo(older, "demo")
    assert older.ran == []


def test_demo_data_that_does_not_fit_is_said(older, monkeypatch, capsys):
    def complain(*_arguments, **_variables):
        raise SystemExit("devenv: Odoo ended with 1")

    monkeypatch.setattr(older, "run_quietly", complain)
    databases.complete_demo(older, "demo")
    assert "Odoo ended with 1; `make clean`" in capsys.readouterr().err
