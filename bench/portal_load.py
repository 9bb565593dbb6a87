"""The portal under load: our pages beside Odoo's own, and slips sent all at once."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from devenv.launch import Odoo
from devenv.serve import served

from .databases import clone, environment
from .portal_client import PortalClient
from .portal_world import PASSWORD, PortalWorld
from .report import Row, duration

UNITS, BOARDS = 300, 20_000
VISITS = 100  # of each page, shared out among the clients
AT_LEAST = 2  # by each client
SENDERS, TIMES = 100, 2  # slips at once, and how often each is sent
WORKERS = 2
# Odoo's own pages, opened by portal users who are no clients.
THEIRS = ("/my", "/my/account")
OURS = {
    "home": "/my",
    "slips": "/my/repair-slips",
    "a slip of ten boards": "/my/repair-slips/{slip}",
    "a new slip": "/my/repair-slips/new",
    "contracts and prices": "/my/contracts?board=ZXJ10+TNET",
    "client file": "/my/client-file",
}


def measure(database, crowds, say):
    """Rows of the table: a page a row, for each number of clients at once."""
    with clone(database, "portal") as name:
        say(f"making {UNITS} clients with {BOARDS:,} boards")
        with environment(name) as env:
            world = PortalWorld(env, UNITS, BOARDS)
            slips, units = _of_senders(env, world)
            logins, strangers = world.logins, world.strangers
        options = (f"--workers={WORKERS}", "--max-cron-threads=0")
        with served(Odoo(), name, *options) as address:
            rows = []
            for crowd in crowds:
                say(f"{crowd} clients at once open pages")
                own = _sign_in(address, strangers[:crowd])
                theirs = {path: _visit(own, lambda _c, p=path: p) for path in THEIRS}
                clients = _sign_in(address, logins[:crowd])
                rows += _rows(clients, slips, theirs)
            say(f"{SENDERS} clients at once send slips")
            sent = _send_slips(_sign_in(address, logins[:SENDERS]), units)
        with environment(name) as env:
            return rows + [_row_of_slips(env, *sent)]


def _of_senders(env, world):
    """({login: one of his slips}, {login: his unit})."""
    found = env["ruiji.repair.slip"]._read_group(
        [("partner_id", "in", world.units.ids)], ["partner_id"], ["id:max"]
    )
    latest = {unit.id: slip for unit, slip in found}
    units = dict(zip(world.logins, world.units.ids, strict=True))
    return {login: latest[unit] for login, unit in units.items()}, units


def _sign_in(address, logins):
    with ThreadPoolExecutor(8) as people:
        return list(
            people.map(lambda login: PortalClient(address, login, PASSWORD), logins)
        )


def _visit(clients, path_of):
    """Seconds of every visit, all clients at once."""

    times = max(VISITS // len(clients), AT_LEAST)

    def visits(client):
        return [client.seconds(path_of(client)) for _visit in range(times)]

    with ThreadPoolExecutor(len(clients)) as people:
        return [took for each in people.map(visits, clients) for took in each]


def _rows(clients, slips, theirs):
    rows = []
    for page, path in OURS.items():
        took = _visit(clients, lambda c, p=path: p.format(slip=slips[c.login]))
        for other, seconds in theirs.items():
            rows.append(_row(page, other, len(clients), took, seconds))
    return rows


def _row(page, other, crowd, ours, theirs):
    return Row(
        f"portal, {crowd} clients at once: {page} (p95)",
        _p95(ours),
        None,
        _p95(theirs),
        f"Odoo: its own {other}; half of all visits take "
        f"{duration(statistics.median(ours))} and "
        f"{duration(statistics.median(theirs))}; {UNITS} clients with {BOARDS:,} "
        f"boards, {WORKERS} workers",
    )


def _p95(seconds):
    return statistics.quantiles(seconds, n=20)[-1]


def _send_slips(clients, units):
    """(how many clients, seconds of each sending); all of them at the same time."""
    # So few at once that all get their form; what is measured is the sending.
    with ThreadPoolExecutor(8) as people:
        forms = list(
            people.map(lambda client: client.new_slip(["ZXJ10 TNET"], 1), clients)
        )
    with ThreadPoolExecutor(len(clients) * TIMES) as people:
        sendings = [
            people.submit(_send, client, form, units[client.login])
            for client, form in zip(clients, forms, strict=True)
            for _time in range(TIMES)
        ]
        return len(clients), [sending.result() for sending in sendings]


def _send(client, form, unit):
    start = time.perf_counter()
    if not client.send_slip(form, unit):
        raise SystemExit(f"a slip of {client.login} was lost")
    return time.perf_counter() - start


def _row_of_slips(env, crowd, seconds):
    arrived = env["ruiji.repair.slip"]._read_group(
        [("channel", "=", "web")], ["partner_id"], ["__count"]
    )
    once = sum(count == 1 for _unit, count in arrived)
    if once != crowd:
        raise SystemExit(f"only {once} of {crowd} slips arrived exactly once")
    return Row(
        f"portal: {crowd} slips sent at once, each {TIMES} times (p95 of an answer)",
        _p95(seconds),
        None,
        None,
        f"each arrived exactly once; half of the answers took "
        f"{duration(statistics.median(seconds))}; {WORKERS} workers",
    )
