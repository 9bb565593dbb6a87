import contextlib
import hashlib
import ipaddress

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessDenied
from odoo.http import request

from .login_guard import BUCKETS
from .res_users_password import PasswordSpent


class ResUsers(models.Model):
    """Guessing passwords gets nowhere: per login and per address (WEB-03)."""

    _inherit = "res.users"

    @contextlib.contextmanager
    def _assert_can_auth(self, user=None):
        """Refuse at once while locked; count what fails, in the database.

        Odoo counts in the memory of each worker and by address alone. Guesses that run
        side by side learn no more than one after the other: whatever comes out after
        the last allowed failure is answered as a locked login is.
        """
        counters = self._failure_counters(user)
        self._check_not_locked(self.env, counters)
        try:
            with super()._assert_can_auth(user=user):
                yield
        except PasswordSpent:
            self._check_not_locked_meanwhile(counters)
            raise
        except AccessDenied:
            if self._count_failures(counters):
                raise AccessDenied(self._locked_sentence()) from None
            raise
        self._check_not_locked_meanwhile(counters)

    def _on_login_cooldown(self, failures, previous):
        """Leave it to the counters in the database, which all workers share."""
        return False

    def _failure_counters(self, login_or_id):
        """Return what a failure counts for: (kind, key, user id, most failures)."""
        user = self._user_who_signs_in(login_or_id)
        counters = [self._login_counter(user, login_or_id)]
        if request:
            most = self._security_setting("address_failures")
            address = _network(request.httprequest.remote_addr)
            counters.append(("address", address, False, most))
        return counters

    def _user_who_signs_in(self, login_or_id):
        # Nobody is signed in yet; whose account it is, is not shown.
        users = self.sudo()
        if isinstance(login_or_id, int):
            return users.browse(login_or_id).exists()
        # Any letter case, and closed accounts as well.
        users = users.with_context(active_test=False)
        return users.search([("login", "=ilike", _like(login_or_id))], limit=1)

    def _login_counter(self, user, login):
        most = self._security_setting("login_failures")
        if user:
            return "login", user.login.lower(), user.id, most
        digest = hashlib.sha256(str(login).strip().lower().encode()).digest()
        bucket = int.from_bytes(digest[:4], "big") % BUCKETS
        return "unknown", f"#{bucket}", False, most

    def _locked_sentence(self):
        return self.env._(
            "Too many wrong passwords: try again in %(minutes)s minutes, or ask us to "
            "unlock your login.",
            minutes=self._security_setting("login_lock_minutes"),
        )

    def _check_not_locked(self, env, counters):
        # Counters are nobody's to see who is not signed in.
        guard = env["ruiji.login.guard"].sudo()
        if guard._is_any_locked((kind, key) for kind, key, *_rest in counters):
            raise AccessDenied(self._locked_sentence())

    def _check_not_locked_meanwhile(self, counters):
        """Refuse what others' failures locked while this password was verified."""
        # On a connection of its own: this one still sees what was when it began.
        with self.env.registry.cursor() as cr:
            self._check_not_locked(api.Environment(cr, SUPERUSER_ID, {}), counters)

    def _count_failures(self, counters):
        """Count this failure; tell whether one of the limits was reached before it."""
        # On a connection of its own: what failed rolls back.
        with self.env.registry.cursor() as cr:
            guard = api.Environment(cr, SUPERUSER_ID, {})["ruiji.login.guard"]
            return guard._count_failures(counters)

    def _check_credentials(self, credential, env):
        auth_info = super()._check_credentials(credential, env)
        # Counters are nobody's to write; these are of the one who proved himself.
        self.env["ruiji.login.guard"].sudo()._forget(self.env.user)
        return auth_info

    def _login(self, credential, user_agent_env):
        """Take as long for a login that nobody has as for a wrong password."""
        try:
            return super()._login(credential, user_agent_env)
        except AccessDenied:
            if credential.get("password") and not self._user_who_signs_in(
                credential["login"]
            ):
                self._crypt_context().hash(credential["password"])
            raise

    def _set_password(self):
        result = super()._set_password()
        # Counters are the system's; a new password is a new beginning.
        self.env["ruiji.login.guard"].sudo()._forget(self)
        return result


def _network(address):
    """Return whom an address stands for: with IPv6 one has a whole network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return str(address)[:64]
    prefix = 64 if parsed.version == 6 else 32
    return str(ipaddress.ip_network((parsed, prefix), strict=False).network_address)


def _like(login):
    for mark in "\\%_":
        login = login.replace(mark, f"\\{mark}")
    return login
