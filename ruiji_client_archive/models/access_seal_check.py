from itertools import pairwise
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ..utils.access_chain import link
from .access_seal import COLUMNS, LONGEST_TRANSACTION

STEP = 10_000


class Finding(NamedTuple):
    """The first thing that is not as it was sealed."""

    kind: str
    record_id: int
    seal: int


class AccessSeal(models.Model):
    """The walk along the chain: is everything as it was sealed? (ACC-03)"""

    _inherit = "ruiji.access.seal"

    @api.model
    def _check_chain(self, files=True):
        """Walk the chain from its beginning.

        :param files: whether the files of old records are at hand, too; a restored
            copy of the database stands without them
        :return: the first Finding, or None when nothing was touched
        """
        # The check tells a finding, never what the records hold.
        seals = self.sudo().search([("number", ">", 0)], order="number")
        return (
            self._check_seals(seals)
            or (self._check_archives(seals) if files else None)
            or self._check_links(seals)
            or self._check_unlinked()
        )

    def _check_seals(self, seals):
        """Seals follow each other without a gap."""
        for number, seal in enumerate(seals, 1):
            if seal.number != number:
                return Finding("seal_missing", 0, number)
        for earlier, later in pairwise(seals):
            if later.last_position != earlier.last_position + later.record_count:
                return Finding("seal_altered", 0, later.number)
        return None

    def _check_links(self, seals):
        """Records are those that were sealed, in their order, up to the last seal."""
        digest, position = self._archived_end()
        ends = {seal.last_position: seal for seal in seals}
        earliest = self._earliest_dates(seals)
        for row in self._linked_rows():
            position += 1
            digest = link(digest, {name: row[name] for name in COLUMNS})
            finding = self._compare(row, position, digest, earliest)
            seal = ends.get(position)
            if not finding and seal and seal.digest != digest.hex():
                finding = Finding("seal_altered", 0, seal.number)
            if finding:
                return finding
        if seals and position != seals[-1].last_position:
            return Finding("end_missing", 0, seals[-1].number)
        return None

    def _compare(self, row, position, digest, earliest):
        number, since = earliest(position)
        if row["position"] != position:
            return Finding("link_missing", 0, number)
        if row["id"] is None:
            return Finding("deleted", row["record_id"], number)
        if row["digest"].tobytes() != digest:
            return Finding("altered", row["record_id"], number)
        if since and row["date"] < since:
            return Finding("inserted", row["record_id"], number)
        return None

    def _earliest_dates(self, seals):
        """What tells of a position its seal, and how old its record may be."""
        known = iter(seals)
        current, since = next(known, self), None

        def earliest(position):
            nonlocal current, since
            while current and position > current.last_position:
                since = current.date - LONGEST_TRANSACTION
                current = next(known, self.browse())
            return current.number, since

        return earliest

    def _linked_rows(self, last=0, end=None):
        """Links with the records they belong to, a stretch at a time.

        :param int last: position of the one before the first
        :param end: position of the last one, none for all
        """
        while rows := self._linked_rows_after(last, end):
            yield from rows
            last = rows[-1]["position"]

    def _linked_rows_after(self, position, end):
        columns = [SQL.identifier("record", name) for name in COLUMNS]
        self.env.cr.execute(
            SQL(
                """SELECT link.position, link.record_id, link.digest, %(columns)s
                     FROM ruiji_access_link link
                     LEFT JOIN ruiji_access_record record ON record.id = link.record_id
                    WHERE link.position > %(position)s
                      AND link.position <= COALESCE(%(end)s, link.position)
                    ORDER BY link.position
                    LIMIT %(limit)s""",
                columns=SQL(", ").join(columns),
                position=position,
                end=end,
                limit=STEP,
            )
        )
        return self.env.cr.dictfetchall()

    def _check_unlinked(self):
        """No record stands between those that were sealed long ago."""
        self.env.cr.execute(
            """SELECT min(id) FROM ruiji_access_record record
                WHERE id <= %s AND NOT EXISTS (
                      SELECT FROM ruiji_access_link link
                       WHERE link.record_id = record.id)""",
            [self._settled_record()],
        )
        [found] = self.env.cr.fetchone()
        return found and Finding("inserted", found, 0)

    @api.model
    def action_check(self):
        """Walk the chain now and tell what came out.

        :raises AccessError: for those who may not read the seals
        """
        self.check_access("read")
        finding = self._check_chain()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if finding else "success",
                "sticky": bool(finding),
                "message": self._outcome(finding),
            },
        }

    @api.model
    def _outcome(self, finding):
        """What the walk found, as a sentence."""
        if finding:
            return self._sentences()[finding.kind] % finding._asdict()
        head = self._head()
        return self.env._(
            "Nothing was touched: %(count)s records in %(seals)s seals are as they "
            "were sealed.",
            count=head.last_position,
            seals=head.number,
        )

    def _sentences(self):
        return {
            "altered": self.env._(
                "Record %(record_id)s is not as it was sealed (seal %(seal)s): it, or "
                "its place in the order, was changed in the database."
            ),
            "deleted": self.env._(
                "Record %(record_id)s (seal %(seal)s) was deleted in the database."
            ),
            "inserted": self.env._(
                "Record %(record_id)s was put in afterwards, past the application."
            ),
            "link_missing": self.env._(
                "Seal %(seal)s lost some of its links in the database."
            ),
            "end_missing": self.env._(
                "The last seal, %(seal)s, does not end where the chain ends: links "
                "were deleted or added in the database."
            ),
            "archive_altered": self.env._(
                "The file with the records up to seal %(seal)s is missing, or was "
                "changed."
            ),
            "seal_missing": self.env._("Seal %(seal)s was deleted in the database."),
            "seal_altered": self.env._("Seal %(seal)s was changed in the database."),
        }
