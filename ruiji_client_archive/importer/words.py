from ..utils.workbook_layout import fold

CLIENT_TYPES = {
    "传统客户": "traditional",
    "传统": "traditional",
    "网上客户": "online",
    "网上": "online",
}
LIFECYCLES = {"曾经": "former", "正在": "current", "即将": "prospective"}
FORMAT_CODES = {"标准格式": "standard", "江苏联通格式": "jiangsu_unicom"}


class Words:
    """Turns the words of the old system into choices of ours."""

    def __init__(self, handler):
        self.handler = handler
        formats = handler.env["ruiji.document.format"].search_fetch(
            [], ["name", "code"]
        )
        by_code = {one.code: one.id for one in formats}
        self._formats = {fold(one.name): one.id for one in formats} | {
            word: by_code[code]
            for word, code in FORMAT_CODES.items()
            if code in by_code
        }

    def check(self, row):
        """Replace words by choices; a word that is none of them is left out."""
        self._choose(row, "client_type", CLIENT_TYPES, "unknown_client_type")
        self._choose(row, "lifecycle", LIFECYCLES, "unknown_lifecycle")
        self._choose(row, "document_format", self._formats, "unknown_document_format")

    def _choose(self, row, column_key, choices, unknown):
        word = row[column_key]
        if word is None:
            return
        choice = choices.get(fold(word))
        if choice is None:
            self.handler.leave_out(row, column_key, unknown)
        else:
            row.values[column_key] = choice
