import hashlib
from datetime import timedelta
from itertools import takewhile

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..utils.access_archive import pack
from ..utils.access_chain import START
from .access_record import FEWEST_YEARS, YEARS, YEARS_PARAMETER
from .access_seal import COLUMNS
from .access_seal_check import Finding

KEEPERS = "ruiji_client_archive.group_customer_service"
# Records in one file: what one transaction carries easily
MOST = 500_000


class AccessSeal(models.Model):
    """Sealed records that are old enough go into a file (ACC-11)."""

    _inherit = "ruiji.access.seal"

    @api.model
    def action_archive(self):
        """Write the oldest seals' records into a file and remove them.

        :raises AccessError: for others than customer service
        :raises UserError: when nothing is old enough, or the chain is broken
        """
        self._check_may_archive()
        seals = self._seals_to_archive()
        if not seals:
            raise UserError(
                self.env._(
                    "Nothing to archive: no sealed record is older than %(years)s "
                    "years.",
                    years=self._years_kept(),
                )
            )
        if finding := self._check_chain():
            raise UserError(self._outcome(finding))
        self._archive(seals)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.access_archive_action"
        )

    @api.model
    def _check_may_archive(self):
        if not self.env.user.has_group(KEEPERS):
            raise AccessError(
                self.env._("Customer service archives the access record.")
            )
        if not self._take_lock():
            raise UserError(
                self.env._("The access record is being sealed: try again in a minute.")
            )

    @api.model
    def _years_kept(self):
        # A number of years; nobody but administrators reads parameters.
        value = self.env["ir.config_parameter"].sudo().get_param(YEARS_PARAMETER)
        return max(int(value or YEARS), FEWEST_YEARS)

    @api.model
    def _seals_to_archive(self):
        """The oldest seals that no file holds yet, as far as they are old enough."""
        last = self._last_archive()
        limit = fields.Datetime.now() - relativedelta(years=self._years_kept())
        # Numbers and dates of seals; who may archive is asked by the button.
        old = self.sudo().search(
            [
                ("last_position", ">", last.last_position),
                # The guard counts from each record's own moment.
                ("date", "<", limit - timedelta(days=1)),
            ],
            order="number",
        )
        most = last.last_position + MOST
        few = takewhile(lambda seal: seal.last_position <= most, old)
        return self.browse([seal.id for seal in few]) or old[:1]

    @api.model
    def _last_archive(self):
        # Where the chain goes on from is needed by sealing and check alike.
        archives = self.env["ruiji.access.archive"].sudo()
        return archives.search([], order="number DESC", limit=1)

    def _archive(self, seals):
        # Who may archive was checked; the job has no other reader.
        last, end = self._last_archive(), seals[-1].sudo()
        rows = self._linked_rows(last.last_position, end.last_position)
        content, number = pack(rows, COLUMNS)
        archive = self._write_anchor(last, end, number, content)
        # Held by the anchor: read by those who read it, written by nobody.
        self.env["ir.attachment"].sudo().create(
            {
                "name": archive.file_name,
                "raw": content,
                "res_model": archive._name,
                "res_field": "file",
                "res_id": archive.id,
                "mimetype": "application/gzip",
            }
        )
        archive._remove_records()
        return archive

    def _write_anchor(self, last, end, number, content):
        self.env.cr.execute(
            SQL(
                """INSERT INTO ruiji_access_archive
                          (number, date, user_id, until, record_count, first_position,
                           last_position, digest, checksum)
                   VALUES (%(number)s, clock_timestamp() AT TIME ZONE 'UTC', %(user)s,
                           %(until)s, %(count)s, %(first)s, %(last)s, %(digest)s,
                           %(checksum)s)
                   RETURNING id""",
                number=last.number + 1,
                user=self.env.uid,
                until=end.date,
                count=number,
                first=last.last_position + 1,
                last=end.last_position,
                digest=end.digest,
                checksum=hashlib.sha256(content).hexdigest(),
            )
        )
        [archive_id] = self.env.cr.fetchone()
        # The archive just made, for whoever was allowed to make it.
        archives = self.env["ruiji.access.archive"].sudo()
        # Written by SQL, past the cache.
        archives.invalidate_model()
        return archives.browse(archive_id)

    @api.model
    def _archived_end(self):
        """Digest and position that the chain in the database goes on from."""
        last = self._last_archive()
        return bytes.fromhex(last.digest) if last else START, last.last_position

    @api.model
    def _check_archives(self, seals):
        """Files hold what was sealed, one after the other."""
        # The check tells a finding, never what the files hold.
        archives = self.env["ruiji.access.archive"].sudo()
        archives = archives.search([("number", ">", 0)], order="number")
        ends = {seal.last_position: seal for seal in seals}
        end = START, 0
        for archive in archives:
            seal = ends.get(archive.last_position, self.browse())
            end = archive._walk(*end)
            kept = end and (end[0].hex(), end[1])
            if kept != (seal.digest, seal.last_position):
                return Finding("archive_altered", 0, seal.number)
            if archive.digest != seal.digest:
                return Finding("archive_altered", 0, seal.number)
        return None

    @api.model
    def _cron_propose_archiving(self):
        """Ask customer service once a year to archive what is old enough."""
        if not self._seals_to_archive():
            return
        keepers = self.env.ref(KEEPERS).all_user_ids.filtered("active")
        todo = self.env.ref("mail.mail_activity_data_todo")
        self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": todo.id,
                    "user_id": keeper.id,
                    "summary": self.with_context(lang=keeper.lang)._proposal(),
                }
                for keeper in keepers
            ]
        )

    def _proposal(self):
        return self.env._(
            "Archive access records older than %(years)s years (Seals of the Access "
            "Record)",
            years=self._years_kept(),
        )
