"""Fed to `odoo shell`: clients who send slips from the web, and what came of it.

The environment tells what to do (DEED).
"""

import json
import os

from odoo import api
from odoo.fields import Command

CLIENTS = 10


def make(env):
    """Clients with one person each at the portal; their logins and units."""
    units = env["res.partner"].create(
        [
            {
                "name": f"同时提交{number}号有限公司",
                "is_client": True,
                "client_tier": "independent",
                "archive_state": "filed",
            }
            for number in range(CLIENTS)
        ]
    )
    persons = env["res.partner"].create(
        [{"name": "经办人", "parent_id": unit.id} for unit in units]
    )
    portal = env.ref("base.group_portal").id
    env["res.users"].with_context(no_reset_password=True).create(
        [
            {
                "login": f"sender{number}",
                "password": f"sender{number}-password",
                "partner_id": person.id,
                "name": person.name,
                "group_ids": [Command.set([portal])],
            }
            for number, person in enumerate(persons)
        ]
    )
    env.cr.commit()
    return [(f"sender{number}", unit.id) for number, unit in enumerate(units)]


def count(env):
    """(unit, serial numbers) of every slip that was made."""
    slips = env["ruiji.repair.slip"].search([("channel", "=", "web")])
    return [
        (slip.partner_id.id, slip.repair_ids.mapped("serial_number")) for slip in slips
    ]


deed = {"make": make, "count": count}[os.environ["DEED"]]
print(json.dumps(deed(api.Environment(env.cr, env.uid, {}))))  # noqa: F821
