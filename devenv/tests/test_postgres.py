"""Which server is meant by the environment."""

import pytest

from devenv import postgres


def test_without_a_word_there_is_no_given_server():
    assert postgres.given_connection({}) is None


def test_pghost_names_a_server_with_libpqs_defaults():
    given = postgres.given_connection({"PGHOST": "db", "PGUSER": "odoo"})
    assert given == {"PGHOST": "db", "PGPORT": "5432", "PGUSER": "odoo"}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_database_url_names_a_server(scheme):
    url = f"{scheme}://odoo:s%40fe@db.example:5433/anything"
    assert postgres.given_connection({"DATABASE_URL": url}) == {
        "PGHOST": "db.example",
        "PGPORT": "5433",
        "PGUSER": "odoo",
        "PGPASSWORD": "s@fe",
    }


def test_a_database_url_goes_before_pghost():
    environ = {"DATABASE_URL": "postgres://odoo@url", "PGHOST": "host"}
    assert postgres.given_connection(environ)["PGHOST"] == "url"


def test_another_kind_of_url_is_not_ours():
    assert postgres.given_connection({"DATABASE_URL": "mysql://odoo@db"}) is None
