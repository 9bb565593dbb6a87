from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..utils.access_chain import START, link

# One at a time seals; readers never wait for it.
LOCK = 8_310_019
# No request and no step of a job lasts longer: what is written later than this
# after its moment was put in by hand.
LONGEST_TRANSACTION = timedelta(hours=2)
COLUMNS = (
    "id",
    "date",
    "user_id",
    "user_name",
    "client_id",
    "client_name",
    "client_number",
    "level",
    "action",
    "channel",
    "document",
    "res_model",
    "res_id",
    "address",
    "session",
    "row_count",
)

LINKS = """
    CREATE TABLE IF NOT EXISTS ruiji_access_link (
        position bigint PRIMARY KEY,
        record_id integer NOT NULL UNIQUE,
        digest bytea NOT NULL
    )
"""
GUARD = """
    CREATE OR REPLACE TRIGGER ruiji_access_is_final
     BEFORE UPDATE OR DELETE ON %(table)s
        FOR EACH ROW EXECUTE FUNCTION ruiji_access_record_is_final();

    CREATE OR REPLACE TRIGGER ruiji_access_is_kept
     BEFORE TRUNCATE ON %(table)s
        FOR EACH STATEMENT EXECUTE FUNCTION ruiji_access_record_is_final();
"""


class AccessSeal(models.Model):
    """A stretch of the access record, sealed by a job (ACC-03).

    Every record has a link in a table of its own: the digest of the one before and
    of the record itself. A seal keeps where its stretch ends, so that the end of
    the chain cannot be cut off unseen. Readers write their records without a look
    at the chain; sealing comes minutes later and waits for nobody.
    """

    _name = "ruiji.access.seal"
    _description = "Seal of the Access Record"
    _inherit = "ruiji.final.record"
    _rec_name = "number"
    _order = "number DESC"

    number = fields.Integer(required=True, readonly=True)
    date = fields.Datetime(string="Sealed on", required=True, readonly=True)
    record_count = fields.Integer(string="Records", readonly=True)
    last_position = fields.Integer(string="Records so far", readonly=True)
    last_record_id = fields.Integer(string="Highest record", readonly=True)
    digest = fields.Char(
        readonly=True,
        help="Whoever has written this down can prove later that nothing up to here "
        "was changed.",
    )

    _number_uniq = models.Constraint(
        "UNIQUE(number)", "The access record is being sealed already."
    )
    _date_idx = models.Index("(date)")

    def init(self):
        """Put the links beside the seals, and the guard before both."""
        self.env.cr.execute(LINKS)
        for table in ("ruiji_access_link", "ruiji_access_seal"):
            self.env.cr.execute(SQL(GUARD, table=SQL.identifier(table)))

    @api.model
    def _cron_seal(self, batch_size=10_000):
        """Seal what was recorded since the last time, in steps of their own."""
        sealed = batch_size
        while sealed == batch_size:
            sealed = self._seal_next(batch_size)
            if not self.env["ir.cron"]._commit_progress(sealed):
                break

    @api.model
    def _seal_next(self, limit):
        """Seal the oldest records that have no link yet.

        :return: how many; none when another worker is at it
        """
        if not self._take_lock():
            return 0
        head = self._head()
        rows = self._unsealed(limit)
        if rows:
            digests = self._write_links(head, rows)
            self._write_seal(head, rows, digests[-1])
        return len(rows)

    def _take_lock(self):
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return self.env.cr.fetchone()[0]

    @api.model
    def _head(self):
        """The last seal, none before the first one."""
        # The job and the check walk one chain, whoever starts them.
        return self.sudo().search([], order="number DESC", limit=1)

    def _digest_bytes(self):
        return bytes.fromhex(self.digest) if self else START

    @api.model
    def _settled_record(self):
        """The highest record below which none can be on its way any more."""
        settled = fields.Datetime.now() - LONGEST_TRANSACTION
        # As for the head: one chain, and only the id of a record leaves here.
        seal = self.sudo().search(
            [("date", "<", settled)], order="number DESC", limit=1
        )
        return seal.last_record_id

    def _unsealed(self, limit):
        self.env.cr.execute(
            SQL(
                """SELECT %(columns)s
                     FROM ruiji_access_record record
                    WHERE id > %(settled)s
                      AND NOT EXISTS (SELECT FROM ruiji_access_link link
                                       WHERE link.record_id = record.id)
                    ORDER BY id
                    LIMIT %(limit)s""",
                columns=SQL(", ").join(map(SQL.identifier, COLUMNS)),
                settled=self._settled_record(),
                limit=limit,
            )
        )
        return self.env.cr.dictfetchall()

    def _write_links(self, head, rows):
        digest, digests = head._digest_bytes(), []
        for row in rows:
            digest = link(digest, row)
            digests.append(digest)
        self.env.cr.execute(
            SQL(
                """INSERT INTO ruiji_access_link (position, record_id, digest)
                   SELECT %(before)s + place, record_id, decode(digest, 'hex')
                     FROM unnest(%(ids)s::int[], %(digests)s::text[])
                          WITH ORDINALITY AS made(record_id, digest, place)""",
                before=head.last_position,
                ids=[row["id"] for row in rows],
                digests=[made.hex() for made in digests],
            )
        )
        return digests

    def _write_seal(self, head, rows, digest):
        self.env.cr.execute(
            SQL(
                """INSERT INTO ruiji_access_seal
                          (number, date, record_count, last_position,
                           last_record_id, digest)
                   VALUES (%(number)s, clock_timestamp() AT TIME ZONE 'UTC', %(count)s,
                           %(position)s, %(record)s, %(digest)s)""",
                number=head.number + 1,
                count=len(rows),
                position=head.last_position + len(rows),
                record=max(head.last_record_id, rows[-1]["id"]),
                digest=digest.hex(),
            )
        )
        # Written by SQL, past the cache.
        self.invalidate_model()
