"""Virtual environments with packages pinned by version and hash."""

import shutil
import sys

from . import system_packages
from .host import CACHE, ROOT, digest, fail, locked, run, say

OLDEST, NEWEST = (3, 11), (3, 13)


def python(kind="venv", requirements="requirements-dev.txt"):
    """The interpreter of an environment that holds exactly these packages."""
    version = "{}.{}".format(*sys.version_info)
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        fail(
            f"Python 3.11 to 3.13 is needed, this is {version}; "
            "name another by PYTHON=, e.g. `make run PYTHON=python3.12`"
        )
    folder = CACHE / f"{kind}{version}"
    pins = ROOT / requirements
    stamp = folder / "stamp"
    wanted = digest(pins.read_text(), sys.version_info[:3])
    with locked(kind):
        if not stamp.exists() or stamp.read_text() != wanted:
            _install(folder, pins)
            stamp.write_text(wanted)
    return folder / "bin/python"


def _install(folder, pins):
    """Make the environment, or bring an existing one to the pins in place."""
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        system_packages.ensure(system_packages.VENV)
        run(sys.executable, "-m", "venv", folder)
    say(f"installing the Python packages of {pins.name}")
    # --no-deps: the pins are complete, and pip stumbles over extras in hash mode
    options = ["--no-deps", "--require-hashes", "-r", pins]
    uv = shutil.which("uv")
    if uv:
        run(uv, "pip", "install", "-q", "--python", interpreter, *options)
    else:
        quiet = ["-qq", "--disable-pip-version-check"]
        run(interpreter, "-m", "pip", "install", *quiet, *options, stdout=sys.stderr)
