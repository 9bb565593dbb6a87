"""Odoo in this environment: its configuration, its commands, its log."""

import os
import re
import sys
from subprocess import STDOUT
from subprocess import run as run_process

from . import odoo_source, postgres, python_env, wkhtmltopdf
from .host import CACHE, ROOT, capture, fail, write_if_changed

DATABASE = "ruiji_demo"
HTTP_PORT = 8069
SCRIPTS = ROOT / "devenv/scripts"
COMPLAINT = re.compile(r" (WARNING|ERROR|CRITICAL) |^Traceback ")


class Odoo:
    """The chosen Odoo with its Python and its PostgreSQL, ready to run."""

    def __init__(self):
        self.python = python_env.python()
        self.source = odoo_source.find()
        self._make_importable()
        self.pg = postgres.connect(self.python)
        self.configuration = self._write_configuration()
        self.env = self._environment()

    def command(self, *arguments):
        """The command line of an Odoo command."""
        start = [self.python, *self.source.launcher, *arguments]
        return [str(part) for part in start]

    def run_quietly(self, database, *arguments, script=None, **variables):
        """Run Odoo on a database; its log is kept, any complaint in it is fatal.

        `script` names a file of devenv/scripts for `odoo shell`, which then finds
        `variables` in its environment.
        """
        log = CACHE / "log" / f"{database}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        common = ["-d", database, "--no-http", "--skip-auto-install"]
        if script:
            command = self.command("shell", *common, *arguments)
            given = (SCRIPTS / script).read_text()
        else:
            command = self.command(*common, "--stop-after-init", *arguments)
            given = ""
        with open(log, "w") as output:
            ended = run_process(
                command,
                input=given,
                text=True,
                env={**self.env, **variables},
                stdout=output,
                stderr=STDOUT,
                start_new_session=True,
            )
        self._check_log(log, ended.returncode)

    def _check_log(self, log, returncode):
        lines = log.read_text(errors="replace").splitlines()
        complaints = [line for line in lines if COMPLAINT.search(line)]
        if returncode:
            print(*lines[-40:], sep="\n", file=sys.stderr)
            fail(f"Odoo ended with {returncode}, see {log}")
        if complaints:
            print(*complaints[:20], sep="\n", file=sys.stderr)
            fail(f"Odoo complained {len(complaints)} times, see {log}")

    def _make_importable(self):
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        site = self.python.parent.parent / "site"
        if not site.exists():
            site.write_text(capture(self.python, "-c", ask).strip())
        pointer = os.path.join(site.read_text(), "odoo-here.pth")
        write_if_changed(type(site)(pointer), f"{self.source.root}\n")

    def _write_configuration(self):
        settings = {
            "addons_path": ",".join(map(str, [*self.source.addons_paths(), ROOT])),
            "data_dir": CACHE / "data",
            "db_name": DATABASE,
            "db_host": self.pg.env["PGHOST"],
            "db_port": self.pg.env["PGPORT"],
            "db_user": self.pg.env["PGUSER"],
            "pg_path": self.pg.programs,
            "list_db": False,
            "http_interface": "127.0.0.1",
            "http_port": HTTP_PORT,
            "max_cron_threads": 1,
            # an import runs in a cron job as long as its workbook is big
            "limit_time_real_cron": 0,
            "screenshots": CACHE / "screenshots",
        }
        lines = [f"{key} = {value}\n" for key, value in settings.items()]
        path = CACHE / "odoo.conf"
        write_if_changed(path, "[options]\n" + "".join(lines), mode=0o600)
        return path

    def _environment(self):
        """Odoo's commands all read ODOO_RC, while only some know -c."""
        runtime = CACHE / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        # Qt warns at each PDF without a private folder
        qt = {"XDG_RUNTIME_DIR": str(runtime)}
        path = f"{self.pg.env['PATH']}{os.pathsep}{wkhtmltopdf.PROGRAMS}"
        given = {"PATH": path, "ODOO_RC": str(self.configuration)}
        return {**self.pg.env, **qt, **given}
