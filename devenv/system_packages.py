"""What only the system's package manager can bring."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from .host import capture, fail, run, say, succeeds


class Need(NamedTuple):
    """A Debian package, what it is for, and how to see that it is there."""

    package: str
    purpose: str
    is_met: callable


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
PDF = Need("wkhtmltopdf", "printing PDF", lambda: _has_program("wkhtmltopdf"))
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
    packages = [need.package for need in missing]
    purposes = ", ".join(f"{need.package} ({need.purpose})" for need in missing)
    prefix = _administrator_prefix()
    if prefix is None:
        fail(f"missing {purposes}. Run: {install_line(packages)}")
    say(f"installing {purposes}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    run(*apt, "update", stdout=sys.stderr)
    run(*apt, *_install(packages), stdout=sys.stderr)
    still = [need.package for need in missing if not need.is_met()]
    if still:
        fail(f"installed, but still not found: {', '.join(still)}")


def install_line(packages):
    """The line a person runs who may install packages."""
    return f"sudo apt-get update && sudo apt-get {' '.join(_install(packages))}"


def _install(packages):
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
