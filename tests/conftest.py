"""Copies of the tests' database: for what commits, or runs in processes of its own."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from odoo.sql_db import close_db
from odoo.tools import config

from devenv.launch import Odoo


@pytest.fixture(scope="session")
def odoo():
    return Odoo()


@pytest.fixture(scope="session")
def copied(odoo):
    """`with copied(purpose) as database`: a copy that goes away again."""

    @contextmanager
    def copy(purpose):
        (source,) = config["db_name"]
        name = f"{source}_{purpose}"
        odoo.pg.drop(name)
        close_db(source)
        odoo.pg.disconnect(source)
        odoo.pg.clone(source, name)
        try:
            yield name
        finally:
            odoo.pg.drop(name)
            backups = Path(config["data_dir"]) / "backups" / name
            shutil.rmtree(backups, ignore_errors=True)

    return copy


@pytest.fixture(scope="module")
def database(copied, request):
    """One copy for all tests of a file."""
    purpose = request.module.__name__.rpartition("test_")[2]
    with copied(purpose) as name:
        yield name
