"""Copies of the fresh database, so that no measurement sees another one's rows."""

from contextlib import closing, contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import close_db, db_connect
from odoo.tools import SQL


@contextmanager
def clone(source, purpose):
    """A copy of a database under a name of its own, dropped at the end."""
    name = f"{source}_{purpose}"
    _administer("DROP DATABASE IF EXISTS %s", name)
    close_db(source)
    _administer("CREATE DATABASE %s TEMPLATE %s", name, source)
    try:
        yield name
    finally:
        Registry.delete(name)
        close_db(name)
        _administer("DROP DATABASE %s", name)


@contextmanager
def environment(database):
    """An Odoo environment on a database; what is done in it is committed."""
    with closing(Registry(database).cursor()) as cursor:
        env = api.Environment(cursor, SUPERUSER_ID, {"lang": "zh_CN"})
        yield env
        env.flush_all()
        cursor.commit()


def _administer(statement, *names):
    with closing(db_connect("postgres").cursor()) as cursor:
        # Databases are made and dropped outside of any transaction.
        cursor._cnx.autocommit = True
        cursor.execute(SQL(statement, *map(SQL.identifier, names)))
