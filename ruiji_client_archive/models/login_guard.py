from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# Odd logins of guessers share this many counters, so that they fill no table.
BUCKETS = 4096
MOST_ADDRESSES = 20_000
KEPT_DAYS = 7


class LoginGuard(models.Model):
    """Wrong passwords counted by login and by address, for all workers (WEB-03).

    A login that nobody has is counted as others are, so that the answers tell
    nothing; it shares its counter with others of its kind.
    """

    _name = "ruiji.login.guard"
    _description = "Failed Log-in"
    _order = "last_failure desc, id desc"
    _rec_name = "key"

    kind = fields.Selection(
        [("login", "Login"), ("unknown", "Unknown login"), ("address", "Address")],
        required=True,
        readonly=True,
    )
    key = fields.Char(required=True, readonly=True, string="Login or address")
    user_id = fields.Many2one(
        "res.users", string="User", readonly=True, ondelete="cascade", index=True
    )
    failures = fields.Integer(readonly=True, string="Wrong passwords")
    last_failure = fields.Datetime(readonly=True)
    locked_until = fields.Datetime(readonly=True, index=True)
    is_locked = fields.Boolean(compute="_compute_is_locked", string="Locked")

    _key_uniq = models.UniqueIndex("(kind, key)")

    @api.depends("locked_until")
    def _compute_is_locked(self):
        now = fields.Datetime.now()
        for guard in self:
            guard.is_locked = bool(guard.locked_until and guard.locked_until > now)

    @api.model
    def _locked_users(self, users):
        """Return those of the users whose login is locked now."""
        now = fields.Datetime.now()
        locked = self.search([("user_id", "in", users.ids), ("locked_until", ">", now)])
        return locked.user_id

    # Counting

    @api.model
    def _is_any_locked(self, counters):
        """Tell whether one of the counters, (kind, key) each, is locked now."""
        rows = self.env.execute_query(
            SQL(
                """SELECT 1 FROM ruiji_login_guard
                    WHERE (kind, key) IN %(counters)s AND locked_until > %(now)s
                    LIMIT 1""",
                counters=tuple(counters),
                now=fields.Datetime.now(),
            )
        )
        return bool(rows)

    @api.model
    def _count_failures(self, counters):
        """Count one wrong password on each counter: (kind, key, user id, most).

        Comes first in a transaction: only then does it see what others counted.

        :return: whether one of them was full already
        """
        # One after the other; readers and those who forget are not in the way.
        self.env.cr.execute(
            "LOCK TABLE ruiji_login_guard IN SHARE UPDATE EXCLUSIVE MODE"
        )
        full = [self._count_failure(*counter) for counter in sorted(counters)]
        return any(full)

    @api.model
    def _count_failure(self, kind, key, user_id, most):
        """Count one wrong password; the last one allowed locks.

        What is counted is gone after the time of a lock without another failure.

        :return: whether the limit had been reached before
        """
        now = fields.Datetime.now()
        minutes = self.env["res.users"]._security_setting("login_lock_minutes")
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO ruiji_login_guard AS guard
                          (kind, key, user_id, failures, last_failure, locked_until)
                   SELECT %(kind)s, %(key)s,
                          (SELECT id FROM res_users WHERE id = %(user)s), 1, %(now)s,
                          CASE WHEN 1 >= %(most)s THEN %(until)s END
                    WHERE %(kind)s != 'address'
                       OR EXISTS (SELECT FROM ruiji_login_guard
                                   WHERE kind = 'address' AND key = %(key)s)
                       OR (SELECT count(*) FROM ruiji_login_guard
                            WHERE kind = 'address') < %(room)s
                       ON CONFLICT (kind, key) DO UPDATE
                      SET failures = CASE WHEN guard.last_failure < %(since)s THEN 1
                                          ELSE guard.failures + 1 END,
                          last_failure = %(now)s,
                          locked_until = CASE
                              WHEN guard.last_failure >= %(since)s
                               AND guard.failures + 1 >= %(most)s THEN %(until)s
                              ELSE guard.locked_until END
                RETURNING failures""",
                kind=kind,
                key=key,
                user=user_id or None,
                now=now,
                since=now - timedelta(minutes=minutes),
                until=now + timedelta(minutes=minutes),
                most=most,
                room=MOST_ADDRESSES,
            )
        )
        return any(failures > most for [failures] in rows)

    @api.model
    def _forget(self, users):
        """Start anew for users who have proved who they are."""
        self.env.execute_query(
            SQL(
                "DELETE FROM ruiji_login_guard WHERE user_id = ANY(%s) RETURNING id",
                users.ids,
            )
        )

    # Staff

    def action_unlock(self):
        """Let these logins and addresses try again at once.

        :raises AccessError: for whoever may not keep the accounts behind them
        """
        self.check_access("read")
        if not self.env.user.has_group("base.group_erp_manager"):
            # Whether an account is a client's or the house's is all that is asked.
            others = self.filtered(lambda guard: not guard.user_id.sudo().share)
            if others:
                raise AccessError(
                    self.env._(
                        "Logins of the staff are unlocked by the system administrator."
                    )
                )
            self.env["res.partner"]._check_may_keep_web_access()
        # The rights were checked; nobody writes counters by hand.
        self.sudo().unlink()

    @api.autovacuum
    def _gc_old_failures(self):
        """Clear away what is neither locked nor new."""
        oldest = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("last_failure", "<", oldest)], limit=10_000).unlink()
