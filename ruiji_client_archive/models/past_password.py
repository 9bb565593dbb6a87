from odoo import api, fields, models
from odoo.tools import SQL


class PastPassword(models.Model):
    """Hashes of passwords that a person had before: nobody's to read (ACC-07)."""

    _name = "ruiji.past.password"
    _description = "Former Password"
    _order = "id desc"
    _log_access = False

    user_id = fields.Many2one(
        "res.users", required=True, ondelete="cascade", index=True
    )
    hashed = fields.Char(required=True, groups=fields.NO_ACCESS)

    @api.model
    def _remember(self, users, keep):
        """Put the present passwords aside and keep the last few of each user."""
        users.flush_recordset(["password_is_one_time"])
        self.env.execute_query(
            SQL(
                """INSERT INTO ruiji_past_password (user_id, hashed)
                   SELECT id, password FROM res_users
                    WHERE id = ANY(%(ids)s) AND password IS NOT NULL
                      AND password_is_one_time IS NOT TRUE
                RETURNING id""",
                ids=users.ids,
            )
        )
        self.env.execute_query(
            SQL(
                """DELETE FROM ruiji_past_password AS past
                    USING (SELECT id, row_number()
                                      OVER (PARTITION BY user_id ORDER BY id DESC)
                             FROM ruiji_past_password
                            WHERE user_id = ANY(%(ids)s)) AS numbered
                    WHERE past.id = numbered.id AND row_number > %(keep)s
                RETURNING past.id""",
                ids=users.ids,
                keep=keep,
            )
        )

    @api.model
    def _hashes_of(self, user, count):
        """Return the hashes of the present password and of those before it."""
        user.flush_recordset(["password_is_one_time"])
        rows = self.env.execute_query(
            SQL(
                """(SELECT password FROM res_users
                     WHERE id = %(id)s AND password IS NOT NULL
                       AND password_is_one_time IS NOT TRUE)
                    UNION ALL
                   (SELECT hashed FROM ruiji_past_password
                     WHERE user_id = %(id)s ORDER BY id DESC LIMIT %(count)s)""",
                id=user.id,
                count=count - 1,
            )
        )
        return [hashed for [hashed] in rows]
