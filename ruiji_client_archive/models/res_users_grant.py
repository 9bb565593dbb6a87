from odoo import fields, models
from odoo.tools import SQL

# Key under which a transaction keeps what it has read
GRANTS = "ruiji_grants"


class ResUsers(models.Model):
    """Files that are open to somebody beyond his clearance (ACC-04)."""

    _inherit = "res.users"

    def _granted_client_ids(self):
        """Return ids of the clients whose files are lent to this user right now.

        Read once a transaction, then asked by the clock: a borrowing begins and ends
        to the second, without a job and without a cache to be cleared.

        :return: sorted tuple of ids
        """
        self.ensure_one()
        now = fields.Datetime.now()
        return tuple(
            sorted(
                {
                    client
                    for client, begin, end in self._borrowed_files()
                    if begin <= now < end
                }
            )
        )

    def _borrowed_files(self):
        """(client id, from, until) of what is lent on screen, now or later on."""
        known = self.env.cr.cache.setdefault(GRANTS, {})
        if self.id not in known:
            known[self.id] = self._read_borrowed_files()
        return known[self.id]

    def _read_borrowed_files(self):
        return self.env.execute_query(
            SQL(
                """SELECT file.client_id, request.granted_from, request.granted_until
                     FROM ruiji_access_request request
                     JOIN ruiji_access_request_client_rel file
                       ON file.request_id = request.id
                    WHERE request.borrower_id = %(user)s
                      AND request.step = 'approved'
                      AND request.returned_on IS NULL
                      AND request.carrier = 'screen'
                      AND request.kind <> 'outsiders'
                      AND request.granted_until > %(now)s""",
                user=self.id,
                now=fields.Datetime.now(),
            )
        )
