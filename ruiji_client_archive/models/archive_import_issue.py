from odoo import api, fields, models


class ArchiveImportIssue(models.Model):
    """Something that an import found in its file: where, what, what to do."""

    _name = "ruiji.archive.import.issue"
    _description = "Archive Import Finding"
    _rec_name = "message"
    _order = "import_id, id"

    import_id = fields.Many2one(
        "ruiji.archive.import", required=True, ondelete="cascade", index=True
    )
    sheet = fields.Char()
    row = fields.Integer(aggregator=None, help="As in the file, counted from 1.")
    column = fields.Char()
    value = fields.Char(help="What the cell shows.")
    severity = fields.Selection(
        [("error", "Error"), ("warning", "Warning")], required=True
    )
    code = fields.Selection(selection="_selection_code", string="Kind", required=True)
    message = fields.Text(string="What to do", required=True)

    @api.model
    def _selection_code(self):
        sentences = self.env["ruiji.archive.import"]._sentences()
        return [(code, self.env._(label)) for code, (label, _) in sentences.items()]
