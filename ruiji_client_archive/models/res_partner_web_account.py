from odoo import api, fields, models


class ResPartner(models.Model):
    """How a person's web account stands, for those who keep it (WEB-02, WEB-03)."""

    _inherit = "res.partner"

    web_account_state = fields.Selection(
        [
            ("invited", "Never signed in"),
            ("too_old", "One-time password too old"),
            ("locked", "Locked"),
            ("active", "In use"),
        ],
        string="Web account",
        compute="_compute_web_account",
        compute_sudo=True,
        groups="base.group_user",
    )
    web_last_login = fields.Datetime(
        string="Last log-in",
        compute="_compute_web_account",
        compute_sudo=True,
        groups="base.group_user",
    )

    @api.depends("user_ids.login_date", "user_ids.password_is_one_time")
    def _compute_web_account(self):
        users = self.user_ids.filtered("share")
        locked = self.env["ruiji.login.guard"]._locked_users(users)
        for partner in self:
            user = partner.user_ids.filtered("share")[:1]
            partner.web_last_login = user.login_date
            partner.web_account_state = user and user._web_account_state(user in locked)
