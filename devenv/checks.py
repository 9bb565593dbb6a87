"""`make test` and `make bench`: on databases of their own, thrown away afterwards."""

import subprocess

from . import databases, node, system_packages
from .host import ROOT, fail, say, succeeds
from .launch import Odoo

# All tests: two workers, each with a copy of the database, a file at a time.
SIDE_BY_SIDE = ("--numprocesses=2", "--dist=loadfile")


def test(arguments, database=None):
    """Run pytest; its summary is the last thing on stdout. Returns its exit code."""
    _check_browser()
    node.install(ROOT / "tests" / "axe")
    odoo = Odoo()
    _check_websocket(odoo)
    with odoo.pg.session():
        if database:
            databases.check_name(database)
            databases.update(odoo, database)
            return _pytest(odoo, database, arguments)
        with databases.scratch(odoo, "test") as scratch:
            _warm_assets(odoo, scratch)
            return _pytest(odoo, scratch, arguments or SIDE_BY_SIDE)


def bench(arguments):
    """Run the benchmarks on a fresh database without demo data (BENCH_DB)."""
    odoo = Odoo()
    with odoo.pg.session(), databases.scratch(odoo, "bench") as database:
        command = [odoo.python, "-m", "bench", *arguments]
        env = {**odoo.env, "BENCH_DB": database}
        return subprocess.run(command, cwd=ROOT, env=env).returncode


def _pytest(odoo, database, arguments):
    command = [odoo.python, "-m", "pytest", "--odoo-http"]
    command += [f"--odoo-database={database}", *arguments]
    return subprocess.run(command, cwd=ROOT, env=odoo.env).returncode


def _check_browser():
    """Odoo silently skips browser tests without a browser: we do not."""
    needs = system_packages
    needs.ensure(needs.BROWSER, needs.PDF, needs.FONTS, needs.FONT, needs.CAIRO)


def _check_websocket(odoo):
    if not succeeds(odoo.python, "-c", "import websocket"):
        fail("websocket-client is missing: remove .cache/venv* and run again")


def _warm_assets(odoo, database):
    """Tests roll back: without this each browser test builds the bundles anew."""
    say("building the web assets")
    odoo.run_quietly(database, script="warm_assets.py")
