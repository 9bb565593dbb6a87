from collections import namedtuple
from datetime import date

from odoo.addons.ruiji_client_archive.importer.handler import (
    SheetHandler,
)
from odoo.addons.ruiji_client_archive.utils.workbook_layout import Column, Layout

from .catalogue import catalogue_key

# More than that nobody looks through in a list.
MOST_CHOICES = 1000
ENTRY_COLUMNS = ("category", "model", "board")

# A price that is there already, in the archive or in an earlier row.
KnownPrice = namedtuple("KnownPrice", ["start", "end", "id", "row"])


class PricesHandler(SheetHandler):
    """维修价格: the price lists of the contracts (PRI-02)."""

    model = "ruiji.repair.price"
    layout = Layout(
        "prices",
        "维修价格",
        (
            Column(
                "contract", "合同号", "code", True, needed="missing_contract_number"
            ),
            Column("category", "产品种类", required=True, needed="missing_category"),
            Column("model", "机型", "code", required=True),
            Column("board", "板型", "code", required=True),
            Column("price", "维修价格", "price", True, needed="missing_price"),
            Column("note", "备注"),
            Column("date_start", "起始日期", "date", strict=True),
            Column("date_end", "终止日期", "date", strict=True),
        ),
    )

    @classmethod
    def choices(cls, env):
        """Contracts that are in force, and what the catalogue holds."""
        contracts = env["ruiji.contract"].search(
            [("validity", "=", "in_force")], order="number DESC", limit=MOST_CHOICES
        )
        models = env["ruiji.device.model"].search([], limit=MOST_CHOICES)
        return super().choices(env) | {
            "contract": contracts.mapped("number"),
            "category": models.categ_id.mapped("name"),
            "model": sorted(set(models.mapped("name"))),
        }

    def __init__(self, run):
        super().__init__(run)
        self._known = {}

    def check(self):
        """Contract and catalogue entry are known; one price per key and day."""
        self._load()
        contracts = self.run["contracts"].known
        for row in self.good_rows:
            if row["contract"] not in contracts:
                meant = self.run["contracts"].similar_names.nearest(row["contract"])
                self.reject(row, "contract", "unknown_contract", meant=meant)
            elif self._check_entry(row) and self._check_dates(row):
                self._check_overlap(row)

    def _load(self):
        numbers = {
            contract.id: number
            for number, contract in self.run["contracts"].known.items()
            if contract.id
        }
        lines = self.records.search_fetch(
            [("contract_id", "in", list(numbers))],
            ["contract_id", "categ_id", "device_model_id", "product_id", "price"]
            + ["date_start", "date_end", "note"],
        )
        entry_of = self.run["catalogue"].entry_finder()
        for line in lines:
            key = (
                numbers[line.contract_id.id],
                entry_of(line.categ_id, line.device_model_id, line.product_id),
            )
            self._known.setdefault(key, []).append(
                KnownPrice(line.date_start, line.date_end, line.id, 0)
            )

    def _check_entry(self, row):
        """Find the catalogue entry: category, device model or board."""
        catalogue = self.run["catalogue"]
        entry = catalogue_key(row["category"], row["model"], row["board"])
        if entry[:1] not in catalogue.categories:
            self._reject_entry(row, "category", "category_not_in_catalogue")
        elif row["model"] and entry[:2] not in catalogue.device_models:
            self._reject_entry(row, "model", "model_not_in_catalogue")
        elif row["board"] and entry not in catalogue.boards:
            self._reject_entry(row, "board", "board_not_in_catalogue")
        depth = 3 if row["board"] else 2 if row["model"] else 1
        row.key = (row["contract"], entry[:depth])
        return not row.is_rejected

    def _reject_entry(self, row, column_key, code):
        """Keep a price out whose entry is unknown at that depth of the catalogue."""
        depth = ENTRY_COLUMNS.index(column_key) + 1
        names = [row[key] for key in ENTRY_COLUMNS[:depth]]
        meant = self.run["catalogue"].nearest(*names)
        self.reject(row, column_key, code, meant=meant)

    def _check_dates(self, row):
        contract = self.run["contracts"].known[row["contract"]]
        start, end = row["date_start"], row["date_end"]
        if start and not contract.date_start <= start <= contract.date_end:
            self.reject(row, "date_start", "price_outside_contract")
        elif end and not contract.date_start <= end <= contract.date_end:
            self.reject(row, "date_end", "price_outside_contract")
        elif start and end and end < start:
            self.reject(row, "date_end", "end_before_start", start=start.isoformat())
        return not row.is_rejected

    def _check_overlap(self, row):
        """One price per key and day (PRI-08); the same days are the same line."""
        mine = KnownPrice(row["date_start"], row["date_end"], 0, row.number)
        known = self._known.setdefault(row.key, [])
        for at, other in enumerate(known):
            if other.row == 0 and other[:2] == (mine.start or False, mine.end or False):
                row.record_id = other.id
                known[at] = mine
                return
            if _overlap(mine, other):
                where = self.env._("row %s", other.row)
                if not other.row:
                    where = self.env._("in the archive")
                self.reject(row, "price", "duplicate_price", where=where)
                return
        known.append(mine)

    def prepare_vals(self, row):
        """The price and the remark on it."""
        return self.only(row, {"price": "price", "note": "note"})

    def prepare_new_vals(self, row):
        """Contract, catalogue entry and dates."""
        catalogue = self.run["catalogue"]
        _contract, entry = row.key
        return {
            "contract_id": self.run["contracts"].known[row["contract"]].id,
            "categ_id": catalogue.categories[entry[:1]],
            "device_model_id": catalogue.device_models.get(entry[:2], False),
            "product_id": catalogue.boards.get(entry, False),
            "date_start": row["date_start"] or False,
            "date_end": row["date_end"] or False,
        }


def _overlap(one, other):
    """Tell whether two periods share a day; an open end means without limit."""
    return (one.start or date.min) <= (other.end or date.max) and (
        other.start or date.min
    ) <= (one.end or date.max)
