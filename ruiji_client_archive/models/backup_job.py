import json
import logging
import os
import shutil
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models
from odoo.tools import config

from ..utils import database_copy
from ..utils.database_copy import CopyError
from ..utils.file_copy import FileCopy
from .backup import CONTENTS, DUMP, FILES

_logger = logging.getLogger(__name__)

DAYS_BETWEEN = 28
KEPT = 3
PARAMETER = "ruiji_client_archive.backup_%s"
MEGABYTE = 1024 * 1024


class Backup(models.Model):
    """The job that makes the copies and tries them (ACC-07)."""

    _inherit = "ruiji.backup"

    @api.model
    def _cron_backup(self):
        """Make the backup that is due or was asked for, and prove it.

        Each step is committed: what was killed in between is told as failed by the
        next run, which also removes what it left behind.
        """
        self = self.with_context(lang=self.env.company.partner_id.lang)
        self._give_up_interrupted()
        backup = self.search([("state", "=", "waiting")], limit=1)
        if not backup and self._is_due():
            backup = self.create({})
        if backup:
            backup._make()
        self._remind_of_missing()

    @api.model
    def _is_due(self):
        limit = fields.Datetime.now() - timedelta(days=DAYS_BETWEEN)
        newest = self._newest_proven()
        return not newest or newest.date_end < limit

    @api.model
    def _give_up_interrupted(self):
        """Tell of backups that ended with the server's worker, and clear up."""
        interrupted = self.search([("state", "=", "running")])
        for backup in interrupted:
            backup._clear_up()
            backup._fail(self.env._("The server ended this backup before its time."))
        self._commit()

    def _make(self):
        """Copy, restore, compare; the record tells how it went."""
        self.write({"state": "running", "date_start": fields.Datetime.now()})
        try:
            findings = self._prove(self._copy())
        except (CopyError, OSError) as error:
            self.env.cr.rollback()
            findings = [self._explain(error)]
        except Exception:
            # Whatever a copy does that nobody foresaw, the administrator hears of.
            _logger.exception("Backup %s failed", self.id)
            self.env.cr.rollback()
            findings = [self.env._("The copy could not be opened; see the server log.")]
        self._step("drop")
        self._clear_up()
        if findings:
            self._fail("\n".join(findings))
        else:
            self.write({"state": "done", "step": False, "date_end": self._now()})
            self._make_room()
        self._commit()

    def _copy(self):
        """Write database and files to the folder of this backup; what it holds."""
        self._step("dump")
        folder = self._new_folder()
        deadline = self.env["ruiji.archive.import"]._end_of_time()
        database = self.env.cr.dbname
        contents = database_copy.dump(database, folder / DUMP, deadline)
        self._step("files")
        files = self._file_copy(contents.files)
        files.make()
        checksum = database_copy.sha256(folder / DUMP)
        told = {"database": database, "sha256": checksum, "rows": contents.rows}
        (folder / CONTENTS).write_text(json.dumps(told, indent=1))
        self.write(
            {
                "checksum": checksum,
                "table_count": len(contents.rows),
                "row_count": sum(contents.rows.values()),
                "file_count": len(contents.files),
                "size": ((folder / DUMP).stat().st_size + files.size()) / MEGABYTE,
            }
        )
        return contents

    def _file_copy(self, names):
        database = self.env.cr.dbname
        previous = self._newest_proven().folder
        return FileCopy(
            names,
            config.filestore(database),
            Path(self.folder) / FILES,
            previous and Path(previous) / FILES,
        )

    def _new_folder(self):
        folder = self._parent_folder() / f"{self._now():%Y-%m-%d-%H%M%S}-{self.id}"
        os.makedirs(folder, mode=0o700)
        self.folder = str(folder)
        self._commit()
        return folder

    @api.model
    def _parent_folder(self):
        """Where backups go: as configured, else below Odoo's own data."""
        chosen = self._parameter("folder")
        return Path(chosen or Path(config["data_dir"]) / "backups") / self.env.cr.dbname

    @api.model
    def _parameter(self, name):
        # Only the administrator of the system sets parameters; the job reads them.
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param(PARAMETER % name)

    def _scratch(self):
        return database_copy.scratch_name(self.env.cr.dbname, self.id)

    def _clear_up(self):
        """No database that a copy was tried in stays behind."""
        database_copy.drop(self._scratch())

    def _fail(self, findings):
        """Keep what went wrong, remove the half copy, tell the administrators."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.write(
            {
                "state": "failed",
                "date_end": self._now(),
                "findings": findings,
                "folder": False,
            }
        )
        self._tell_administrators(findings)

    def _make_room(self):
        """Keep the newest copies alone."""
        kept = int(self._parameter("kept") or KEPT)
        proven = self.search([("state", "=", "done"), ("folder", "!=", False)])
        for backup in proven[max(kept, 1) :]:
            shutil.rmtree(backup.folder, ignore_errors=True)
        proven[max(kept, 1) :].folder = False

    def _step(self, step):
        self.step = step
        self._commit()

    def _commit(self):
        self.env.flush_all()
        self.env["ir.cron"]._commit_progress()

    @api.model
    def _now(self):
        return fields.Datetime.now()

    def _explain(self, error):
        """What the administrator can do about it, in one sentence."""
        if isinstance(error, OSError):
            return self.env._(
                "The folder for backups can't be written (%(reason)s): make room or "
                "choose another one in the system parameters.",
                reason=error.strerror or error,
            )
        reasons = {
            "tool_missing": self.env._(
                "%(detail)s was not found: install PostgreSQL's programs on this "
                "server or set pg_path in its configuration.",
                detail=error.detail,
            ),
            "may_not_create": self.env._(
                "The copy can't be tried: give the server's database user the right "
                "to create databases (CREATEDB)."
            ),
            "too_long": self.env._(
                "%(detail)s took longer than a job may: raise limit_time_real_cron.",
                detail=error.detail,
            ),
            "tool_failed": self.env._(
                "PostgreSQL refused: %(detail)s", detail=error.detail
            ),
        }
        return reasons[error.reason]
