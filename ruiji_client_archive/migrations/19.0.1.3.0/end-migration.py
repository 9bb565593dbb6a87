from odoo import SUPERUSER_ID, api

BATCH = 2000


def migrate(cr, version):
    """Score all files anew: the first scores were made before their rules were there.

    At the end of the update, when the addons that bring rules of their own are loaded.
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    clients = env["res.partner"].search([("is_client", "=", True)], order="id")
    for start in range(0, len(clients), BATCH):
        batch = clients[start : start + BATCH]
        batch._refresh_completeness()
        batch.invalidate_recordset(flush=False)
