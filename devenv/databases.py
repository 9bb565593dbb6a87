"""Databases: the template with Odoo's modules, and what is made from it."""

import contextlib
import json
import os
import re

from . import addons
from .host import CACHE, ROOT, digest, fail, is_alive, locked, say
from .launch import SCRIPTS

LANGUAGES = "zh_CN,en_US"  # the first one is everybody's default
MADE_BY_US = "ruiji"
TEMPLATE = "ruiji template"
SCRATCH = "ruiji scratch"
STATE_KEY = "ruiji.devenv_state"
LOGINS_KEY = "ruiji.demo_logins"


def template(odoo):
    """The database with the modules ours stand on; made when there is none yet."""
    modules = ",".join(addons.base_modules())
    scripts = [path.read_text() for path in sorted(SCRIPTS.glob("*.py"))]
    pins = (ROOT / "requirements-dev.txt").read_text()
    key = digest(CACHE, odoo.source.identity, modules, LANGUAGES, pins, *scripts)
    name = f"ruiji_tpl_{key}"
    with locked("template"):
        if name not in odoo.pg.databases():
            odoo.pg.require()
            say(f"installing Odoo's modules (minutes): {modules}")
            with _draft(odoo, name) as draft:
                odoo.run_quietly(draft, "-i", "base", f"--load-language={LANGUAGES}")
                # which accounts are installed depends on the company's country
                odoo.run_quietly(draft, script="settle_in_china.py")
                odoo.run_quietly(draft, "-i", modules)
                odoo.run_quietly(draft, script="stay_silent.py")
            odoo.pg.mark(name, TEMPLATE)
            _drop_older_templates(odoo, name)
    return name


def make(odoo, name, demo=False, comment=MADE_BY_US):
    """A database with all our addons; it appears complete or not at all."""
    check_name(name)
    drop_own(odoo, name)
    source = template(odoo)
    with _draft(odoo, name) as draft:
        odoo.pg.clone(source, draft)
        say(f"installing {', '.join(addons.own())} in {name}")
        update(odoo, draft)
        if demo:
            say("loading the demo data")
            load_demo(odoo, draft)
    odoo.pg.mark(name, comment)


def update(odoo, name):
    """Install and update those of our addons that changed since the last time."""
    state = {"odoo": odoo.source.identity, **addons.state()}
    known = _read_state(odoo, name)
    changed = [key for key in state if state[key] != known.get(key)]
    new = [key for key in changed if key not in known and key != "odoo"]
    old = [key for key in changed if key in known]
    if not changed:
        return
    arguments = []
    if new:
        arguments += ["-i", ",".join(new)]
    if old:
        modules = "base" if "odoo" in old else ",".join(old)
        arguments += ["-u", modules, "--i18n-overwrite"]
    if arguments:
        odoo.run_quietly(name, *arguments)
    _write_parameter(odoo, name, STATE_KEY, json.dumps(state))


def load_demo(odoo, name, modules=None):
    """Our addons' demo data alone, or some of it: Odoo's own is American."""
    chosen = ",".join(modules or addons.own())
    odoo.run_quietly(name, script="load_demo.py", OWN_ADDONS=chosen)


def complete_demo(odoo, name):
    """Give a demo database the demo data of addons that came to it later.

    Odoo loads it at installation only where all that an addon stands on has some.
    What does not fit what people changed meanwhile is said and left out.
    """
    missing = without_demo(odoo, name)
    if not missing:
        return
    say(f"loading the demo data of {', '.join(missing)}")
    try:
        load_demo(odoo, name, missing)
    except SystemExit as problem:
        say(f"{problem}; `make clean` makes a demo database that has all of it")


def without_demo(odoo, name):
    """Those of our addons that are installed without their demo data, in order."""
    bare = odoo.pg.sql(
        "SELECT name FROM ir_module_module WHERE state = 'installed' AND NOT demo",
        name,
    )
    return [addon for addon in addons.own() if addon in bare]


def demo_logins(odoo, name):
    """(role, login, password) of everybody one may try."""
    written = _read_parameter(odoo, name, LOGINS_KEY) or "[]"
    roles = [
        (row["role"], row["login"], row["password"]) for row in json.loads(written)
    ]
    return [*roles, ("Administrator", "admin", "admin")]


@contextlib.contextmanager
def scratch(odoo, purpose):
    """A database with our addons that goes away with this process."""
    _drop_abandoned(odoo)
    name = f"ruiji_{purpose}_{os.getpid()}"
    try:
        make(odoo, name, comment=SCRATCH)
        yield name
    finally:
        odoo.pg.drop(name)


def drop_own(odoo, name):
    """Drop a database that we made; refuse to touch another one."""
    comment = odoo.pg.databases().get(name)
    if comment is None:
        return
    if comment not in (MADE_BY_US, SCRATCH):
        fail(f"database {name} was not made by this command: drop it yourself")
    odoo.pg.drop(name)


def drop_all(odoo):
    """Drop every database that we made."""
    for name, comment in odoo.pg.databases().items():
        if comment in (MADE_BY_US, SCRATCH, TEMPLATE):
            odoo.pg.drop(name)


def check_name(name):
    """Refuse what would need quoting somewhere."""
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,50}", name or ""):
        fail("name the database: make db DB=name (letters, digits, _ . -)")


@contextlib.contextmanager
def _draft(odoo, name):
    """A name to work under: an interrupted run leaves no half database."""
    draft = f"new_{name}"
    odoo.pg.drop(draft)
    try:
        yield draft
        odoo.pg.rename(draft, name)
    finally:
        odoo.pg.drop(draft)


def _drop_older_templates(odoo, current):
    """On our own server; on the user's they may be another checkout's."""
    for name, comment in odoo.pg.databases().items():
        if odoo.pg.cluster and comment == TEMPLATE and name != current:
            odoo.pg.drop(name)


def _drop_abandoned(odoo):
    """Scratch databases of processes that were killed, and tests' copies of them."""
    for name, comment in odoo.pg.databases().items():
        found = re.fullmatch(r"ruiji_[a-z]+_(\d+)([-_].+)?", name)
        if not found or is_alive(int(found[1])):
            continue
        # A copy has its original's name with something behind it, and no comment.
        if comment == SCRATCH or found[2]:
            odoo.pg.drop(name)


def _read_state(odoo, name):
    return json.loads(_read_parameter(odoo, name, STATE_KEY) or "{}")


def _read_parameter(odoo, name, key):
    query = f"SELECT value FROM ir_config_parameter WHERE key = '{key}'"
    return "\n".join(odoo.pg.sql(query, name))


def _write_parameter(odoo, name, key, value):
    quoted = value.replace("'", "''")
    odoo.pg.sql(
        f"INSERT INTO ir_config_parameter (key, value) VALUES ('{key}', '{quoted}')"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        name,
    )
