from odoo import api, fields, models


class ResPartner(models.Model):
    """Whether the reader of a file may change it: its buttons ask before they show."""

    _inherit = "res.partner"

    may_be_written = fields.Boolean(
        compute="_compute_may_be_written", groups="base.group_user"
    )

    @api.depends_context("uid")
    @api.depends("confidentiality", "user_id")
    def _compute_may_be_written(self):
        writable = self._origin._filtered_access("write")
        for partner in self:
            partner.may_be_written = not partner._origin or partner._origin in writable
