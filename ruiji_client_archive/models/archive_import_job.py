import logging

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

CRON = "ruiji_client_archive.cron_archive_import"


class ArchiveImport(models.Model):
    """How an import runs: at once, or in the background, one at a time (IMP-05)."""

    _inherit = "ruiji.archive.import"

    def _check_and_queue(self):
        """Let the scheduler import a file that is good as a whole."""
        if self.state in ("draft", "failed"):
            self.action_check()
        if self.state != "failed":
            self._queue()

    def _queue(self):
        self.write({"state": "running", "processed_count": 0})
        # Whoever may import may have it done now.
        self.env.ref(CRON).sudo()._trigger()

    def _is_alone(self):
        """Tell whether no other import is at work or waits for its turn.

        Two imports at once would each miss what the other one creates.
        """
        waiting = self.search_count(
            [("state", "=", "running"), ("id", "not in", self.ids)], limit=1
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
            for handler, count, _has_written in run.write():
                self._keep_progress(handler, count)
            self._finish()

    def _keep_progress(self, handler, count):
        """Write down how far the import is."""
        sheet = self.sheet_ids.filtered(lambda one: one.key == handler.layout.key)
        # The import's own notes; nobody has the right to write them.
        sheet.sudo().write(
            {
                "created_count": handler.created_count,
                "updated_count": handler.updated_count,
            }
        )
        self.processed_count += count

    def _finish(self):
        self.write({"state": "done", "date_done": fields.Datetime.now()})

    @api.model
    def _cron_import(self):
        """Import what waits, first come first served.

        Every batch is committed. An import that was killed goes on where it
        stopped: rows that went in are found in the archive and left alone.
        """
        waiting = self.search([("state", "=", "running")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for record in waiting:
            if not record._import_in_background():
                break
            if not cron._commit_progress(1):
                break

    def _import_in_background(self):
        """Import batch by batch, with the rights and the language of who asked.

        :return: whether it came to its end, good or bad, within the time there is
        """
        self = self.with_user(self.user_id)
        self = self.with_context(lang=self.env.user.lang)
        try:
            return self._import_committing()
        except Exception as error:  # whatever it is, the import must not hang
            _logger.exception("Import %s stopped", self.id)
            self.env.cr.rollback()
            self.env.invalidate_all(flush=False)
            self._fail("interrupted", cause=str(error).strip().split("\n")[0])
            return True

    def _import_committing(self):
        cron = self.env["ir.cron"]
        before = {s.key: (s.created_count, s.updated_count) for s in self.sheet_ids}
        if not self._take_turn():
            return False
        run = self._checked_run()
        if not run:
            return True
        for key, handler in run.handlers.items():
            handler.created_count, handler.updated_count = before.get(key, (0, 0))
        self._keep_findings(run)
        for handler, count, has_written in run.write():
            self._keep_progress(handler, count)
            has_time = cron._commit_progress()
            # A run that only finds again what went in before has to get further.
            if (has_written and not has_time) or not self._take_turn():
                return False
        self._finish()
        return True
