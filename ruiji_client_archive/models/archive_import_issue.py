from odoo import api, fields, models
from odoo.fields import Domain


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

    @api.model
    def _erase_texts(self, texts):
        """Forget findings that tell of a destroyed file (ACC-12).

        To be called as the system.

        :param set texts: names and numbers by which its people are recognised
        """
        hits = [
            Domain(name, "like", text)
            for text in texts
            for name in ("value", "message")
        ]
        if hits:
            self.search(Domain.OR(hits)).write(
                {"value": False, "message": self.env._("The file was destroyed.")}
            )
