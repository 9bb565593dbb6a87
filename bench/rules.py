"""What the wall costs: lists, searches, groups and opening a file (ACC-11)."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.fields import Domain
from odoo.sql_db import db_connect
from odoo.tests import Form

from .archive_world import ArchiveWorld
from .clock import Effort, seconds
from .databases import clone, environment
from .plans import explain_group, explain_list
from .report import Row

ROUNDS, REPEAT = 3, 12
OPENED = 4
READERS = 8
LISTED = ("client_number", "name", "client_tier", "city_id", "user_id", "lifecycle")
TOLD = (*LISTED, "mobile", "street")
ALL = [("is_company", "=", True)]
COUNTED = 10_001  # A list on the screen says "10,000+" and counts no further.


PLANNED = ("account manager with 50 borrowed files", "marketing clerk")


def measure(database, say, count, plans):
    """Rows of the table: each work as each role, with and without our rules.

    How PostgreSQL found the files of some roles is added to `plans`.
    """
    with clone(database, "rules") as name, environment(name) as env:
        say(f"filling {count:,} client files")
        world = ArchiveWorld(env, count)
        rows = []
        for role, user in world.users.items():
            say(f"reading as {role}")
            reader = _Reader(world, role, user)
            rows += reader.rows()
            plans += reader.plans() if role in PLANNED else []
        say(f"{READERS} readers at once")
        return [*rows, _readers_at_once(world, name)]


class _Reader:
    """What one person does, behind the wall and without it."""

    def __init__(self, world, role, user):
        self.world, self.role, self.env = world, role, world.env(user=user.id)
        self.partners = self.env["res.partner"]
        self.works = {
            f"list of {world.count:,} clients": self._list,
            "counting all of them": self._count,
            "search by part of a name": self._search,
            "clients by prefecture": self._group,
            f"opening {OPENED} files": self._open,
        }
        # The form of a file, all of its fields; with us the opening is on record.
        self.files = world.files("internal", OPENED)
        self.form = Form(self.partners.browse(self.files[0]), VIEW)._view["fields_spec"]

    def rows(self):
        """The measurements as rows of the table."""
        return [self._compare(title, work) for title, work in self.works.items()]

    def plans(self):
        """[(title, how PostgreSQL found what this person sees)]."""
        self.env.flush_all()
        return [
            (f"list, {self.role}", explain_list(self.partners, ALL)),
            (
                f"clients by prefecture, {self.role}",
                explain_group(self.partners, ALL, "city_id"),
            ),
        ]

    def _compare(self, title, work):
        """The middle one of some rounds, each with and without our rules."""
        rounds = [self._round(work) for _round in range(ROUNDS)]
        rounds.sort(key=lambda efforts: efforts[0] / efforts[1])
        return self._row(title, *rounds[ROUNDS // 2])

    def _round(self, work):
        ours = self._effort(work)
        with without_our_rules(self.env), without_records(self.env):
            return ours, self._effort(work)

    def _effort(self, work):
        """Processor seconds of one run: what else runs here changes them little."""
        self._afresh(work)
        effort = Effort(self.env)
        for _run in range(REPEAT):
            self._afresh(work)
        return effort.seconds() / REPEAT

    def _row(self, title, ours, odoo):
        times = f"{ours / odoo:.2f}× of Odoo with its own rules alone"
        return Row(f"{title}, {self.role}", ours, None, odoo, times)

    def _afresh(self, work):
        self.env.invalidate_all()
        return work()

    def _list(self):
        spec = dict.fromkeys(LISTED, {})
        return self.partners.web_search_read(ALL, spec, limit=80, count_limit=COUNTED)

    def _count(self):
        return self.partners.search_count(ALL)

    def _search(self):
        return self.partners.search_fetch(
            [("name", "ilike", f"公司{self.world.count // 3}")], LISTED, limit=80
        )

    def _group(self):
        return self.partners.formatted_read_group(ALL, ["city_id"], ["__count"])

    def _open(self):
        for id_ in self.files:
            self.partners.browse(id_).web_read(self.form)


VIEW = "ruiji_client_archive.client_view_form"


@contextmanager
def without_our_rules(env):
    """The rules of Odoo's own addons alone, as if ours weren't installed."""
    env.cr.execute(
        "UPDATE ir_rule SET active = false WHERE active AND id IN (SELECT res_id FROM "
        "ir_model_data WHERE model = 'ir.rule' AND module LIKE 'ruiji%') RETURNING id"
    )
    ours = [id_ for (id_,) in env.cr.fetchall()]
    env.registry.clear_cache()
    try:
        rules = env.registry["ir.rule"]
        with (
            patch.object(rules, "_paths_to_clients", lambda self: {}),
            patch.object(rules, "_wall", lambda self, name: Domain.TRUE),
        ):
            yield
    finally:
        env.cr.execute("UPDATE ir_rule SET active = true WHERE id = ANY(%s)", [ours])
        env.registry.clear_cache()


def without_records(env):
    """Reading that leaves no access record."""
    return patch.object(
        env.registry["res.partner"], "_note_reading", lambda self, names: None
    )


def _readers_at_once(world, database):
    """The last of eight readers of one file, while the others haven't finished.

    A reader that waited for another's record would wait until its transaction ends:
    here for ever, so the database gives up after a second.
    """
    user = world.users["account manager"].id
    [file] = world.files("internal", 1)
    cursors = [db_connect(database).cursor() for _reader in range(READERS)]
    try:
        times = []
        for cursor in cursors:
            cursor.execute("SET lock_timeout = '1s'")
            env = world.env(cr=cursor, user=user)
            partner = env["res.partner"].browse(file)
            times.append(seconds(lambda file=partner: file.read(TOLD))[0])
    finally:
        for cursor in cursors:
            cursor.rollback()
            cursor.close()
    return Row(
        f"opening one file, {READERS} readers at once",
        times[-1],
        None,
        times[1],
        "ours: the eighth, Odoo: the second, while all transactions stay open",
    )
