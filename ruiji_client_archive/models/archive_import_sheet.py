from odoo import api, fields, models


class ArchiveImportSheet(models.Model):
    """What became of the rows of one sheet."""

    _name = "ruiji.archive.import.sheet"
    _description = "Archive Import Sheet"
    _order = "import_id, sequence, id"

    import_id = fields.Many2one(
        "ruiji.archive.import", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer()
    key = fields.Char(required=True)
    name = fields.Char(string="Sheet", required=True)
    accepted_count = fields.Integer(string="Good rows")
    rejected_count = fields.Integer(string="Rejected rows")
    warning_count = fields.Integer(string="Warnings")
    created_count = fields.Integer(string="Created")
    updated_count = fields.Integer(string="Updated")
    unchanged_count = fields.Integer(
        string="Unchanged", compute="_compute_unchanged_count"
    )

    @api.depends("accepted_count", "created_count", "updated_count")
    def _compute_unchanged_count(self):
        for sheet in self:
            touched = sheet.created_count + sheet.updated_count
            sheet.unchanged_count = max(sheet.accepted_count - touched, 0)

    def _keep_counts(self, handler):
        """Write down what the sheet's handler has done so far, if it did more."""
        counts = (handler.created_count, handler.updated_count)
        if counts != (self.created_count, self.updated_count):
            self.created_count, self.updated_count = counts
