"""OPS-03: several workers beside a read replica.

On a copy of the tests' database, served by two processes whose second connection
refuses to write, as one to a replica does. That long work goes on after a worker was
killed is proven job by job: test_import_killed, test_backup, test_settlement_volume,
test_contract_ladder_workers.
"""

import re
import subprocess

from staff_client import StaffClient

from bench.portal_client import PATIENCE, PortalClient
from devenv.host import CACHE, ROOT
from devenv.launch import COMPLAINT
from devenv.serve import served

STAFF = ("clerk", "vp", "gm")
LINK = re.compile(r'href="(/my[^"#?]*)')
MOST_PAGES = 60
# The last word of each line tells on which connection a request was answered.
MODE = re.compile(r"HTTP/1\.1\" \d+ .* (ro|rw|ro->rw)$")
READERS = "SELECT DISTINCT user_name FROM ruiji_access_record"


def make(odoo, database):
    subprocess.run(
        odoo.command("shell", "-d", database, "--no-http", "--log-level=error"),
        input=(ROOT / "tests/replica_worker.py").read_text(),
        env=odoo.env,
        text=True,
        check=True,
        timeout=120,
    )


def walk_office(address, login):
    """Open whatever the menus of our addons open, and the dashboards."""
    desk = StaffClient(address, login, f"{login}-password")
    actions = desk.menus("ruiji_")
    for action in actions:
        desk.open_action(action)
    desk.open_dashboards()
    return len(actions)


def walk_portal(address):
    """Follow every link that leads to another page of the portal."""
    client = PortalClient(address, "sender", "sender-password")
    waiting, seen = ["/my"], set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop()
        seen.add(path)
        answer = client.session.get(address + path, timeout=PATIENCE)
        assert answer.ok, f"{path}: {answer.status_code}"
        waiting += set(LINK.findall(answer.text)) - seen - set(waiting)
    return seen


def test_readers_keep_to_the_replica(odoo, database):
    """OPS-03, ACC-03: nothing fails or is done twice, and reading is on record."""
    make(odoo, database)
    replica = (
        f"--db_replica_host={odoo.pg.env['PGHOST']}",
        f"--db_replica_port={odoo.pg.env.get('PGPORT', 5432)}",
    )
    options = ("--workers=2", "--max-cron-threads=0", *replica)
    with served(odoo, database, *options) as address:
        opened = {login: walk_office(address, login) for login in STAFF}
        pages = walk_portal(address)
    assert min(opened.values()) > 10
    assert any(re.fullmatch(r"/my/repair-slips/\d+", path) for path in pages)
    log = (CACHE / f"log/{database}.server.log").read_text().splitlines()
    assert [line for line in log if COMPLAINT.search(line)] == []
    modes = [found[1] for line in log if (found := MODE.search(line))]
    assert modes.count("ro") > modes.count("rw") and "ro->rw" not in modes
    readers = odoo.pg.sql(READERS, database)
    assert {*STAFF, "经办人"} <= set(readers)
