"""What the access record costs: opening a file, sealing, checking (ACC-11)."""

import statistics

from odoo import api

from .clock import seconds
from .databases import clone, environment
from .report import Row

OPENINGS = 60
RECORDS = 100_000


def measure(database, say):
    """Rows of the table; works on a copy of the database."""
    with clone(database, "access") as name, environment(name) as env:
        say("opening a file with and without its record")
        rows = [_opening(env)]
        say(f"sealing and checking {RECORDS:,} records")
        return [*rows, *_chain(env)]


def _opening(env):
    clients = _clients(env)
    admin = env.ref("base.user_admin")
    admin.group_ids += env.ref("ruiji_client_archive.group_marketing_vp")
    env.cr.commit()
    files = clients.with_env(api.Environment(env.cr, admin.id, {}))
    view = env.ref("ruiji_client_archive.client_view_form")
    models = files.get_views([(view.id, "form")])["models"]
    spec = {name: {} for name in models["res.partner"]["fields"]}
    _open(files[:1], spec, recorded=False)
    # In turn, so that other work on the machine disturbs both alike. A file is opened
    # on record only once: what is opened again at once is not recorded again.
    times = [
        [seconds(lambda f=f, r=r: _open(f, spec, r))[0] for r in (False, True)]
        for f in files
    ]
    plain, recorded = (statistics.median(each) for each in zip(*times, strict=True))
    return Row(
        f"opening a client file, half of {OPENINGS}",
        recorded,
        None,
        plain,
        f"{recorded / plain:.2f}× of no access record; with the commit that ends "
        "the request",
    )


def _clients(env):
    values = {
        "is_client": True,
        "client_tier": "independent",
        "archive_state": "filed",
        "state_id": env.ref("base.state_cn_SN").id,
    }
    names = [f"打开速度{number}测试有限公司" for number in range(OPENINGS)]
    return env["res.partner"].create([{**values, "name": name} for name in names])


def _open(file, spec, recorded):
    file.env.invalidate_all()
    file.web_read(spec)
    if not recorded:
        # The same work, but what was noted is not written.
        file.env.cr.precommit.clear()
    file.env.cr.commit()


def _chain(env):
    env.cr.execute(
        """INSERT INTO ruiji_access_record
                  (date, action, channel, user_name, client_name)
           SELECT clock_timestamp() AT TIME ZONE 'UTC', 'open', 'screen',
                  'reader ' || number %% 50, 'client ' || number %% 2000
             FROM generate_series(1, %s) AS number""",
        [RECORDS],
    )
    seals = env["ruiji.access.seal"]
    sealing, _last = seconds(lambda: _seal_all(seals))
    checking, finding = seconds(seals._check_chain)
    if finding:
        raise AssertionError(finding)
    return [
        Row(f"sealing {RECORDS:,} access records", sealing, None, None, _rate(sealing)),
        Row(
            f"checking {RECORDS:,} access records",
            checking,
            None,
            None,
            _rate(checking),
        ),
    ]


def _seal_all(seals):
    while seals._seal_next(10_000):
        pass


def _rate(duration):
    return f"{RECORDS / duration:,.0f} a second"
