from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Who of the staff has not renewed the password: the administrator's list."""

    _inherit = "res.users"

    password_overdue = fields.Boolean(
        string="To renew",
        compute="_compute_password_overdue",
        search="_search_password_overdue",
        groups="base.group_erp_manager",
    )

    @api.depends("password_set_on", "share")
    def _compute_password_overdue(self):
        now = fields.Datetime.now()
        for user in self:
            renew_by = user.password_renew_by
            user.password_overdue = bool(renew_by and renew_by < now)

    def _search_password_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = self._overdue_domain(False) | self._overdue_domain(True)
        return overdue if True in value else ~overdue

    def _overdue_domain(self, share):
        setting = "portal_password_days" if share else "staff_password_days"
        days = self._security_setting(setting)
        oldest = fields.Datetime.now() - timedelta(days=days)
        return Domain("share", "=", share) & Domain("password_set_on", "<", oldest)
