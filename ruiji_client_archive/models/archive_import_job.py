import logging
import time

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, config

from ..importer.journal import Journal

_logger = logging.getLogger(__name__)

CRON = "ruiji_client_archive.cron_archive_import"
CONCURRENCY = (
    psycopg2.errors.SerializationFailure,
    psycopg2.errors.DeadlockDetected,
    psycopg2.errors.LockNotAvailable,
)
# Of the time that the server gives a job before it kills the worker.
SHARE_OF_TIME = 0.7


class ArchiveImport(models.Model):
    """How an import runs: at once, or in the background, one at a time (IMP-05)."""

    _inherit = "ruiji.archive.import"

    is_stopping = fields.Boolean(
        compute="_compute_is_stopping", help="It ends after the batch at hand."
    )

    def _compute_is_stopping(self):
        asked = self._stops().search([("import_id", "in", self.ids)]).import_id
        for record in self:
            record.is_stopping = record in asked

    @api.model
    def _stops(self):
        # Who may import may stop an import; nobody has rights on the notes of it.
        return self.env["ruiji.archive.import.stop"].sudo()

    def action_stop(self):
        """Let an import, or an undo, end after the batch at hand (IMP-05).

        What went in stays: it can go on later, or be taken back.

        :raises UserError: when none is at work
        """
        self.check_access("write")
        for record in self:
            if not record.is_at_work:
                raise UserError(record.env._("No import is running here."))
            if record._take_turn():
                record.state = "stopped"
            else:
                # Whoever is at work writes to the import itself; two writers
                # would make one of them start over.
                record._stops()._ask(record)
        return True

    def _check_and_queue(self):
        """Let the scheduler import a file that is good as a whole."""
        if self.state in ("draft", "failed", "undone"):
            self.action_check()
        if self.state != "failed":
            self.write({"state": "running", "processed_count": 0})
            self._start_job()

    def _start_job(self):
        self._stops().search([("import_id", "in", self.ids)]).unlink()
        # Whoever may import may have it done now.
        self.env.ref(CRON).sudo()._trigger()

    def _is_alone(self):
        """Tell whether no other import is at work or waits for its turn.

        Two imports at once would each miss what the other one creates.
        """
        waiting = self.search_count(
            [("state", "in", self._states_at_work()), ("id", "not in", self.ids)],
            limit=1,
        )
        return not waiting and self._take_turn()

    @api.model
    def _take_turn(self):
        """Keep other imports away until the end of this transaction, if possible."""
        [(is_mine,)] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtext(%s))", "ruiji.archive.import"
            )
        )
        return is_mine

    def _import_now(self):
        """Import to the end, in this transaction: all of it or nothing."""
        run = self._checked_run()
        if run:
            self._keep_findings(run)
            for handler, count, _has_written in run.write(self._new_journal()):
                self._keep_progress(handler, count)
            self._finish()

    def _new_journal(self, goes_on=False):
        # The import's own notes; nobody has the right to write them.
        return Journal(self.sudo().env, self.id, goes_on)

    def _keep_progress(self, handler, count):
        """Write down how far the import is."""
        # The import's own notes; nobody has the right to write them.
        for sheet in self.sudo().sheet_ids:
            # Rows of one sheet may settle those of another, such as links of units.
            sheet._keep_counts(handler.run[sheet.key])
        self.processed_count += count

    def _finish(self):
        self.write({"state": "done", "date_done": fields.Datetime.now()})

    @api.model
    def _cron_import(self):
        """Import, or take back, what waits, first come first served.

        Every batch is committed. An import that was killed goes on where it
        stopped: rows that went in are found in the archive and left alone.
        """
        self = self.with_context(import_until=self._end_of_time())
        waiting = self.search([("state", "in", self._states_at_work())], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for record in waiting:
            if not record._work_in_background():
                break
            cron._commit_progress(1)
            if time.monotonic() > self.env.context["import_until"]:
                break

    @api.model
    def _end_of_time(self):
        """When a job has to end lest the server kill it.

        The scheduler's own ten seconds are too short: every start reads and
        checks the whole workbook.
        """
        limit = config["limit_time_real_cron"]
        limit = config["limit_time_real"] if limit < 0 else limit
        return time.monotonic() + SHARE_OF_TIME * limit if limit else float("inf")

    def _work_in_background(self):
        """Import or take back, with the rights and the language of who asked.

        :return: whether it came to its end, good or bad, within the time there is
        """
        self = self.with_user(self._asked_by())
        self = self.with_context(lang=self.env.user.lang)
        try:
            return self._work_in_turn()
        except CONCURRENCY as error:
            # Somebody wrote to the same record meanwhile: the batch is done again.
            _logger.info("Import %s starts over: %s", self.id, error)
            self._forget_batch()
            return False
        except Exception as error:  # whatever it is, the import must not hang
            _logger.exception("Import %s stopped", self.id)
            self._forget_batch()
            self._interrupted(str(error).strip().split("\n")[0])
            return True

    def _forget_batch(self):
        self.env.cr.rollback()
        self.env.invalidate_all(flush=False)

    def _interrupted(self, cause):
        """Say that the job ended in the middle, and why."""
        self._fail("interrupted", cause=cause)

    def _asked_by(self):
        return self.user_id

    def _work_in_turn(self):
        if not self._take_turn():
            return False
        if not self.is_at_work:
            return True
        return self._stop_if_asked() or self._work_committing()

    def _work_committing(self):
        before = {s.key: (s.created_count, s.updated_count) for s in self.sheet_ids}
        journal = self._new_journal(goes_on=bool(self.processed_count))
        run = self._checked_run()
        if not run:
            return True
        for key, handler in run.handlers.items():
            handler.created_count, handler.updated_count = before.get(key, (0, 0))
        self._keep_findings(run)
        for handler, count, has_written in run.write(journal):
            self._keep_progress(handler, count)
            # A run that only finds again what went in before has to get further.
            if not self._commit_and_go_on(has_written):
                return not self.is_at_work
        self._finish()
        return True

    def _commit_and_go_on(self, may_end=True):
        """Commit the batch, and tell whether to go on with the next one."""
        self.env["ir.cron"]._commit_progress()
        if not self._take_turn():
            return False
        has_time = time.monotonic() < self.env.context["import_until"]
        return not self._stop_if_asked() and (has_time or not may_end)

    def _stop_if_asked(self):
        """End here if somebody wants it so; what went in stays."""
        asked = self._stops().search([("import_id", "=", self.id)])
        if asked:
            asked.unlink()
            self.state = "stopped"
        return bool(asked)
