import hashlib

from odoo import fields, models
from odoo.tools import SQL

from ..utils.access_archive import walk

GUARD = """
    CREATE OR REPLACE TRIGGER ruiji_access_is_final
     BEFORE UPDATE OR DELETE ON ruiji_access_archive
        FOR EACH ROW EXECUTE FUNCTION ruiji_access_record_is_final();

    CREATE OR REPLACE TRIGGER ruiji_access_is_kept
     BEFORE TRUNCATE ON ruiji_access_archive
        FOR EACH STATEMENT EXECUTE FUNCTION ruiji_access_record_is_final();
"""
# The only way out of the record. What it takes along is checked row by row by the
# guard, for which it says, within this transaction alone, which file holds the rows.
REMOVAL = """
    CREATE OR REPLACE FUNCTION ruiji_access_archive_remove(file integer)
    RETURNS integer AS $$
    DECLARE removed integer;
    BEGIN
        PERFORM set_config('ruiji.access_archive', file::text, true);
        DELETE FROM ruiji_access_record record
         USING ruiji_access_link link, ruiji_access_archive archive
         WHERE archive.id = file
           AND link.position BETWEEN archive.first_position AND archive.last_position
           AND record.id = link.record_id;
        GET DIAGNOSTICS removed = ROW_COUNT;
        DELETE FROM ruiji_access_link link
         USING ruiji_access_archive archive
         WHERE archive.id = file
           AND link.position BETWEEN archive.first_position AND archive.last_position;
        PERFORM set_config('ruiji.access_archive', '', true);
        RETURN removed;
    END
    $$ LANGUAGE plpgsql SET search_path = public, pg_temp;

    REVOKE EXECUTE ON FUNCTION ruiji_access_archive_remove(integer) FROM PUBLIC;
"""


class AccessArchive(models.Model):
    """Old access records in a file, and the anchor that the chain goes on from.

    (ACC-11)
    """

    _name = "ruiji.access.archive"
    _description = "Archive of Access Records"
    _inherit = "ruiji.final.record"
    _rec_name = "number"
    _order = "number DESC"

    number = fields.Integer(required=True, readonly=True)
    date = fields.Datetime(string="Archived on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Archived by", readonly=True, ondelete="restrict"
    )
    until = fields.Datetime(string="Records until", readonly=True)
    record_count = fields.Integer(string="Records", readonly=True)
    first_position = fields.Integer(required=True, readonly=True)
    last_position = fields.Integer(
        string="Records so far", required=True, readonly=True
    )
    digest = fields.Char(
        readonly=True, help="Of the last record in the file, as its seal keeps it."
    )
    checksum = fields.Char(
        string="Checksum of the file",
        readonly=True,
        help="SHA-256 of the file, to tell a copy of it kept elsewhere.",
    )
    file = fields.Binary(readonly=True)
    file_name = fields.Char(compute="_compute_file_name")

    _number_uniq = models.Constraint(
        "UNIQUE(number)", "The access record is being archived already."
    )

    def init(self):
        """Put the guard before the table, and the one way out of the record."""
        self.env.cr.execute(GUARD)
        self.env.cr.execute(REMOVAL)

    def _compute_file_name(self):
        for archive in self:
            archive.file_name = f"access_records_{archive.number}.jsonl.gz"

    def _content(self):
        """The file as it was written, empty if it is gone."""
        held = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", "file"),
            ],
            limit=1,
        )
        return held.raw or b""

    def _walk(self, digest, position):
        """Follow the chain through the file.

        :return: digest and position of its last record; None if it was changed
        """
        content = self._content()
        if hashlib.sha256(content).hexdigest() != self.checksum:
            return None
        return walk(content, digest, position)

    def _remove_records(self):
        """Take the records that the file holds out of the database."""
        self.env.cr.execute(SQL("SELECT ruiji_access_archive_remove(%s)", self.id))
        self.env["ruiji.access.record"].invalidate_model()
