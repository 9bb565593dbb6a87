"""Fed to `odoo shell`: a client with a person at the portal, a slip, and staff."""

from odoo import Command, api

ROLES = {
    "clerk": "ruiji_client_archive.group_marketing_clerk",
    "vp": "ruiji_client_archive.group_marketing_vp",
    "gm": "ruiji_client_archive.group_general_manager",
}


def user(env, login, group, **values):
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": login,
                "login": login,
                "password": f"{login}-password",
                "group_ids": [Command.set(env.ref(group).ids)],
                **values,
            }
        )
    )


def make(env):
    """All of it is committed: a server works with it."""
    for login, group in ROLES.items():
        user(env, login, group)
    unit = env["res.partner"].create(
        {
            "name": "只读副本有限公司",
            "is_client": True,
            "client_tier": "independent",
            "archive_state": "filed",
        }
    )
    person = env["res.partner"].create(
        {"name": "经办人", "parent_id": unit.id, "portal_scope": "unit"}
    )
    user(env, "sender", "base.group_portal", partner_id=person.id, name=person.name)
    slip = env["ruiji.repair.slip"].create(
        {
            "partner_id": unit.id,
            "repair_ids": [
                Command.create({"board_text": "ZXJ10 X", "serial_number": "RO-1"})
            ],
        }
    )
    slip.action_submit()
    env.cr.commit()


make(api.Environment(env.cr, env.uid, {"lang": "zh_CN"}))  # noqa: F821 the shell's own
