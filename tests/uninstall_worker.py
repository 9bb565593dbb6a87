"""Fed to `odoo shell`: one addon goes, and what is found of the others afterwards.

The environment tells what to do (DEED), with which addon (ADDON), and in PLACES which
records were its own.
"""

import json
import os
import traceback

from odoo import api
from odoo.fields import Command
from odoo.tools.safe_eval import safe_eval

ADDON = os.environ["ADDON"]
CORE = ("ruiji_client_archive", "ruiji_repair_pricing")
# Of what an addon brings, no row may be left behind.
OWN = (
    "ir.cron",
    "ir.actions.act_window",
    "ir.actions.report",
    "ir.actions.server",
    "ir.asset",
    "ir.model",
    "ir.model.fields",
    "ir.rule",
    "ir.sequence",
    "ir.ui.menu",
    "ir.ui.view",
    "mail.activity.type",
    "mail.alias",
    "mail.message.subtype",
    "mail.template",
    "res.groups",
    "spreadsheet.dashboard",
)
LEFT_ALONE = ("ruiji_client_archive.cron_backup",)


def fill(env):
    """A client with a person at the portal, work of the addon, and what is its own."""
    client = env["res.partner"].create(
        {
            "name": "卸载检查有限公司",
            "is_client": True,
            "client_tier": "independent",
            "archive_state": "filed",
        }
    )
    person = env["res.partner"].create({"name": "经办人", "parent_id": client.id})
    user = env["res.users"].with_context(no_reset_password=True)
    user.create(
        {
            "login": "uninstall",
            "password": "uninstall-password",
            "partner_id": person.id,
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        }
    )
    WORK[ADDON](env, client, person)
    env.cr.commit()
    return {model: sorted(own_rows(env, model)) for model in OWN}


def own_rows(env, model):
    """Ids of what is the addon's, and nobody else's as Odoo's models are."""
    names = env["ir.model.data"].search([("model", "=", model)])
    own = names.filtered(lambda name: name.module == ADDON)
    return set(own.mapped("res_id")) - set((names - own).mapped("res_id"))


def fill_care(env, client, person):
    visit = env["ruiji.client.visit"].create(
        {"client_id": client.id, "date_start": "2026-09-11 01:00:00", "goal": "走访"}
    )
    env["crm.lead"].create(
        {"name": "商机", "partner_id": client.id, "visit_id": visit.id}
    )
    env["ruiji.client.feedback"].create(
        {"partner_id": client.id, "severity": "serious"}
    )
    env["ruiji.care.mailing"].create(
        {"occasion_id": env.ref(f"{ADDON}.occasion_new_year").id, "date": "2027-01-01"}
    )
    env["ruiji.satisfaction.rating"]._ask(
        [
            {
                "res_model": "res.partner",
                "res_id": client.id,
                "name": "评价",
                "partner_id": client.id,
                "event_date": "2026-09-11 01:00:00",
            }
        ]
    )


def fill_service(env, client, person):
    board = env["product.product"].create({"name": "卸载检查板"})
    env["ruiji.service.call"].create(
        {
            "partner_id": client.id,
            "contact_phone": "0911-2110000",
            "product_id": board.id,
            "fault_description": "无时钟输出",
        }
    )


WORK = {"ruiji_client_care": fill_care, "ruiji_field_service": fill_service}


def uninstall(env):
    module = env["ir.module.module"].search([("name", "=", ADDON)])
    module.button_immediate_uninstall()
    return True


def look(env):
    """What is wrong with the addons that are left: sentences, none when all is well."""
    return [*left_behind(env), *broken_screens(env), *broken_boards(env), *jobs(env)]


def left_behind(env):
    """Names of rows that the addon should have taken along."""
    places = json.loads(os.environ["PLACES"])
    for model, ids in places.items():
        for row in env[model].with_context(active_test=False).browse(ids).exists():
            yield f"{model} {row.id} is left behind"
    if names := env["ir.model.data"].search([("module", "=", ADDON)]):
        yield f"external ids are left behind: {names[:5].mapped('name')}"
    for model in env["ir.model"].search([("model", "=like", "ruiji.%")]):
        if model.model not in env:
            yield f"the model {model.model} is left behind"
    for job in env["ir.cron"].search([]):
        if job.model_id.model not in env:
            yield f"the job {job.name} has lost its model"
    for alias in env["mail.alias"].search([]):
        if alias.alias_model_id.model not in env:
            yield f"the alias {alias.alias_name} leads nowhere"


def of_core(env, model):
    data = env["ir.model.data"].search([("module", "in", CORE), ("model", "=", model)])
    return env[model].browse(data.mapped("res_id")).exists()


def broken_screens(env):
    """Menus of the others whose screens do not open."""
    manager = env.ref("base.user_admin")
    for menu in of_core(env, "ir.ui.menu"):
        if menu.action and menu.action._name == "ir.actions.act_window":
            yield from attempt(env, menu.complete_name, open_screen, menu, manager)


def open_screen(menu, user):
    action = menu.action
    records = menu.env[action.res_model].sudo()
    answer = records.get_views([(view, kind) for view, kind in action.views])
    shown = answer["models"][action.res_model]["fields"]
    domain = safe_eval(action.domain or "[]", {"uid": user.id})
    records.search(domain, limit=2).read(
        [name for name in shown if name in records._fields]
    )


def broken_boards(env):
    for board in of_core(env, "spreadsheet.dashboard"):
        yield from attempt(env, board.name, draw_board, board)


def draw_board(board):
    snapshot = json.loads(board._get_serialized_readonly_dashboard())["snapshot"]
    for score in snapshot["pivots"].values():
        figures = board.env[score["model"]]
        figures._read_group(score["domain"], [], [score["measures"][0]["id"]])


def jobs(env):
    for job in of_core(env, "ir.cron"):
        if job.get_external_id()[job.id] not in LEFT_ALONE:
            yield from attempt(env, job.name, type(job).method_direct_trigger, job)


def attempt(env, name, deed, *args):
    """Nothing when it works, else what went wrong."""
    try:
        deed(*args)
    except Exception:
        env.cr.rollback()
        yield f"{name}: {traceback.format_exc(limit=-3)}"


deed = {"fill": fill, "uninstall": uninstall, "look": look}[os.environ["DEED"]]
done = deed(api.Environment(env.cr, env.uid, {}))  # noqa: F821
print(json.dumps(list(done) if deed is look else done))
