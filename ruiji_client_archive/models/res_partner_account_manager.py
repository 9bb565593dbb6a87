from odoo import fields, models

from .res_users import MANAGER_KEEPERS


class ResPartner(models.Model):
    """The file shows who looks after the client (MGR-01)."""

    _inherit = "res.partner"

    manager_gender = fields.Selection(
        related="user_id.gender", string="Gender of manager", groups="base.group_user"
    )
    manager_home_address = fields.Char(
        related="user_id.home_address",
        string="Home address of manager",
        groups=MANAGER_KEEPERS,
    )
    manager_home_zip = fields.Char(
        related="user_id.home_zip",
        string="Home postal code of manager",
        groups=MANAGER_KEEPERS,
    )
