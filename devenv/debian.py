"""Odoo 19.0 as Debian packages it, unpacked into the cache without privileges.

Only Debian's unstable suite carries it. apt checks the signatures; its state for this
lies in the cache, the machine's own apt is not touched.
"""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from .host import CACHE, capture, fail, run, say

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# Odoo's package links to files of these. The libraries come from the stable suite:
# unstable has newer ones that no longer hold the linked files.
PACKAGES = {
    "sid": ["odoo-19", "fonts-montserrat"],
    "trixie": [
        "libjs-jquery",
        "libjs-underscore",
        "libjs-jquery-form",
        "fonts-font-awesome",
        "fonts-roboto-unhinted",
        "fonts-inconsolata",
        "fonts-ocr-b",
    ],
}
OWN_ODOO = "or set ODOO_HOME to an Odoo 19.0 checkout"
# 790 of 1200 MB are translations: English and Chinese suffice
LEFT_OUT = ["*/i18n/[a-y]*.po", "*/i18n/*.pot", "./usr/share/doc/*"]
SITE = "usr/lib/python3/dist-packages"


def unpack_odoo(prefix):
    """Fill the folder with Odoo; it appears complete or not at all."""
    _check_tools()
    state = CACHE / "apt"
    packages = _download(state)
    draft = prefix.with_suffix(".tmp")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    for package in packages:
        _extract(package, draft)
    _check_links(draft / SITE)
    _add_left_out_script(draft / SITE)
    odoo = packages[0]
    checksum = hashlib.sha256(odoo.read_bytes()).hexdigest()
    (draft / "stamp").write_text(f"{odoo.name} {checksum}")
    shutil.rmtree(prefix, ignore_errors=True)
    draft.rename(prefix)
    shutil.rmtree(state)


def _check_tools():
    for tool in ("apt-get", "dpkg-deb"):
        if not shutil.which(tool):
            fail(f"{tool} is missing, so this is no Debian: set ODOO_HOME")
    if not KEYRING.exists():
        fail(f"{KEYRING} is missing: install debian-archive-keyring, {OWN_ODOO}")


def _download(state):
    """The packages' files, Odoo's first."""
    for folder in ("lists/partial", "cache/archives/partial", "debs"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    (state / "status").write_text("")
    apt = ["apt-get", "-qq", *_apt_options(state)]
    say("fetching Odoo 19.0 from Debian (130 MB)")
    for mirror in _mirrors():
        lines = [f"deb [signed-by={KEYRING}] {mirror} {s} main\n" for s in PACKAGES]
        (state / "sources.list").write_text("".join(lines))
        if not subprocess.run([*apt, "update"]).returncode:
            break
    else:
        fail(f"no mirror of this machine has Debian sid: set DEBIAN_MIRROR, {OWN_ODOO}")
    wanted = [f"{name}/{suite}" for suite, names in PACKAGES.items() for name in names]
    folder = state / "debs"
    run(*apt, "download", *wanted, cwd=folder, stdout=subprocess.DEVNULL)
    names = [name.split("/")[0] for name in wanted]
    return [max(folder.glob(f"{name}_*.deb"), key=os.path.getmtime) for name in names]


def _apt_options(state):
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


def _mirrors():
    """Debian mirrors as the machine's own apt knows them."""
    given = os.environ.get("DEBIAN_MIRROR", "").split()
    # unlike indextargets this works before any update, and without privileges
    mirrors = given or mirrors_of(capture("apt-get", "--print-uris", "update"))
    if not mirrors:
        fail(f"apt knows no Debian mirror: set DEBIAN_MIRROR, {OWN_ODOO}")
    return mirrors


def mirrors_of(uris):
    """Main archives in the output of `apt-get --print-uris update`, likeliest first."""
    found = set(re.findall(r"^'([^']+)/dists/", uris, re.M))
    mirrors = [uri for uri in found if "debian" in uri and "security" not in uri]
    return sorted(mirrors, key=lambda uri: (not uri.endswith("/debian"), uri))


def _extract(package, target):
    excludes = [f"--exclude={pattern}" for pattern in LEFT_OUT]
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE
    ) as reader:
        run("tar", "-x", "-C", target, *excludes, stdin=reader.stdout)
    if reader.returncode:
        fail(f"could not unpack {package.name}")


def _check_links(site):
    broken = [str(p) for p in site.rglob("*") if p.is_symlink() and not p.exists()]
    if broken:
        fail(
            "Debian's Odoo links to files that its packages no longer have "
            f"({', '.join(broken[:3])}): set ODOO_HOME to an Odoo 19.0 checkout"
        )


def _add_left_out_script(site):
    """Debian leaves this file out; without it every browser test fails."""
    folder = site / "odoo/addons/mail/static/lib/selfie_segmentation"
    script = folder / "selfie_segmentation.js"
    if not script.exists():
        folder.mkdir(parents=True)
        script.write_text("/* left out by Debian: no blurred background in calls */\n")
