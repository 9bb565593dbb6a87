from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

ADMINISTRATORS = "ruiji_client_archive.group_archive_admin"
DAYS_TO_MISS = 31
# In the folder of each copy.
DUMP, FILES, CONTENTS = "database.dump", "filestore", "contents.json"


class Backup(models.Model):
    """A copy of the whole archive, and the proof that it can be brought back.

    The copy counts once it was restored, compared and opened (ACC-07).
    """

    _name = "ruiji.backup"
    _description = "Backup"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id DESC"

    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Under way"),
            ("done", "Proven"),
            ("failed", "Failed"),
        ],
        string="Backup state",
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    step = fields.Selection(
        [
            ("dump", "Copying the database"),
            ("files", "Copying the files"),
            ("restore", "Restoring the copy"),
            ("compare", "Comparing with the original"),
            ("drop", "Clearing up"),
        ],
        readonly=True,
    )
    date_start = fields.Datetime(string="Begun", readonly=True)
    date_end = fields.Datetime(string="Finished at", readonly=True)
    duration = fields.Float(
        string="Minutes", compute="_compute_duration", digits=(16, 1)
    )
    size = fields.Float(string="Size (MB)", readonly=True, digits=(16, 1))
    table_count = fields.Integer(string="Tables", readonly=True)
    row_count = fields.Integer(string="Rows", readonly=True)
    file_count = fields.Integer(string="Files", readonly=True)
    folder = fields.Char(
        readonly=True, help="On the server; empty once newer copies took its place."
    )
    checksum = fields.Char(
        string="Checksum (SHA-256)", readonly=True, help="Of the copied database."
    )
    findings = fields.Text(readonly=True)
    is_overdue = fields.Boolean(
        string="Newest, and too old", compute="_compute_is_overdue"
    )

    @api.depends("date_start", "state")
    def _compute_display_name(self):
        for backup in self:
            moment = backup.date_start or backup.create_date
            day = moment and fields.Datetime.context_timestamp(backup, moment)
            label = day and f"{day:%Y-%m-%d %H:%M}"
            backup.display_name = label or self.env._("New backup")

    @api.depends("date_start", "date_end")
    def _compute_duration(self):
        for backup in self:
            took = (
                backup.date_end - backup.date_start
                if backup.date_start and backup.date_end
                else timedelta()
            )
            backup.duration = took.total_seconds() / 60

    @api.depends("state", "date_end")
    def _compute_is_overdue(self):
        newest = self._newest_proven()
        for backup in self:
            backup.is_overdue = backup == newest and self._is_missing()

    @api.model
    def _newest_proven(self):
        return self.search([("state", "=", "done")], limit=1)

    @api.model
    def _is_missing(self):
        """Whether the last proven copy is more than a month old."""
        newest = self._newest_proven()
        limit = fields.Datetime.now() - timedelta(days=DAYS_TO_MISS)
        return not newest or newest.date_end < limit

    def action_backup_now(self):
        """Let the scheduler make a backup at once (ACC-07).

        :return: the form on which its progress shows
        :raise AccessError: for whoever isn't an administrator of the archive
        """
        if not self.env.user.has_group(ADMINISTRATORS):
            raise AccessError(
                self.env._("Only administrators of the archive make backups.")
            )
        # Records of backups write themselves; whether he may start one was checked.
        backups = self.sudo()
        waiting = backups.search([("state", "in", ("waiting", "running"))], limit=1)
        backup = waiting or backups.create({})
        # Wakes the job only; that he may start a backup was checked above.
        self.env.ref("ruiji_client_archive.cron_backup").sudo()._trigger()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": backup.id,
            "views": [(False, "form")],
        }
