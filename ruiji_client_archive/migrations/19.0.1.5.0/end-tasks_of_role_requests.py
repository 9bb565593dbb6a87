from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Tell those who decide of the requests for roles that wait already (ACC-07)."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    waiting = env["ruiji.role.request"].search([("state", "=", "submitted")])
    waiting.filtered(lambda request: not request.activity_ids)._ask_deciders()
