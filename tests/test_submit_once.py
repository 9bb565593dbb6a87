"""WEB-05: a slip arrives exactly once, however often and whenever it is sent.

On a copy of the tests' database, with a prefork server and real connections.
"""

import json
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.portal_client import PortalClient
from devenv.host import ROOT
from devenv.serve import served

WORKER = ROOT / "tests/submit_worker.py"
TIMES = 2


def ask(odoo, database, deed):
    ended = subprocess.run(
        odoo.command("shell", "-d", database, "--no-http", "--log-level=critical"),
        input=WORKER.read_text(),
        env={**odoo.env, "DEED": deed},
        text=True,
        capture_output=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_each_slip_arrives_once(odoo, database):
    """WEB-05: ten clients at once, each sending its slip twice at the same time."""
    senders = ask(odoo, database, "make")
    with (
        served(odoo, database, "--workers=2", "--max-cron-threads=0") as address,
        ThreadPoolExecutor(len(senders) * TIMES) as people,
    ):
        clients = list(
            people.map(
                lambda sender: PortalClient(
                    address, sender[0], f"{sender[0]}-password"
                ),
                senders,
            )
        )
        forms = [client.new_slip(["ZXJ10 X", "ZXJ10 Y"], 1) for client in clients]
        sendings = [
            people.submit(client.send_slip, form, unit)
            for client, form, (_login, unit) in zip(
                clients, forms, senders, strict=True
            )
            for _time in range(TIMES)
        ]
        addresses = [sending.result() for sending in sendings]
        again = clients[0].send_slip(forms[0], senders[0][1])
    # Every answer leads to the slip that was made, whoever of the two made it.
    for number, (login, _unit) in enumerate(senders):
        sent = addresses[number * TIMES : (number + 1) * TIMES]
        assert len(set(sent)) == 1, (login, sent)
    assert len(set(addresses)) == len(senders)
    assert again == addresses[0]
    slips = ask(odoo, database, "count")
    assert Counter(unit for unit, _boards in slips) == Counter(
        unit for _login, unit in senders
    )
    assert all(len(boards) == 2 for _unit, boards in slips)
