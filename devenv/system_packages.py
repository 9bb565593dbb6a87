"""What only the system's package manager can bring."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from . import wkhtmltopdf
from .host import CACHE, capture, fail, say, succeeds


class Need(NamedTuple):
    """A Debian package, what it is for, and how to see that it is there.

    `otherwise` gets what it is for on systems that do not package it.
    """

    package: str
    purpose: str
    is_met: Callable
    otherwise: Callable | None = None


def _has_program(*names):
    return any(shutil.which(name) for name in names)


def _has_chinese_font():
    if shutil.which("fc-list"):
        return bool(capture("fc-list", ":lang=zh", "file").strip())
    folders = Path("/usr/share/fonts"), Path("/usr/local/share/fonts")
    patterns = "*CJK*", "*wqy*"
    return any(
        next(folder.rglob(pattern), None) for folder in folders for pattern in patterns
    )


def _has_cairo():
    # the wheels that draw bar codes bring it along before Python 3.13
    return sys.version_info < (3, 13) or succeeds(
        sys.executable, "-c", "import ctypes; ctypes.CDLL('libcairo.so.2')"
    )


VENV = Need(
    "python3-venv",
    "Python's virtual environments",
    lambda: bool(importlib.util.find_spec("ensurepip")),
)
PDF = Need(
    "wkhtmltopdf",
    "printing PDF",
    lambda: _has_program("wkhtmltopdf") or wkhtmltopdf.is_unpacked(),
    otherwise=wkhtmltopdf.unpack_program,
)
FONTS = Need(
    "fontconfig", "finding fonts", lambda: Path("/etc/fonts/fonts.conf").exists()
)
FONT = Need("fonts-wqy-microhei", "Chinese letters in PDF", _has_chinese_font)
CAIRO = Need("libcairo2", "bar codes", _has_cairo)
BROWSER = Need(
    "chromium",
    "browser tests",
    lambda: _has_program("chromium", "chromium-browser", "google-chrome"),
)


def ensure(*needs):
    """Install what is missing when allowed, else say the one line to run."""
    missing = [need for need in needs if not need.is_met()]
    if not missing:
        return
    prefix = _administrator_prefix()
    if prefix is not None:
        _apt_get(prefix, "update")
    for need in [need for need in missing if need.otherwise]:
        if not _is_packaged(need.package):
            need.otherwise()
            missing.remove(need)
    if missing:
        _install(missing, prefix)


def _install(missing, prefix):
    packages = [need.package for need in missing]
    purposes = ", ".join(f"{need.package} ({need.purpose})" for need in missing)
    if prefix is None:
        fail(f"missing {purposes}. Run: {install_line(packages)}")
    say(f"installing {purposes}")
    _apt_get(prefix, *_install_arguments(packages))
    still = [need.package for need in missing if not need.is_met()]
    if still:
        fail(f"installed, but still not found: {', '.join(still)}")


def _apt_get(prefix, *arguments):
    """Run apt-get with its chatter in a file, shown when it fails."""
    log = CACHE / "log/apt.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    with open(log, "w") as output:
        ended = subprocess.run(
            [*prefix, *quiet, *arguments], stdout=output, stderr=subprocess.STDOUT
        )
    if ended.returncode:
        print(*log.read_text().splitlines()[-20:], sep="\n", file=sys.stderr)
        fail(f"apt-get {arguments[0]} ended with {ended.returncode}, see {log}")


def _is_packaged(package):
    if not shutil.which("apt-cache"):
        return True
    policy = capture("apt-cache", "policy", package, env={**os.environ, "LC_ALL": "C"})
    return "Candidate:" in policy and "Candidate: (none)" not in policy


def install_line(packages):
    """The line a person runs who may install packages."""
    return (
        f"sudo apt-get update && sudo apt-get {' '.join(_install_arguments(packages))}"
    )


def _install_arguments(packages):
    return ["install", "-y", "--no-install-recommends", *packages]


def _administrator_prefix():
    """What to put before apt-get; None when we may not or there is no apt-get."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if succeeds("sudo", "-n", "true"):
        return ["sudo", "-n"]
    return None
