from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, UserError
from odoo.tools import ormcache

from ..utils.password_rules import KINDS, OWN, SHORT, TRIVIAL, password_faults

ADDON = "ruiji_client_archive"
# Whatever a setting lacks; none of them can be switched off.
SETTINGS = {
    "staff_password_days": 30,
    "portal_password_days": 180,
    "one_time_password_days": 14,
    "password_min_length": 8,
    "password_history": 5,
    "login_failures": 5,
    "address_failures": 30,
    "login_lock_minutes": 15,
}


class PasswordSpent(AccessDenied):
    """The password is right, so no guess, but opens nothing."""


class PasswordToRenew(PasswordSpent):
    """The password is right, but good for nothing except setting a new one."""

    def __init__(self, user):
        super().__init__(
            user.env._("Sign in on the web page first and set a password of your own.")
        )
        self.partner = user.partner_id


class ResUsers(models.Model):
    """How good a password must be and how long it serves (ACC-07, WEB-03)."""

    _inherit = "res.users"

    password_set_on = fields.Datetime(
        string="Password set on",
        copy=False,
        readonly=True,
        groups="base.group_erp_manager",
    )
    password_renew_by = fields.Datetime(
        string="Renew password by",
        compute="_compute_password_renew_by",
        groups="base.group_erp_manager",
    )

    def init(self):
        """Count from today for passwords that were set before somebody counted."""
        result = super().init()
        self.env.cr.execute(
            """UPDATE res_users SET password_set_on = now() AT TIME ZONE 'UTC'
                WHERE password IS NOT NULL AND password_set_on IS NULL"""
        )
        return result

    @api.model
    def _security_setting(self, name):
        # What the rules are is no secret; system parameters are the system's.
        value = self.env["ir.config_parameter"].sudo().get_param(f"{ADDON}.{name}")
        return max(0, int(value or 0)) or SETTINGS[name]

    # How long

    @api.depends("password_set_on", "share")
    def _compute_password_renew_by(self):
        for user in self:
            days = user._security_setting(user._password_days_setting())
            set_on = user.password_set_on
            user.password_renew_by = set_on and set_on + timedelta(days=days)

    def _password_days_setting(self):
        return "portal_password_days" if self.share else "staff_password_days"

    @ormcache("self.id")
    def _password_good_until(self):
        """Return when the password of this user must be renewed, if ever.

        Asked at each request: a new password and new settings clear the cache.
        """
        # When one's own password ends is no secret, and is asked for nobody else.
        return self.sudo().exists().password_renew_by or datetime.max

    def _password_expired(self):
        """Tell whether nothing opens before this user has set a new password."""
        self.ensure_one()
        return self._password_good_until() < fields.Datetime.now()

    def _one_time_password_until(self):
        days = self._security_setting("one_time_password_days")
        return fields.Datetime.now() + timedelta(days=days)

    def _check_password_serves(self):
        """Refuse what is right but may open nothing; the caller verified it.

        :raises PasswordToRenew: when its owner may set a new one with it
        :raises PasswordSpent: when it is a one-time password that is too old
        """
        if self.password_is_one_time:
            self._check_one_time_password_age()
            raise PasswordToRenew(self)
        if self._password_expired():
            raise PasswordToRenew(self)

    def _check_one_time_password_age(self):
        if self._one_time_password_is_too_old():
            raise PasswordSpent(
                self.env._(
                    "This one-time password was good for %(days)s days: ask the "
                    "person who gave it to you for a new one.",
                    days=self._security_setting("one_time_password_days"),
                )
            )

    def _one_time_password_is_too_old(self):
        days = self._security_setting("one_time_password_days")
        oldest = fields.Datetime.now() - timedelta(days=days)
        return bool(self.password_set_on and self.password_set_on < oldest)

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        # Odoo remembers who was right, and would not ask for the day again.
        result = super()._check_uid_passwd(uid, passwd)
        user = self.browse(uid)
        if user._password_expired():
            # Of himself: only the new password is asked for.
            raise PasswordToRenew(user.sudo())
        return result

    # How good

    def _set_password(self):
        """Hold whoever types a password to the rules, and note the day.

        The server's own code sets random passwords, and demonstrations theirs, as
        the superuser. What people choose for themselves comes as the superuser, too:
        see `_change_password` and `signup`.
        """
        if not self.env.su:
            for user in self:
                user._check_new_password(user.password)
        # The day and former passwords are the system's to keep.
        users = self.sudo()
        history = users._security_setting("password_history")
        users.env["ruiji.past.password"]._remember(users, history - 1)
        result = super()._set_password()
        users.password_set_on = fields.Datetime.now()
        return result

    def _change_password(self, new_passwd):
        self._check_new_password(new_passwd.strip())
        return super()._change_password(new_passwd)

    @api.model
    def signup(self, values, token=None):
        """Hold the password that an invitation or a reset brings to the rules."""
        if values.get("password"):
            # Whoever has the token may know whose it is.
            partner = self.env["res.partner"].sudo()
            owner = partner._signup_retrieve_partner(token) if token else partner
            user = owner.user_ids[:1] if owner else self.sudo().browse()
            user._check_new_password(values["password"])
        return super().signup(values, token)

    def _check_new_password(self, password):
        """Refuse a password that does not follow the rules (ACC-07).

        :raises UserError: saying what is wrong with it
        """
        # Names, logins and former passwords are compared, never shown.
        user = self.sudo()
        min_length = user._security_setting("password_min_length")
        faults = password_faults(password, user.login, user.name, min_length)
        if faults:
            raise UserError(user._password_fault_sentences(min_length)[faults[0]])
        if user and user._had_password_before(password):
            raise UserError(
                self.env._(
                    "You had this password before: choose one that is not among your "
                    "last %(count)s.",
                    count=user._security_setting("password_history"),
                )
            )

    def _password_fault_sentences(self, min_length):
        return {
            SHORT: self.env._(
                "Choose a password of at least %(n)s characters.", n=min_length
            ),
            KINDS: self.env._(
                "Choose a password with three of these: small letters, capital "
                "letters, digits, marks."
            ),
            OWN: self.env._(
                "Choose a password without your login code and your name in it."
            ),
            TRIVIAL: self.env._(
                "This password is among the first that people guess: choose another."
            ),
        }

    def _had_password_before(self, password):
        count = self._security_setting("password_history")
        hashes = self.env["ruiji.past.password"]._hashes_of(self, count)
        context = self._crypt_context()
        return any(context.verify(password, hashed) for hashed in hashes)
