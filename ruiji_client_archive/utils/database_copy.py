"""A database as one file, and that file as a database again; free of the ORM."""

import hashlib
import os
import subprocess
import time
from contextlib import closing

from psycopg2 import errors

from odoo.sql_db import close_db, db_connect
from odoo.tools import SQL
from odoo.tools.misc import exec_pg_environ, find_pg_tool

TABLES = """
    SELECT relname FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
     ORDER BY relname"""
FILES = """
    SELECT DISTINCT store_fname FROM ir_attachment
     WHERE store_fname IS NOT NULL ORDER BY store_fname"""
NAME_LENGTH = 63
DETAIL_LENGTH = 400


class CopyError(Exception):
    """What keeps a copy from being made.

    :param reason: one of tool_missing, may_not_create, too_long, tool_failed
    :param detail: what the program said, or the name of what is missing
    """

    def __init__(self, reason, detail=""):
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


class Contents:
    """Rows of each table and files of the attachments, at one moment."""

    def __init__(self, cursor):
        cursor.execute(TABLES)
        counts = SQL(" UNION ALL ").join(
            SQL("SELECT %s, COUNT(*) FROM %s", name, SQL.identifier(name))
            for (name,) in cursor.fetchall()
        )
        cursor.execute(counts)
        self.rows = dict(cursor.fetchall())
        cursor.execute(FILES)
        self.files = [name for (name,) in cursor.fetchall()]


def dump(database, target, deadline):
    """Write a database to a file, with what it holds at that very moment.

    :return: Contents as of the copy
    """
    with closing(db_connect(database).cursor()) as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        [(snapshot,)] = cursor.fetchall()
        contents = Contents(cursor)
        arguments = ["--format=c", "--no-owner", f"--snapshot={snapshot}"]
        _run("pg_dump", deadline, *arguments, f"--file={target}", database)
    os.chmod(target, 0o600)
    return contents


def scratch_name(database, number):
    """The name of the database that a copy is tried in."""
    end = f"_drill_{number}"
    return database[: NAME_LENGTH - len(end)] + end


def restore(source, database, scratch, deadline):
    """Bring a copy back to life in a new database.

    It is marked as a template: the lists of databases leave those out, so no
    scheduler sends a second time what the copy holds.
    """
    try:
        _administer(
            """CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' IS_TEMPLATE true
               LC_COLLATE %s LC_CTYPE %s""",
            SQL.identifier(scratch),
            *_locale(database),
        )
    except errors.InsufficientPrivilege as error:
        raise CopyError("may_not_create") from error
    arguments = ["--no-owner", "--exit-on-error", f"--dbname={scratch}"]
    _run("pg_restore", deadline, *arguments, str(source))


def contents(database):
    """What a database holds now."""
    with closing(db_connect(database).cursor()) as cursor:
        return Contents(cursor)


def drop(scratch):
    """Remove a database that a copy was tried in, if it is there."""
    close_db(scratch)
    name = SQL.identifier(scratch)
    with closing(db_connect("postgres").cursor()) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [scratch])
        if not cursor.fetchall():
            return
    _administer("ALTER DATABASE %s IS_TEMPLATE false", name)
    _administer("DROP DATABASE %s WITH (FORCE)", name)


def sha256(path):
    """The checksum of a file, read in pieces."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _locale(database):
    with closing(db_connect(database).cursor()) as cursor:
        cursor.execute(
            "SELECT datcollate, datctype FROM pg_database WHERE datname = %s",
            [database],
        )
        return cursor.fetchall()[0]


def _administer(statement, *arguments):
    with closing(db_connect("postgres").cursor()) as cursor:
        # Databases are made and dropped outside of any transaction.
        cursor._cnx.autocommit = True
        cursor.execute(SQL(statement, *arguments), log_exceptions=False)


def _run(tool, deadline, *arguments):
    """Run a program of PostgreSQL as Odoo finds it, with the server's connection."""
    try:
        program = find_pg_tool(tool)
    except Exception as error:
        raise CopyError("tool_missing", tool) from error
    left = deadline - time.monotonic()
    try:
        ended = subprocess.run(
            [program, *arguments],
            env=exec_pg_environ(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=None if left == float("inf") else max(left, 1),
        )
    except subprocess.TimeoutExpired as error:
        raise CopyError("too_long", tool) from error
    if ended.returncode:
        raise CopyError("tool_failed", ended.stderr.strip()[-DETAIL_LENGTH:])
