from odoo import api, fields, models

from ..models.res_users_account_manager import KEPT_FIELDS


class AccountManagerEdit(models.TransientModel):
    """The marketing clerk keeps an account manager's information (MGR-01).

    Users are the administrator's to write; this form writes those few fields that
    give nobody any right.
    """

    _name = "ruiji.account.manager.edit"
    _description = "Information of an Account Manager"

    user_id = fields.Many2one("res.users", required=True, readonly=True)
    name = fields.Char(required=True)
    gender = fields.Selection(
        lambda self: self.env["res.users"]
        ._fields["gender"]
        ._description_selection(self.env)
    )
    function = fields.Char(string="Position")
    phone = fields.Char(string="Mobile")
    home_address = fields.Char()
    home_zip = fields.Char(string="Home postal code")
    client_capacity = fields.Float(
        string="Capacity",
        digits=(6, 2),
        help="Weight in allocations: 2 gets twice as many clients as 1, 0 gets none.",
    )
    client_cap = fields.Integer(
        string="Most files",
        help="How many client files this account manager may look after; 0 for any "
        "number.",
    )
    preferred_state_ids = fields.Many2many(
        "res.country.state",
        string="Preferred provinces",
        domain=[("country_id.code", "=", "CN")],
    )

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        user = self.env["res.users"].browse(defaults.get("user_id"))
        for name in KEPT_FIELDS:
            if user and name in fields_list:
                field = user._fields[name]
                defaults[name] = field.convert_to_write(user[name], user)
        return defaults

    def action_save(self):
        """Write the information to the account manager."""
        self.ensure_one()
        self.user_id._keep_information(self._convert_to_write(self._kept_values()))
        return {"type": "ir.actions.act_window_close"}

    def _kept_values(self):
        return {name: self[name] for name in KEPT_FIELDS}
