from odoo import api, fields, models


class WebAccessPassword(models.TransientModel):
    """Shows a one-time password to the clerk, once (WEB-03).

    No field is stored: the password reaches the clerk's screen and nothing else.
    """

    _name = "ruiji.web.access.password"
    _description = "One-Time Password"

    person_name = fields.Char(store=False, readonly=True)
    login_code = fields.Char(store=False, readonly=True)
    one_time_password = fields.Char(store=False, readonly=True)

    @api.model
    def _show_once(self, user):
        """Give the user a one-time password and return the dialog that shows it."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("One-Time Password"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_person_name": user.name,
                "default_login_code": user.login,
                "default_one_time_password": user._set_one_time_password(),
            },
        }
