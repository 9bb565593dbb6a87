"""What pasted rows mean in the catalogue and beside the prices that are there."""

from collections import defaultdict
from datetime import date

from ..importer.catalogue import catalogue_key


class PasteCatalogue:
    """The catalogue and one price list, read once for all rows."""

    def __init__(self, env, contract, rows):
        self.env = env
        self.contract = contract
        self.currency = contract.currency_id or env.company.currency_id
        self._read_catalogue()
        self._read_list()
        self._by_text = env["product.product"]._boards_by_text(
            {row.board for row in rows if row.board and not row.model}
        )
        self._seen = defaultdict(list)

    def _read_catalogue(self):
        categories = self.env["product.category"].search_fetch([], ["name"])
        models = self.env["ruiji.device.model"].search_fetch([], ["name", "categ_id"])
        boards = self.env["product.product"].search_fetch(
            [("repairable", "=", True)], ["board_type", "device_model_id"]
        )
        self._categories = {catalogue_key(c.name): c.id for c in categories}
        # A device model is found without its category where the name is unique.
        self._models = _unique((catalogue_key(m.name), m.id) for m in models)
        self._models |= {catalogue_key(m.categ_id.name, m.name): m.id for m in models}
        self._category_of = {m.id: m.categ_id.id for m in models}
        self._boards = {
            (b.device_model_id.id, catalogue_key(b.board_type)): b.id for b in boards
        }
        self._model_of = {b.id: b.device_model_id.id for b in boards}

    def _read_list(self):
        lines = self.env["ruiji.repair.price"].search(
            [
                ("contract_id", "=", self.contract.id),
                ("company_id", "=", (self.contract.company_id or self.env.company).id),
            ]
        )
        self._lines = lines.grouped(lambda line: line._key())

    def key_of(self, row):
        """(category, model, board) ids that a row means, or None."""
        if row.board and not row.model:
            board = self._by_text[row.board]
            return board and self._key_of_board(board.id)
        if not row.model:
            category = self._categories.get(catalogue_key(row.category))
            return category and (category, False, False)
        names = (row.category, row.model) if row.category else (row.model,)
        model = self._models.get(catalogue_key(*names))
        if not model or not row.board:
            return model and (self._category_of[model], model, False)
        board = self._boards.get((model, catalogue_key(row.board)))
        return board and self._key_of_board(board)

    def _key_of_board(self, board):
        model = self._model_of.get(board)
        return self._category_of[model], model, board

    def judge(self, row, key):
        """Return (verdict, the price line that is there, code of the problem)."""
        none = self.env["ruiji.repair.price"]
        if row.problem:
            return "problem", none, row.problem
        if not key:
            known = "unknown" if row.board else "problem"
            return known, none, "unknown_board" if row.board else "unknown_entry"
        if self._is_outside(row):
            return "problem", none, "outside_contract"
        if any(_overlap(row, days) for days in self._seen[key]):
            return "problem", none, "repeated"
        self._seen[key].append((row.start, row.end))
        return self._judge_beside_list(row, self._lines.get(key, none))

    def _judge_beside_list(self, row, lines):
        days = (row.start or False, row.end or False)
        twin = lines.filtered(lambda line: (line.date_start, line.date_end) == days)
        if twin:
            is_same = not self.currency.compare_amounts(twin.price, row.price)
            return "same" if is_same else "update", twin, None
        if any(_overlap(row, (line.date_start, line.date_end)) for line in lines):
            return "problem", lines[:0], "overlap"
        return "new", lines[:0], None

    def _is_outside(self, row):
        if not self.contract:
            return False
        first, last = self.contract.date_start, self.contract.date_end
        return bool(
            (row.start and not first <= row.start <= last)
            or (row.end and not first <= row.end <= last)
        )


def _overlap(row, days):
    start, end = days
    return (row.start or date.min) <= (end or date.max) and (start or date.min) <= (
        row.end or date.max
    )


def _unique(pairs):
    """{key: id} of the keys that stand for one id alone."""
    found = defaultdict(set)
    for key, record_id in pairs:
        found[key].add(record_id)
    return {key: ids.pop() for key, ids in found.items() if len(ids) == 1}
