"""Which Odoo to use: the user's checkout, an installed one, else Debian's package."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from . import debian
from .host import CACHE, ROOT, fail, locked

WANTED = (19, 0)
ASK = (
    "import odoo.release as r, os;"
    "print(*r.version_info[:2], os.path.dirname(os.path.dirname(r.__file__)))"
)


class Source(NamedTuple):
    """An Odoo: what starts it, the folder that holds the package, and its name."""

    launcher: tuple
    root: Path
    identity: str

    def addons_paths(self):
        """The folders with Odoo's own addons (a checkout has two)."""
        folders = self.root / "addons", self.root / "odoo/addons"
        return [folder for folder in folders if folder.is_dir()]


def find():
    """The first Odoo 19.0 there is."""
    return _checkout() or _installed() or _debian()


def release_of(root):
    """(19, 0) for a folder that holds Odoo 19.0, None for one without Odoo."""
    release = Path(root) / "odoo/release.py"
    if not release.is_file():
        return None
    found = re.search(r"^version_info = \((\d+), (\d+)", release.read_text(), re.M)
    return found and (int(found[1]), int(found[2]))


def _checkout():
    home = os.environ.get("ODOO_HOME")
    if not home:
        return None
    root = Path(home).expanduser().resolve()
    if release_of(root) != WANTED:
        fail(f"ODOO_HOME={home} holds no Odoo 19.0 (looked at odoo/release.py)")
    launcher = root / "odoo-bin"
    start = (launcher,) if launcher.exists() else ("-m", "odoo")
    return Source(start, root, f"checkout {root}")


def _installed():
    """An Odoo 19.0 on PATH or importable; its files are used with our packages."""
    for interpreter, launcher in _installed_candidates():
        asked = subprocess.run(
            [interpreter, "-c", ASK], text=True, capture_output=True, cwd="/"
        )
        major, minor, root = (asked.stdout.strip().split(" ", 2) + [""] * 3)[:3]
        if (major, minor) == tuple(map(str, WANTED)):
            return Source(launcher, Path(root), f"installed {root}")
    return None


def _installed_candidates():
    for name in ("odoo", "odoo-bin"):
        program = shutil.which(name)
        # our own bin/odoo may be on PATH too
        if program and ROOT / "bin" not in Path(program).resolve().parents:
            interpreter = interpreter_of(program)
            if interpreter:
                yield interpreter, (Path(program),)
    found = importlib.util.find_spec("odoo")
    if found and not _is_ours(found):
        yield sys.executable, ("-m", "odoo")


def _is_ours(found):
    """Whether this is what `_debian` unpacked, which has a launcher of its own."""
    ours = (CACHE / "odoo").resolve()
    return any(ours in Path(place).resolve().parents for place in _places(found))


def _places(found):
    return found.submodule_search_locations or [found.origin]


def interpreter_of(program):
    """The Python named in a script's first line; None for other programs."""
    with open(program, "rb") as script:
        first = script.readline().decode(errors="replace")
    words = first[2:].split() if first.startswith("#!") else []
    if words[:1] == ["/usr/bin/env"]:
        words = words[1:]
    return words[0] if words and "python" in words[0] else None


def _debian():
    prefix = CACHE / "odoo"
    with locked("odoo"):
        if not (prefix / "stamp").exists():
            debian.unpack_odoo(prefix)
    root = prefix / debian.SITE
    if release_of(root) != WANTED:
        fail(f"Debian's package is no longer Odoo 19.0: remove {prefix}, set ODOO_HOME")
    # not `python -m odoo`: with workers the live-chat process would not start
    launcher = (prefix / "usr/bin/odoo",)
    return Source(launcher, root, (prefix / "stamp").read_text())
