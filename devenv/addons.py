"""This project's addons and what they stand on, read from their manifests."""

import ast
import hashlib

from .host import ROOT

PREFIX = "ruiji_"
# Wanted besides what the addons depend on: China's accounts, Odoo's own import.
BESIDES = ("base_import", "l10n_cn")
# Changes in these never need an update of the database.
NOT_LOADED = {"__pycache__", "readme", "tests", "static"}


def manifest(folder):
    """The manifest of the addon in a folder."""
    return ast.literal_eval((folder / "__manifest__.py").read_text())


def own(root=ROOT):
    """Names of our addons, each after those it depends on."""
    folders = {f.parent.name: f.parent for f in root.glob(f"{PREFIX}*/__manifest__.py")}
    depends = {name: manifest(folder)["depends"] for name, folder in folders.items()}
    ordered = []

    def place(name):
        if name in depends and name not in ordered:
            for needed in sorted(depends[name]):
                place(needed)
            ordered.append(name)

    for name in sorted(depends):
        place(name)
    return ordered


def base_modules(root=ROOT):
    """The modules that are not ours and must be there before ours."""
    names = own(root)
    needed = {need for name in names for need in manifest(root / name)["depends"]}
    return sorted(needed.difference(names).union(BESIDES))


def state(root=ROOT):
    """A digest per addon that changes when a database has to be updated."""
    return {name: _digest(root / name) for name in own(root)}


def _digest(folder):
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not NOT_LOADED.intersection(inside.parts):
            total.update(f"{inside}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]
