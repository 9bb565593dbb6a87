from odoo import api, fields, models
from odoo.exceptions import UserError

from ..importer.undo import Undo

# So many records are taken back while one waits; more go to the background. A
# person at the screen wants to see progress earlier.
UNDO_AT_ONCE, UNDO_AT_THE_SCREEN = 20_000, 1000


class ArchiveImport(models.Model):
    """Takes an import back as a whole, as far as nothing was built on it (IMP-07)."""

    _inherit = "ruiji.archive.import"

    state = fields.Selection(
        selection_add=[("undoing", "Being taken back"), ("undone", "Taken back")],
        ondelete={"undoing": "set default", "undone": "set default"},
    )
    undo_user_id = fields.Many2one(
        "res.users", string="Taken back by", readonly=True, copy=False
    )
    undo_total = fields.Integer(
        string="Records to take back", readonly=True, copy=False
    )
    undone_count = fields.Integer(string="Taken back", readonly=True, copy=False)
    kept_count = fields.Integer(string="Left in place", readonly=True, copy=False)
    kept_ids = fields.One2many(
        "ruiji.archive.import.entry",
        "import_id",
        string="Records left in place",
        domain=[("state", "=", "kept")],
        readonly=True,
    )
    can_undo = fields.Boolean(compute="_compute_can_undo")

    @api.model
    def _states_at_work(self):
        return [*super()._states_at_work(), "undoing"]

    @api.depends(
        "processed_count", "accepted_count", "undone_count", "kept_count", "undo_total"
    )
    def _compute_progress(self):
        undoing = self.filtered(lambda record: record.state == "undoing")
        for record in undoing:
            gone_through = record.undone_count + record.kept_count
            record.progress = 100 * gone_through / (record.undo_total or 1)
        return super(ArchiveImport, self - undoing)._compute_progress()

    def _result_sentence(self):
        if self.state != "undone":
            return super()._result_sentence()
        if self.kept_count:
            return self.env._(
                "Took back %(undone)s of %(total)s records. %(kept)s were left in "
                "place, because they were changed or used since; they are listed "
                "below.",
                undone=self.undone_count,
                total=self.undo_total,
                kept=self.kept_count,
            )
        return self.env._(
            "Took back all %(undone)s records that this import created or changed.",
            undone=self.undone_count,
        )

    @api.depends("state")
    def _compute_can_undo(self):
        pending = self._journal()._read_group(
            [("import_id", "in", self.ids), ("state", "=", False)], ["import_id"]
        )
        undoable = {record.id for (record,) in pending}
        for record in self:
            is_kept = record.state == "undone" and record.kept_count
            record.can_undo = not record.is_at_work and (
                is_kept or record.id in undoable
            )

    def action_undo(self):
        """Take back what the import created and changed (IMP-07).

        Few records go at once, many in the background (context `import_now`:
        at once in any case). What was changed since, or what something was
        built on, is left and listed in `kept_ids`.

        :raises UserError: when there is nothing to take back, or no longer
        """
        self.check_access("write")
        for record in self:
            record._require_not_running()
            record._begin_undo()
            if record._undoes_at_once() and record._is_alone():
                record._undo_now()
            else:
                record._start_job()
        return True

    def _undoes_at_once(self):
        context = self.env.context
        limit = UNDO_AT_THE_SCREEN if context.get("at_the_screen") else UNDO_AT_ONCE
        return context.get("import_now") or self.undo_total <= limit

    def _undo_now(self):
        for done, left in Undo(self).steps():
            self._keep_undo_progress(done, left)
        self._finish_undo()

    def _begin_undo(self):
        domain = [("import_id", "=", self.id), ("state", "!=", "undone")]
        entries = self._journal().search_count(domain)
        if not entries:
            raise UserError(self._nothing_to_undo())
        # What was left the last time may be free by now.
        self._journal().search([*domain, ("state", "=", "kept")]).write(
            {"state": False, "reason": False, "name": False}
        )
        self.write(
            {
                "state": "undoing",
                "undo_user_id": self.env.user.id,
                "undo_total": entries,
                "undone_count": 0,
                "kept_count": 0,
            }
        )

    def _nothing_to_undo(self):
        if self.state == "undone":
            return self.env._("This import was taken back already.")
        return self.env._(
            "This import has created and changed nothing that could be taken back."
        )

    @api.model
    def _journal(self):
        # The import's own notes; nobody has the right to write them.
        return self.env["ruiji.archive.import.entry"].sudo()

    def _interrupted(self, cause):
        if self.state != "undoing":
            return super()._interrupted(cause)
        return self._fail("undo_interrupted", cause=cause)

    def _asked_by(self):
        return self.undo_user_id if self.state == "undoing" else super()._asked_by()

    def _work_committing(self):
        """Take back batch by batch; a killed undo goes on where it stopped."""
        if self.state != "undoing":
            return super()._work_committing()
        for done, left in Undo(self).steps():
            self._keep_undo_progress(done, left)
            if not self._commit_and_go_on():
                return not self.is_at_work
        self._finish_undo()
        return True

    def _keep_undo_progress(self, done, left):
        self.undone_count += done
        self.kept_count += left

    def _finish_undo(self):
        self.write({"state": "undone", "date_done": fields.Datetime.now()})
        # What is over needs no journal; what was left is listed.
        self._journal().search(
            [("import_id", "=", self.id), ("state", "=", "undone")]
        ).unlink()

    @api.model
    def _fields_kept_by_jobs(self):
        """Fields that say nothing about whether somebody edited a record.

        :return: set of (model, field)
        """
        return {
            ("res.partner", "changed_since"),
            ("res.partner", "commercial_partner_id"),
            # Contracts that come after it make a client key, and its file closed.
            ("res.partner", "confidentiality"),
            ("res.partner", "partner_latitude"),
            ("res.partner", "partner_longitude"),
            ("res.partner", "signup_type"),
        }

    @api.model
    def _references_by_the_way(self):
        """Columns of what comes into being, and goes, with an imported record.

        :return: set of (table, column); rows of other tables that refer to a
            record keep it from being taken back
        """
        return {
            ("digest_digest_res_users_rel", "res_users_id"),
            ("discuss_channel_member", "partner_id"),
            ("mail_followers", "partner_id"),
            ("res_company_users_rel", "user_id"),
            ("res_groups_users_rel", "uid"),
            ("res_partner", "commercial_partner_id"),
            ("res_users_settings", "user_id"),
            ("ruiji_role_change", "user_id"),
            ("ruiji_assignment", "client_id"),
            ("ruiji_unit_ancestry", "ancestor_id"),
            ("ruiji_unit_ancestry", "unit_id"),
            ("ruiji_unit_membership", "unit_id"),
        }

    @api.model
    def _before_restoring(self, records, values):
        """Clear what would outlive the restored values."""
        if records._name == "res.partner" and values.get("superior_id") is False:
            # Nobody else writes the history of superiors; see its model.
            self.env["ruiji.unit.membership"].sudo()._forget(records)
