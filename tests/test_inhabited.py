"""OPS-02: our addons move into an Odoo that is in use, and out of it again.

On a plain Odoo of its own, with customers, orders, repairs and invoices, which users
in Odoo's own roles go on working with; the tests follow each other.
"""

import json
import subprocess
from types import SimpleNamespace

import database_picture as picture
import pytest

from odoo.tools import config

from bench.portal_client import PATIENCE, PortalClient
from devenv import addons, databases
from devenv.host import ROOT
from devenv.serve import served

CUSTOMERS = ("he@ruili.example", "wang@home.example")
# What the worker registers as clients, and the persons of these.
REGISTERED = {
    "瑞丽贸易有限公司",
    "瑞丽贸易咸阳分公司",
    "Deco Addict",
    "何辉杰",
    "财务部",
}
PAGES = (
    "/my",
    "/my/orders",
    "/my/quotes",
    "/my/invoices",
    "/my/account",
    "/my/security",
)
# Nobody writes these but people.
KEPT = (
    "account_move",
    "account_move_line",
    "calendar_event",
    "crm_lead",
    "mail_activity",
    "product_pricelist",
    "product_pricelist_item",
    "repair_order",
    "res_partner",
    "res_partner_bank",
    "res_users",
    "sale_order",
    "sale_order_line",
)


@pytest.fixture(scope="module")
def house(odoo):
    """A plain Odoo in use: what stands in it, and what its users see."""
    (tests,) = config["db_name"]
    name = f"{tests}_inhabited"
    odoo.pg.drop(name)
    odoo.pg.clone(databases.template(odoo), name)
    try:
        worker(odoo, name, "inhabit_worker.py")
        shape = picture.columns(odoo.pg, name)
        # The house works by China's calendar from then on.
        shape["res_company"].remove("resource_calendar_id")
        # Odoo's portal notes here that somebody has seen the paper.
        for table in ("account_move", "sale_order"):
            shape[table].remove("access_token")
        # And here that something was touched which an invoice is computed of.
        shape["account_move"].remove("is_manually_modified")
        yield SimpleNamespace(
            odoo=odoo,
            name=name,
            shape=shape,
            before=picture.take(odoo.pg, name, shape),
            seen=worker(odoo, name, DEED="see"),
            menus=worker(odoo, name, DEED="menus"),
        )
    finally:
        odoo.pg.drop(name)


def worker(odoo, database, script="inhabited_worker.py", **variables):
    """What a process that works on the database tells."""
    ended = subprocess.run(
        odoo.command("shell", "-d", database, "--no-http", "--log-level=error"),
        input=(ROOT / "tests" / script).read_text(),
        env={**odoo.env, **variables},
        text=True,
        capture_output=True,
        timeout=400,
    )
    assert ended.returncode == 0, ended.stderr
    assert " ERROR " not in ended.stderr, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1]) if variables else None


def read_pages(house):
    """{customer: text of all pages of Odoo's portal that he clicks through}"""
    with served(house.odoo, house.name, "--max-cron-threads=0") as address:
        clients = {
            login: PortalClient(address, login, f"{login}-password")
            for login in CUSTOMERS
        }
        return {
            login: "".join(read(address, client)) for login, client in clients.items()
        }


def read(address, client):
    """The text of each page, none of which may lead elsewhere."""
    for path in PAGES:
        answer = client.session.get(address + path, timeout=PATIENCE)
        assert answer.ok, f"{path}: {answer.status_code}"
        assert answer.url == address + path, f"{path} led to {answer.url}"
        yield answer.text


def clients_alone_differ(house):
    """What people entered is there, but for what became clients on purpose."""
    now = picture.take(house.odoo.pg, house.name, house.shape)
    lost = picture.missing(house.before, now)
    changed = {row["name"] for row in lost.pop("res_partner", [])}
    assert changed <= REGISTERED
    assert lost == {}


def papers_of(house, login):
    """Names of the orders and invoices that a customer had before."""
    models = house.seen[login]
    return [
        row["display_name"]
        for model in ("sale.order", "account.move")
        for row in models[model].values()
    ]


def still_seen(before, now):
    """Say what of it users see no more, or otherwise than before."""
    return [
        f"{login} {model} {number}: {name} was {value!r}, is {row.get(name)!r}"
        for login, models in before.items()
        for model, records in models.items()
        for number, fields in records.items()
        for row in [now[login].get(model, {}).get(number, {})]
        for name, value in fields.items()
        if row.get(name, "hidden") != value
    ]


def test_installed_beside_customers(house):
    """OPS-02: nothing that people entered is changed, and nothing is hidden."""
    own = ",".join(addons.own())
    house.odoo.run_quietly(house.name, "-i", own)
    now = picture.take(house.odoo.pg, house.name, house.shape)
    assert picture.missing(house.before, now) == {}
    more = picture.added(house.before, now)
    assert not set(more).intersection(KEPT), more
    assert still_seen(house.seen, worker(house.odoo, house.name, DEED="see")) == []
    menus = worker(house.odoo, house.name, DEED="menus")
    for login, names in house.menus.items():
        assert not set(names).difference(menus[login]), login


def test_users_go_on_working(house):
    """OPS-02: contacts, orders, leads, repairs and invoices by Odoo's own roles."""
    done = worker(house.odoo, house.name, DEED="work")
    assert done == {"order": "sale", "invoices": 1, "found": 5}


def test_customers_keep_their_pages(house):
    """OPS-02, WEB-06: Odoo's portal goes on showing them their orders and invoices."""
    pages = read_pages(house)
    for login, text in pages.items():
        papers = papers_of(house, login)
        assert papers
        assert [number for number in papers if number not in text] == [], login


def test_registered_as_clients(house):
    """OPS-02, ARC-01: customers become clients by one action and keep their history."""
    clients = worker(house.odoo, house.name, DEED="register")
    assert len({number for number, _tier, _state in clients.values()}) == 3
    assert {(tier, state) for _number, tier, state in clients.values()} == {
        ("independent", "draft")
    }


def test_history_stays_with_clients(house):
    """OPS-02: their orders, papers and messages are what they were."""
    clients_alone_differ(house)


def test_uninstalled_again(house):
    """OPS-02: Odoo works on with its customers, users and orders; nothing is left."""
    states = worker(house.odoo, house.name, DEED="uninstall")
    assert set(states.values()) == {"uninstalled"}
    assert worker(house.odoo, house.name, DEED="left") == {}
    clients_alone_differ(house)
    assert worker(house.odoo, house.name, DEED="menus") == house.menus
    done = worker(house.odoo, house.name, DEED="work")
    assert (done["order"], done["invoices"]) == ("sale", 1)
    read_pages(house)
