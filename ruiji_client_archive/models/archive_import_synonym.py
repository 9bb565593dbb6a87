from odoo import api, fields, models

from ..utils.workbook_layout import Vocabulary, fold


class ArchiveImportSynonym(models.Model):
    """Another word for a sheet or a column of the old system's workbook (IMP-01)."""

    _name = "ruiji.archive.import.synonym"
    _description = "Archive Import Word"
    _rec_name = "word"
    _order = "sheet, field, word"

    sheet = fields.Selection(selection="_selection_sheet", required=True)
    field = fields.Char(
        string="Column",
        help="Key of the column that the word stands for; empty: the sheet itself.",
    )
    word = fields.Char(required=True)
    folded_word = fields.Char(compute="_compute_folded_word", store=True)

    _word_uniq = models.UniqueIndex(
        "(sheet, COALESCE(field, ''), folded_word)",
        "This column has that word already.",
    )

    @api.model
    def _selection_sheet(self):
        handlers = self.env["ruiji.archive.import"]._sheet_handlers()
        return [(handler.layout.key, handler.layout.title) for handler in handlers]

    @api.depends("word")
    def _compute_folded_word(self):
        for synonym in self:
            synonym.folded_word = fold(synonym.word or "")

    @api.model
    def _vocabulary(self):
        """All words, for the search of sheets and columns."""
        vocabulary = Vocabulary()
        for synonym in self.search_fetch([], ["sheet", "field", "word"]):
            vocabulary.add(synonym.sheet, synonym.field, synonym.word)
        return vocabulary
