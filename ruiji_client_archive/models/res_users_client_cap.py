from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ResUsers(models.Model):
    """No account manager gets more files than the cap allows (MGR-08)."""

    _inherit = "res.users"

    client_cap = fields.Integer(
        string="Most files",
        groups="ruiji_client_archive.group_archive_user",
        help="How many client files this account manager may look after; 0 for any "
        "number.",
    )

    _client_cap_not_negative = models.Constraint(
        "CHECK (client_cap >= 0)",
        "The most files a manager may have is a number from 0, for any, upwards.",
    )

    def _check_client_cap(self):
        """Check, with everybody else kept from adding files meanwhile.

        :raises UserError: naming a manager who has more files than the cap
        """
        caps = self._lock_client_caps()
        counts = self.browse(caps)._count_files()
        for manager in self.browse(caps):
            if counts.get(manager, 0) > caps[manager.id]:
                raise UserError(
                    self.env._(
                        "%(manager)s may look after %(cap)s clients and has them "
                        "already: choose another account manager, or leave the "
                        "client without one until it is allocated.",
                        manager=manager.name,
                        cap=caps[manager.id],
                    )
                )

    def _lock_client_caps(self):
        """Return {user id: cap} of those that have one, locked until the commit.

        The rows are written, not just locked: of two transactions at once the
        second then fails to serialize and is tried again, with the files of the
        first in its sight.
        """
        if not self:
            return {}
        self.flush_recordset(["client_cap"])
        rows = self.env.execute_query(
            SQL(
                """UPDATE res_users SET client_cap = client_cap
                    WHERE id IN (SELECT id FROM res_users
                                  WHERE id = ANY(%s) AND client_cap > 0
                                  ORDER BY id FOR NO KEY UPDATE)
                RETURNING id, client_cap""",
                list(self.ids),
            )
        )
        return dict(sorted(rows))

    def _count_files(self):
        """Return {manager: number of files that count towards the cap}."""
        if not self:
            return {}
        # A number of files tells nothing of what is in them.
        archive = self.env["res.partner"].sudo()
        return dict(
            archive._read_group(
                [
                    ("is_client", "=", True),
                    ("archive_state", "!=", "disposed"),
                    ("user_id", "in", self.ids),
                ],
                ["user_id"],
                ["__count"],
            )
        )
