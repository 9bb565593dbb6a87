from odoo import models
from odoo.tools import SQL


class ResGroups(models.Model):
    """Changes of the staff's roles are on record from this side, too (ACC-07)."""

    _inherit = "res.groups"

    def write(self, vals):
        if "user_ids" not in vals:
            return super().write(vals)
        changes = self.env["ruiji.role.change"]
        of_these = SQL("gid = ANY(%s)", self.ids)
        before = changes._held(of_these)
        result = super().write(vals)
        changes._note(before, changes._held(of_these))
        return result
