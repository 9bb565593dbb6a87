"""The commands behind `make` and `bin/odoo`."""

import os
import shutil
import subprocess
import sys

from . import checks, databases, lint, postgres, python_env, serve
from .host import CACHE, fail, say
from .launch import Odoo


def main(arguments):
    """Run the command named first; what follows belongs to it."""
    name, *rest = arguments or [""]
    command = COMMANDS.get(name)
    if not command:
        fail(f"no command {name!r}: one of {', '.join(COMMANDS)}")
    try:
        sys.exit(command(rest))
    except subprocess.CalledProcessError as error:
        fail(f"this ended with {error.returncode}: {' '.join(map(str, error.cmd))}")


def odoo(arguments):
    """Become Odoo: its signals, its streams and its exit code are untouched."""
    chosen = Odoo()
    command = chosen.command(*arguments)
    os.execve(command[0], command, chosen.env)


def run(arguments):
    """Serve the demo (--check: only until it answers)."""
    serve.run(check="--check" in arguments)


def db(arguments):
    """Make a fresh database NAME with all addons (--demo: with demo data)."""
    name = arguments[0] if arguments else ""
    databases.check_name(name)
    chosen = Odoo()
    with chosen.pg.session():
        databases.make(chosen, name, demo="--demo" in arguments)
    say(f"made database {name}")


def test(arguments):
    """Run pytest with these arguments (--db=NAME first: on that database)."""
    database = None
    if arguments and arguments[0].startswith("--db="):
        database = arguments.pop(0).partition("=")[2]
    return checks.test(arguments, database)


def stop(arguments):
    """Stop our PostgreSQL."""
    postgres.own_cluster(python_env.python()).stop()


def clean(arguments):
    """Drop the databases that these commands made, and remove the cache."""
    chosen = Odoo()
    databases.drop_all(chosen)
    if chosen.pg.cluster:
        chosen.pg.cluster.remove()
    shutil.rmtree(CACHE)


COMMANDS = {
    "odoo": odoo,
    "run": run,
    "db": db,
    "test": test,
    "bench": checks.bench,
    "lint": lint.check,
    "format": lint.rewrite,
    "stop": stop,
    "clean": clean,
}

if __name__ == "__main__":
    main(sys.argv[1:])
