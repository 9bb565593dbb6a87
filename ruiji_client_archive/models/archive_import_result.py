from odoo import api, fields, models


class ArchiveImport(models.Model):
    """What became of an import, in numbers and in one sentence (IMP-03)."""

    _inherit = "ruiji.archive.import"

    created_count = fields.Integer(string="Created", compute="_compute_counts")
    updated_count = fields.Integer(string="Updated", compute="_compute_counts")
    unchanged_count = fields.Integer(string="Unchanged", compute="_compute_counts")
    result = fields.Char(compute="_compute_result")

    @api.depends("sheet_ids.created_count", "sheet_ids.updated_count")
    def _compute_counts(self):
        for record in self:
            for name in ("created_count", "updated_count", "unchanged_count"):
                record[name] = sum(record.sheet_ids.mapped(name))

    @api.depends("state", "sheet_ids", "rejected_count")
    def _compute_result(self):
        for record in self:
            record.result = record._result_sentence()

    def _result_sentence(self):
        """Say in one sentence what became of the import, once it has ended."""
        if self.state == "stopped":
            return self.env._(
                "Stopped after %(processed)s of %(accepted)s good rows: created "
                "%(created)s, updated %(updated)s. Go on with it, or take it back.",
                processed=self.processed_count,
                accepted=self.accepted_count,
                created=self.created_count,
                updated=self.updated_count,
            )
        if self.state != "done":
            return False
        if not self.created_count and not self.updated_count:
            return self.env._(
                "Nothing changed: all %(unchanged)s good rows are in the archive "
                "already. Rejected rows: %(rejected)s.",
                unchanged=self.unchanged_count,
                rejected=self.rejected_count,
            )
        return self.env._(
            "Created %(created)s, updated %(updated)s, left %(unchanged)s unchanged. "
            "Rejected rows: %(rejected)s.",
            created=self.created_count,
            updated=self.updated_count,
            unchanged=self.unchanged_count,
            rejected=self.rejected_count,
        )
