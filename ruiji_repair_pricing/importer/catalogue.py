import unicodedata

from odoo.addons.ruiji_client_archive.importer.handler import (
    BULK_CONTEXT,
    SheetHandler,
)
from odoo.addons.ruiji_client_archive.utils.similar_names import SimilarNames
from odoo.addons.ruiji_client_archive.utils.workbook_layout import Column, Layout

# Plain classes, no models: writing rows returns nothing.
# pylint: disable=missing-return


def catalogue_key(*names):
    """Return how category, device model and board are compared.

    Width, letter case and white space do not matter; signs do, since SL16 and
    SL-16 are two boards.
    """
    return tuple(
        "".join(unicodedata.normalize("NFKC", name or "").casefold().split())
        for name in names
    )


class CatalogueHandler(SheetHandler):
    """维修产品目录: product category, device model, board (PRI-01)."""

    model = "product.template"
    layout = Layout(
        "catalogue",
        "维修产品目录",
        (
            Column("category", "产品种类", required=True, needed="missing_category"),
            Column("model", "机型", "code", True, needed="missing_device_model"),
            Column("board", "板型", "code", True, needed="missing_board"),
            Column("name", "产品名称"),
        ),
    )

    def __init__(self, run):
        super().__init__(run)
        # Ids by key; 0 as long as the record is not written.
        self.categories = {}
        self.device_models = {}
        self.boards = {}
        # How the entries are called, and an index of them by what they stand under.
        self._titles = {}
        self._similar = {}

    def nearest(self, *names):
        """Return the entry that was probably meant by the last of the names.

        It is looked for under the entry that the other names stand for.
        """
        key = catalogue_key(*names)
        if not self._similar:
            entries = {}
            for entry, title in self._titles.items():
                entries.setdefault(entry[:-1], []).append(title)
            self._similar = {at: SimilarNames(of) for at, of in entries.items()}
        similar = self._similar.get(key[:-1])
        return similar and similar.nearest(names[-1])

    def _call(self, *names):
        """Keep how a category, a device model and a board are written."""
        key = catalogue_key(*names)
        for depth, name in enumerate(names, 1):
            self._titles.setdefault(key[:depth], name)

    def check(self):
        """Every board stands once in the catalogue."""
        self._load()
        seen = {}
        for row in self.good_rows:
            row.key = catalogue_key(row["category"], row["model"], row["board"])
            if row.key in seen:
                self.reject(row, "board", "duplicate_board", other=seen[row.key])
                continue
            seen[row.key] = row.number
            self._call(row["category"], row["model"], row["board"])
            self.categories.setdefault(row.key[:1], 0)
            self.device_models.setdefault(row.key[:2], 0)
            self.boards.setdefault(row.key, 0)
            row.record_id = self._templates.get(row.key, 0)

    def _load(self):
        categories = self.env["product.category"].search_fetch([], ["name"])
        for category in categories.sorted("id", reverse=True):
            self.categories[catalogue_key(category.name)] = category.id
            self._call(category.name)
        for model in self.env["ruiji.device.model"].search_fetch(
            [], ["name", "categ_id"]
        ):
            key = catalogue_key(model.categ_id.name, model.name)
            self.device_models[key] = model.id
            self._call(model.categ_id.name, model.name)
        boards = self.env["product.template"].search_fetch(
            [("repairable", "=", True)], ["board_type", "device_model_id"]
        )
        self._templates = {}
        for board in boards:
            model = board.device_model_id
            key = catalogue_key(model.categ_id.name, model.name, board.board_type)
            self.boards[key] = board.product_variant_id.id
            self._templates[key] = board.id
            self._call(model.categ_id.name, model.name, board.board_type)

    def entry_finder(self):
        """Return a function that finds the key of a category, model or board."""
        boards = {at: key for key, at in self.boards.items()}
        models = {at: key for key, at in self.device_models.items()}
        categories = {at: key for key, at in self.categories.items()}

        def entry_of(category, device_model, board):
            if board:
                return boards.get(board.id)
            return (models if device_model else categories).get(
                (device_model or category).id
            )

        return entry_of

    def write(self, rows):
        """Create what is new, from the top of the catalogue to its bottom."""
        self._create_missing("product.category", self.categories, rows, 1)
        self._create_missing("ruiji.device.model", self.device_models, rows, 2)
        super().write(rows)

    def _create_missing(self, model, ids, rows, depth):
        missing = {row.key[:depth]: row for row in rows if not ids.get(row.key[:depth])}
        prepare = self._category_vals if depth == 1 else self._device_model_vals
        created = (
            self.env[model]
            .with_context(**BULK_CONTEXT)
            .create([prepare(row) for row in missing.values()])
        )
        self.run.journal.created(created)
        ids.update(zip(missing, created.ids, strict=True))

    def _category_vals(self, row):
        return {"name": row["category"]}

    def _device_model_vals(self, row):
        return {"name": row["model"], "categ_id": self.categories[row.key[:1]]}

    def prepare_vals(self, row):
        """The product's name, unless the sheet leaves it open."""
        return self.only(row, {"name": "name"})

    def prepare_new_vals(self, row):
        """Boards are repaired for their owners: neither kept in stock nor sold."""
        vals = {
            "repairable": True,
            "device_model_id": self.device_models[row.key[:2]],
            "categ_id": self.categories[row.key[:1]],
            "board_type": row["board"],
            "type": "consu",
            "sale_ok": False,
            "purchase_ok": False,
        }
        return (
            vals if row["name"] else vals | {"name": f"{row['model']} {row['board']}"}
        )

    def journaled(self, records):
        """A board goes with its only variant; that is what others refer to."""
        return records.product_variant_id

    def after_create(self, rows, records):
        """Let the prices find the boards."""
        for row, board in zip(rows, records, strict=True):
            self.boards[row.key] = board.product_variant_id.id
