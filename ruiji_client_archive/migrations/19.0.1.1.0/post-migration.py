from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Let the company that lives by Odoo's standard week work by China's calendar."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    company = env.ref("base.main_company")
    if company.resource_calendar_id == env.ref("resource.resource_calendar_std"):
        company.resource_calendar_id = env.ref("ruiji_client_archive.working_calendar")
