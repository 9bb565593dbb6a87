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
