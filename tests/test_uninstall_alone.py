"""OPS-02: each of the upper addons goes alone, and the others stay whole.

On a copy of the tests' database: the addon goes in one process, what is left is
looked at in another, and by a client's person over HTTP.
"""

import json
import subprocess

import pytest

from bench.portal_client import PortalClient
from devenv.host import ROOT
from devenv.serve import served

WORKER = ROOT / "tests/uninstall_worker.py"
PAGES = ("/my", "/my/client-file", "/my/repair-slips", "/my/repair-slips/new")


def work(odoo, database, addon, deed, places=None):
    ended = subprocess.run(
        odoo.command("shell", "-d", database, "--no-http", "--log-level=critical"),
        input=WORKER.read_text(),
        env={
            **odoo.env,
            "ADDON": addon,
            "DEED": deed,
            "PLACES": json.dumps(places or {}),
        },
        text=True,
        capture_output=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


@pytest.mark.parametrize("addon", ["ruiji_client_care", "ruiji_field_service"])
def test_goes_alone(odoo, copied, addon):
    """OPS-02: screens, dashboards, jobs and the portal of the others work on."""
    with copied(f"without_{addon}") as database:
        places = work(odoo, database, addon, "fill")
        assert places["ir.ui.menu"] and places["ir.ui.view"]
        work(odoo, database, addon, "uninstall")
        problems = work(odoo, database, addon, "look", places)
        assert not problems, "\n".join(problems)
        with served(odoo, database, "--max-cron-threads=0") as address:
            client = PortalClient(address, "uninstall", "uninstall-password")
            for page in PAGES:
                answer = client.session.get(address + page, timeout=60)
                assert answer.ok, page
                assert page in answer.url
