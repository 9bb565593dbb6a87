from odoo import api, fields, models
from odoo.tools import SQL


class ArchiveImportStop(models.Model):
    """Somebody asked an import that is at work to end.

    A row of its own: the job holds the import's row until its batch ends.
    """

    _name = "ruiji.archive.import.stop"
    _description = "Archive Import Stop"

    import_id = fields.Many2one(
        "ruiji.archive.import", required=True, ondelete="cascade"
    )

    _import_uniq = models.UniqueIndex("(import_id)")

    @api.model
    def _ask(self, record):
        """Ask once, however often somebody presses the button."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO ruiji_archive_import_stop (import_id) VALUES (%s)
                   ON CONFLICT DO NOTHING""",
                record.id,
            )
        )
        record.invalidate_recordset(["is_stopping"])
