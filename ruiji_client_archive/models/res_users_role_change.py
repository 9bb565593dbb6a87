from odoo import api, models
from odoo.tools import SQL


class ResUsers(models.Model):
    """Changes of the staff's roles are on record, whoever makes them (ACC-07)."""

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        self.env["ruiji.role.change"]._note(set(), users._roles_held())
        return users

    def write(self, vals):
        if "group_ids" not in vals:
            return super().write(vals)
        before = self._roles_held()
        result = super().write(vals)
        self.env["ruiji.role.change"]._note(before, self._roles_held())
        return result

    def _roles_held(self):
        return self.env["ruiji.role.change"]._held(SQL("uid = ANY(%s)", self.ids))
