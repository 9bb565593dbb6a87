"""Debian packages of any suite, fetched and unpacked without privileges.

apt checks the signatures. Its state for this lies in the cache: the machine's own apt
is not touched, only its mirrors and its proxy settings are used.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .host import capture, fail, run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SET = "DEBIAN_MIRROR (for Odoo itself, ODOO_HOME works too)"


class PrivateApt:
    """An apt of our own that knows some suites of Debian and no installed package."""

    def __init__(self, state, suites):
        _check_tools()
        self.state = state
        for folder in ("lists/partial", "cache/archives/partial", "debs"):
            (state / folder).mkdir(parents=True, exist_ok=True)
        (state / "status").write_text("")
        self._apt = ["apt-get", "-qq", *_options(state)]
        self._update(suites)

    def download(self, *packages):
        """The files of packages named like name/suite, in the same order."""
        folder = self.state / "debs"
        command = [*self._apt, "download", *packages]
        run(*command, cwd=folder, stdout=subprocess.DEVNULL)
        names = [package.split("/")[0] for package in packages]
        return [
            max(folder.glob(f"{name}_*.deb"), key=os.path.getmtime) for name in names
        ]

    def needed_by(self, package):
        """The names of everything a machine without any package would install."""
        command = [*self._apt, "--print-uris", "--no-install-recommends"]
        uris = capture(*command, "install", package)
        return sorted(set(re.findall(r"^'\S+' ([^_]+)_", uris, re.M)))

    def _update(self, suites):
        for mirror in _mirrors():
            lines = [f"deb [signed-by={KEYRING}] {mirror} {s} main\n" for s in suites]
            (self.state / "sources.list").write_text("".join(lines))
            if not subprocess.run([*self._apt, "update"]).returncode:
                return
        fail(f"no mirror of this machine has Debian {', '.join(suites)}: set {SET}")


def unpack(package, target, *excludes):
    """The files of a package, installed nowhere."""
    options = [f"--exclude={pattern}" for pattern in excludes]
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE
    ) as reader:
        run("tar", "-x", "-C", target, *options, stdin=reader.stdout)
    if reader.returncode:
        fail(f"could not unpack {package.name}")


def mirrors_of(uris):
    """Main archives in the output of `apt-get --print-uris update`, likeliest first."""
    found = set(re.findall(r"^'([^']+)/dists/", uris, re.M))
    mirrors = [uri for uri in found if "debian" in uri and "security" not in uri]
    return sorted(mirrors, key=lambda uri: (not uri.endswith("/debian"), uri))


def _mirrors():
    given = os.environ.get("DEBIAN_MIRROR", "").split()
    # unlike indextargets this works before any update, and without privileges
    mirrors = given or mirrors_of(capture("apt-get", "--print-uris", "update"))
    if not mirrors:
        fail(f"apt knows no Debian mirror: set {SET}")
    return mirrors


def _check_tools():
    for tool in ("apt-get", "dpkg-deb"):
        if not shutil.which(tool):
            fail(f"{tool} is missing, so this is no Debian: set ODOO_HOME")
    if not KEYRING.exists():
        fail(f"{KEYRING} is missing: install debian-archive-keyring or set ODOO_HOME")


def _options(state):
    options = {
        "Dir::Etc::sourcelist": state / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State": state,
        "Dir::State::lists": state / "lists",
        "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache",
        "Dir::Cache::archives": state / "cache/archives",
        # as root, apt would otherwise write as a user that may not write here
        "APT::Sandbox::User": "root",
        # else a mirror that is down counts as success
        "APT::Update::Error-Mode": "any",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
    }
    return [part for key, value in options.items() for part in ("-o", f"{key}={value}")]
