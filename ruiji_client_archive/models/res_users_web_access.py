import re
import secrets

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.http import request

from .res_users_password import PasswordToRenew

# Neither look-alikes (0 and o, 1 and l) nor vowels that would make words.
_PASSWORD_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
_CODE = re.compile("[A-Za-z0-9]{4,8}")
_NOT_SELF_KEPT = frozenset(("name", "email", "phone", "login", "image_1920"))


class ResUsers(models.Model):
    """Portal users of clients: signing in by code, and what they may see."""

    _inherit = "res.users"

    password_is_one_time = fields.Boolean(
        copy=False,
        groups=fields.NO_ACCESS,
        help="The password was handed over by the clerk and opens nothing until "
        "its owner replaces it.",
    )

    # Scope

    def _portal_unit(self):
        """Return the filed client whose person this portal user is.

        :return: res.partner recordset in sudo, empty for everybody else
        """
        self.ensure_one()
        # The user's own unit follows from the session alone, never from input.
        user = self.sudo()
        person = user.partner_id
        unit = person.commercial_partner_id
        belongs = user.share and unit != person and unit._is_filed_client()
        return unit if belongs else unit.browse()

    def _portal_scope(self):
        """Return what this user sees of the unit: see `portal_scope` of a person.

        Who was never given a scope sees his own slips alone; every page asks here
        (WEB-08).
        """
        self.ensure_one()
        # The scope is the company's to set, so not the user's to read.
        return self.sudo().partner_id._portal_scope_of_person()

    def _portal_units(self):
        """Return the units whose slips and prices this user may see today.

        The user's own unit; with the scope "unit with its subordinates" also
        all units below it as of today, never a sister unit. With the scope
        "own slips" the caller narrows to the person's own slips as well.

        :return: res.partner recordset in sudo
        """
        unit = self._portal_unit()
        if unit and self._portal_scope() == "subtree":
            return unit | unit._units_below()
        return unit

    # Signing in

    @api.model
    def _get_login_domain(self, login):
        """Portal users sign in with their code in any letter case (WEB-01)."""
        domain = super()._get_login_domain(login)
        if not _CODE.fullmatch(login or "") or login == login.lower():
            return domain
        # An exact login of somebody else goes first.
        if self.sudo().search_count(domain, limit=1):
            return domain
        return Domain("login", "=", login.lower()) & Domain("share", "=", True)

    def _check_credentials(self, credential, env):
        """Let no door open with a password that is to be replaced (WEB-03, ACC-07)."""
        auth_info = super()._check_credentials(credential, env)
        # The flags are nobody's to read; the user here is the one signing in.
        user = self.env.user.sudo()
        user._check_password_serves()
        return auth_info

    def authenticate(self, credential, user_agent_env):
        """Tell the login page of this very request who may set a password."""
        try:
            return super().authenticate(credential, user_agent_env)
        except PasswordToRenew as used:
            if request:
                request.update_context(renewing_partner_id=used.partner.id)
            raise

    def _web_account_state(self, is_locked):
        """Return how this account stands: see `web_account_state` of the person."""
        self.ensure_one()
        if is_locked:
            return "locked"
        if self.password_is_one_time and self._one_time_password_is_too_old():
            return "too_old"
        return "active" if self.login_date else "invited"

    # Invitations and passwords

    def _queue_invitation(self):
        """Put the mail with the link to a first password into the queue (WEB-03)."""
        template = self.env.ref("auth_signup.portal_set_password_email")
        self.partner_id.signup_prepare()
        for lang, users in self.grouped("lang").items():
            # Queued: a mail server that is down must not undo the grant.
            template.with_context(lang=lang, medium="portalinvite").send_mail_batch(
                users.ids, force_send=False
            )

    def _set_one_time_password(self):
        """Replace the password by a random one; see `_set_one_time_passwords`."""
        self.ensure_one()
        return self._set_one_time_passwords()[self]

    def _set_one_time_passwords(self):
        """Replace the passwords by random ones that are good for one sign-in.

        Ends all sessions and API keys of the users.

        :return: {user: password}, readable once; stored are hashes only
        """
        passwords = {user: self._random_password() for user in self}
        for user, password in passwords.items():
            user._replace_password(password)
        self.password_is_one_time = True
        return passwords

    @api.model
    def _random_password(self):
        return "-".join(
            "".join(secrets.choice(_PASSWORD_ALPHABET) for _char in range(4))
            for _group in range(3)
        )

    def _set_unknown_password(self):
        """Replace the password by one that nobody knows."""
        for user in self:
            user._replace_password(secrets.token_urlsafe(32))

    def _replace_password(self, password):
        self.api_key_ids._remove()
        self.write({"password_is_one_time": False, "password": password})

    @api.model
    def signup(self, values, token=None):
        """Keep the token good for another try when the new password is refused."""
        with self.env.cr.savepoint():
            return super().signup(values, token)

    def _end_sessions(self):
        """Close the account: no session, key or old password works any more."""
        self._set_unknown_password()
        # Nobody may archive his own account, but a person may give it up.
        self.with_user(SUPERUSER_ID).write({"active": False})

    def _set_password(self):
        # The mark of a one-time password is for the system alone.
        renewed = self.sudo().filtered("password_is_one_time")
        for user in renewed:
            user._check_one_time_password_is_replaced()
        result = super()._set_password()
        renewed.password_is_one_time = False
        return result

    def _check_one_time_password_is_replaced(self):
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [self.id])
        [hashed] = self.env.cr.fetchone()
        if self._crypt_context().verify(self.password, hashed):
            raise UserError(
                self.env._(
                    "Choose a password of your own: the one you were given is "
                    "good for this one time only."
                )
            )

    # What clients' users keep themselves

    def write(self, vals):
        """Keep archived data out of the reach of a portal user's own profile.

        Odoo lets users rename themselves and change their e-mail over RPC; for
        persons of a client that is archived data (ARC-09, WEB-06).
        """
        if (
            self == self.env.user
            and not self.env.su
            and _NOT_SELF_KEPT & vals.keys()
            and self._portal_unit()
        ):
            raise AccessError(
                self.env._(
                    "Your name and addresses are part of the client file: ask your "
                    "account manager to change them."
                )
            )
        return super().write(vals)

    def _deactivate_portal_user(self, **post):
        """A person of a client gives up web access, not their place in the file."""
        of_clients = self.filtered(lambda user: user._portal_unit())
        of_clients.partner_id._end_web_access()
        return super(ResUsers, self - of_clients)._deactivate_portal_user(**post)
