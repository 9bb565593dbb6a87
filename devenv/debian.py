"""Odoo 19.0 as Debian packages it; only the unstable suite carries it."""

import hashlib
import shutil

from .host import CACHE, fail, say
from .private_apt import PrivateApt, unpack

# Odoo's package links to files of these. The libraries come from the stable suite:
# unstable has newer ones that no longer hold the linked files.
PACKAGES = (
    "odoo-19/sid",
    "fonts-montserrat/sid",
    "libjs-jquery/trixie",
    "libjs-underscore/trixie",
    "libjs-jquery-form/trixie",
    "fonts-font-awesome/trixie",
    "fonts-roboto-unhinted/trixie",
    "fonts-inconsolata/trixie",
    "fonts-ocr-b/trixie",
)
# 790 of 1200 MB are translations: English and Chinese suffice
LEFT_OUT = ("*/i18n/[a-y]*.po", "*/i18n/*.pot", "./usr/share/doc/*")
SITE = "usr/lib/python3/dist-packages"


def unpack_odoo(prefix):
    """Fill the folder with Odoo; it appears complete or not at all."""
    say("fetching Odoo 19.0 from Debian (130 MB)")
    apt = PrivateApt(CACHE / "apt", ["sid", "trixie"])
    packages = apt.download(*PACKAGES)
    draft = prefix.with_suffix(".tmp")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    for package in packages:
        unpack(package, draft, *LEFT_OUT)
    _check_links(draft / SITE)
    _add_left_out_script(draft / SITE)
    odoo = packages[0]
    checksum = hashlib.sha256(odoo.read_bytes()).hexdigest()
    (draft / "stamp").write_text(f"{odoo.name} {checksum}")
    shutil.rmtree(prefix, ignore_errors=True)
    draft.rename(prefix)
    shutil.rmtree(apt.state)


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
