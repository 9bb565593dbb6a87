from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_datetime

EXPORTERS = "ruiji_client_archive.group_archive_export"

# For how long records are kept before they may go into a file (ACC-11)
YEARS_PARAMETER = "ruiji_client_archive.access_years"
YEARS = 10
FEWEST_YEARS = 3
# The database refuses what the application refuses: whoever gets around the ORM
# meets this (ACC-03). Rows go when a file holds them (ruiji_access_archive_remove
# says which one), are sealed and old enough; their links go after them.
GUARD = f"""
    CREATE OR REPLACE FUNCTION ruiji_access_record_is_final() RETURNS trigger AS $$
    DECLARE
        file integer := NULLIF(current_setting('ruiji.access_archive', true), '');
        years integer;
    BEGIN
        IF TG_OP = 'DELETE' AND file IS NOT NULL THEN
            IF TG_TABLE_NAME = 'ruiji_access_record' THEN
                years := GREATEST({FEWEST_YEARS}, COALESCE(
                    (SELECT value::int FROM ir_config_parameter
                      WHERE key = '{YEARS_PARAMETER}'), {YEARS}));
                PERFORM FROM ruiji_access_link link
                        JOIN ruiji_access_archive archive
                          ON archive.id = file
                         AND link.position BETWEEN archive.first_position
                                               AND archive.last_position
                  WHERE link.record_id = OLD.id
                    AND OLD.date < now() AT TIME ZONE 'UTC'
                                   - make_interval(years => years);
                IF FOUND THEN
                    RETURN OLD;
                END IF;
            ELSIF TG_TABLE_NAME = 'ruiji_access_link' THEN
                PERFORM FROM ruiji_access_archive archive
                  WHERE archive.id = file
                    AND OLD.position BETWEEN archive.first_position
                                         AND archive.last_position
                    AND NOT EXISTS (SELECT FROM ruiji_access_record record
                                     WHERE record.id = OLD.record_id);
                IF FOUND THEN
                    RETURN OLD;
                END IF;
            END IF;
        END IF;
        RAISE EXCEPTION 'Access records are final: they are never changed or deleted';
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_access_record_is_final
     BEFORE UPDATE OR DELETE ON ruiji_access_record
        FOR EACH ROW EXECUTE FUNCTION ruiji_access_record_is_final();

    CREATE OR REPLACE TRIGGER ruiji_access_record_is_kept
     BEFORE TRUNCATE ON ruiji_access_record
        FOR EACH STATEMENT EXECUTE FUNCTION ruiji_access_record_is_final();
"""


class SnapshotMany2one(fields.Many2one):
    """Refers to a record without holding it: the row outlives what it tells of."""

    def update_db_foreign_key(self, model, column):
        """Leave the database without a foreign key."""


class AccessRecord(models.Model):
    """Who opened, printed or exported which client file, and when (ACC-03).

    Written by `_log` and `_note` alone, in one statement for any number of files;
    final from then on.
    """

    _name = "ruiji.access.record"
    _description = "Access Record"
    _inherit = "ruiji.final.record"
    _log_access = False
    _rec_name = "client_name"
    _order = "date DESC, id DESC"

    date = fields.Datetime(string="On", required=True, readonly=True)
    user_id = SnapshotMany2one("res.users", string="Who", readonly=True)
    user_name = fields.Char(string="Reader", readonly=True)
    client_id = SnapshotMany2one("res.partner", string="Client file", readonly=True)
    client_name = fields.Char(readonly=True)
    client_number = fields.Char(readonly=True)
    level = fields.Selection(
        lambda self: self._selection_of_levels(),
        readonly=True,
        help="How confidential the file was at that moment.",
    )
    action = fields.Selection(
        [
            ("open", "Opened"),
            ("list", "Seen in a list"),
            ("print", "Printed"),
            ("export", "Exported"),
            ("copy", "Copied"),
            ("download", "Downloaded"),
            ("refused", "Access refused"),
        ],
        required=True,
        readonly=True,
    )
    channel = fields.Selection(
        [
            ("screen", "Screen"),
            ("card", "Archive card"),
            ("paper", "Printed paper"),
            ("workbook", "Workbook"),
            ("list", "Export of a list"),
            ("portal", "Portal"),
            ("rpc", "Programming interface"),
            ("outsiders", "Handed to outsiders"),
        ],
        required=True,
        readonly=True,
    )
    # What of the file it was, when it was not the file as a whole (ACC-09).
    document = fields.Char(readonly=True)
    res_model = fields.Char(string="Kind of document", readonly=True)
    res_id = fields.Integer(string="Document number", readonly=True)
    # Where the reader sat: as in Odoo's own log of devices.
    address = fields.Char(string="IP address", readonly=True)
    session = fields.Char(
        readonly=True,
        help="The beginning of the log-in's name, as the reader's devices show it.",
    )
    row_count = fields.Integer(
        string="Rows",
        readonly=True,
        help="How many rows the same print or export took along in all.",
    )

    _client_idx = models.Index("(client_id, date DESC)")
    _user_idx = models.Index("(user_id, date DESC)")
    _date_idx = models.Index("(date DESC, id DESC)")

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    def _selection_of_levels(self):
        levels = self.env["res.partner"]._fields["confidentiality"]
        return levels._description_selection(self.env)

    @api.model
    def _check_may_export(self):
        """Taking client data along in bulk is a right of its own (ACC-05)."""
        if not (self.env.su or self.env.user.has_group(EXPORTERS)):
            raise AccessError(
                self.env._(
                    "Exporting client files is a right of its own: ask the marketing "
                    "VP for the export, or for the right."
                )
            )

    @api.model
    def _exported_by(self):
        """Whose copy an export is, and of when (ACC-10)."""
        return self.env._(
            "Exported by %(reader)s on %(moment)s",
            reader=self.env.user.name,
            moment=format_datetime(
                self.env, fields.Datetime.now(), dt_format="yyyy-MM-dd HH:mm:ss"
            ),
        )
