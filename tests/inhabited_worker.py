"""Fed to `odoo shell`: what users see and do, before, with and without our addons.

The environment tells what to do (DEED); the answer is printed as JSON.
"""

import json
import os

from odoo import Command, api
from odoo.tests import Form

STAFF = ("seller", "sales_head", "storekeeper", "bookkeeper", "colleague")
CUSTOMERS = ("he@ruili.example", "wang@home.example")
MODELS = (
    "res.partner",
    "res.partner.bank",
    "crm.lead",
    "sale.order",
    "repair.order",
    "account.move",
    "product.pricelist",
    "product.template",
    "calendar.event",
    "mail.activity",
)
OWN = "ruiji_%"


def see(env):
    """{user: {model: {id: what its form shows}}}, and the menus and messages."""
    return {login: _seen(_as(env, login)) for login in (*STAFF, *CUSTOMERS)}


def _as(env, login):
    user = env["res.users"].search([("login", "=", login)])
    return env(user=user, su=False)


def _seen(env):
    seen = {name: _records(env[name]) for name in MODELS}
    return {name: records for name, records in seen.items() if records}


def _records(model):
    if not model.has_access("read"):
        return {}
    records = model.with_context(active_test=False).search([])
    names = sorted(_fields_of_form(model))
    # Names of other records may gain a word, their order follow another spelling.
    return {
        row.pop("id"): {name: _told(value) for name, value in row.items()}
        for row in records.read(names, load=None)
    }


def _told(value):
    return sorted(value) if isinstance(value, (list, tuple)) else value


def _fields_of_form(model):
    """Names of what its form shows; portal users have pages instead."""
    if model.env.user.share:
        return {"display_name"}
    shown = model.get_view(view_type="form")["models"][model._name]
    readable = model.fields_get(attributes=["type", "store"])
    # Much of the rest is computed of what others may read, which Odoo's forms know.
    stored = {name for name, about in readable.items() if about["store"]}
    simple = {n for n in stored if readable[n]["type"] not in ("binary", "json")}
    return simple.intersection(shown) - {"write_date"} | {"display_name"}


def menus(env):
    """{user: names of all menus that he has}"""
    return {
        login: sorted(
            menu["xmlid"]
            for menu in _as(env, login)["ir.ui.menu"].load_menus(False).values()
            if menu.get("xmlid")
        )
        for login in STAFF
    }


def work(env):
    """Each does his day's work, as Odoo's forms and buttons do it."""
    seller = _as(env, "seller")
    trade = env["res.partner"].search([("ref", "=", "C-1")])
    with Form(trade.with_env(seller)) as form:
        form.phone = "029-88452222"
    with Form(seller["res.partner"]) as form:
        form.name = "新联系人"
        form.parent_id = trade.with_env(seller)
    with Form(seller["sale.order"]) as form:
        form.partner_id = trade.with_env(seller)
    order = form.record
    product = env["product.product"].search([("name", "=", "ZXJ10 单板")])
    order.order_line = [Command.create({"product_id": product.id})]
    order.action_confirm()
    with Form(seller["crm.lead"]) as form:
        form.name = "New lead"
        form.partner_id = trade.with_env(seller)
    _repair(_as(env, "storekeeper"), trade, product)
    _invoice(_as(env, "bookkeeper"), order)
    found = _as(env, "colleague")["res.partner"].name_search("瑞丽")
    done = {"order": order.state, "invoices": len(order.invoice_ids)}
    env.cr.rollback()
    return {**done, "found": len(found)}


def _repair(env, partner, product):
    with Form(env["repair.order"]) as form:
        form.partner_id = partner.with_env(env)
        form.product_id = product.with_env(env)
    form.record.action_validate()
    form.record.action_repair_start()
    form.record.action_repair_end()


def _invoice(env, order):
    move = order.with_env(env).sudo()._create_invoices().sudo(False)
    move.action_post()


def register(env):
    """A clerk takes the customers into the archive that can be, in one go."""
    group = env.ref("ruiji_client_archive.group_marketing_clerk")
    clerk = env["res.users"].create(
        {"name": "Clerk", "login": "clerk", "group_ids": [Command.set(group.ids)]}
    )
    names = ("瑞丽贸易有限公司", "瑞丽贸易咸阳分公司", "Deco Addict")
    chosen = env["res.partner"].search([("name", "in", names)])
    context = {"active_model": "res.partner", "active_ids": chosen.ids}
    desk = env(user=clerk, su=False, context=context)
    filing = Form(desk["ruiji.client.filing"])
    for number in range(len(chosen)):
        with filing.line_ids.edit(number) as row:
            row.zip = "710075"
    filing.save().action_register()
    env.cr.commit()
    return {
        client.name: [client.client_number, client.client_tier, client.archive_state]
        for client in chosen
    }


def uninstall(env):
    """All our addons go, as an administrator lets them go under Apps."""
    modules = env["ir.module.module"].search([("name", "=like", OWN)])
    first = modules.filtered(lambda module: module.name == "ruiji_client_archive")
    first.button_immediate_uninstall()
    env.cr.commit()
    modules.invalidate_recordset()
    return {module.name: module.state for module in modules}


def left(env):
    """What of ours is still in the database."""
    queries = {
        "tables": "SELECT tablename FROM pg_tables WHERE tablename LIKE 'ruiji%'",
        "functions": "SELECT proname FROM pg_proc WHERE proname LIKE 'ruiji%'",
        "triggers": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'ruiji%'",
        "models": "SELECT model FROM ir_model WHERE model LIKE 'ruiji.%'",
        "data": "SELECT name FROM ir_model_data WHERE module LIKE 'ruiji%'",
        "actions": "SELECT code FROM ir_act_server WHERE code LIKE '%ruiji%'",
        "views": "SELECT id::text FROM ir_ui_view WHERE arch_db::text LIKE '%ruiji_%'",
        "indexes": "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%ruiji%'",
    }
    found = {}
    for what, query in queries.items():
        env.cr.execute(query.replace("%", "%%") if "%%" in query else query)
        found[what] = [row[0] for row in env.cr.fetchall()]
    return {what: rows for what, rows in found.items() if rows}


deed = globals()[os.environ["DEED"]]
answer = deed(api.Environment(env.cr, env.uid, {"lang": "zh_CN"}))  # noqa: F821
print(json.dumps(answer, default=str))
