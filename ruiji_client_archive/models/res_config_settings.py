from odoo import fields, models

from .res_users_password import ADDON, SETTINGS


def _setting(name, **kwargs):
    return fields.Integer(
        config_parameter=f"{ADDON}.{name}", default=SETTINGS[name], **kwargs
    )


class ResConfigSettings(models.TransientModel):
    """How long passwords serve and when guessing ends (ACC-07, WEB-03)."""

    _inherit = "res.config.settings"

    staff_password_days = _setting("staff_password_days")
    portal_password_days = _setting("portal_password_days")
    one_time_password_days = _setting("one_time_password_days")
    password_min_length = _setting("password_min_length")
    password_history = _setting("password_history")
    login_failures = _setting("login_failures")
    address_failures = _setting("address_failures")
    login_lock_minutes = _setting("login_lock_minutes")
