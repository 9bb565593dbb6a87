from ..utils.unit_tree import UnitTree
from ..utils.workbook_layout import Column, Layout
from .handler import SheetHandler

# Plain classes, no models: nothing above them to call.
# pylint: disable=method-required-super

TIERS = ("group", "province", "prefecture")


class UnitsHandler(SheetHandler):
    """下属单位: who stands under whom, and hence every unit's tier (SUB-01)."""

    model = "res.partner"
    layout = Layout(
        "units",
        "下属单位",
        (
            Column("superior", "上级单位", required=True, needed="missing_superior"),
            Column("unit", "下属单位", required=True, needed="missing_unit"),
        ),
    )

    def __init__(self, run):
        super().__init__(run)
        self.tree = UnitTree()
        self._linked = set()

    @property
    def superiors(self):
        """{unit key: superior key} of the archive and the good rows together."""
        return self.tree.superiors

    def check(self):
        """Both units have to be known; together the links have to make a tree."""
        self._load()
        seen = {}
        for row in self.good_rows:
            superior = self.run["clients"].find(self, row, "superior")
            unit = self.run["clients"].find(self, row, "unit")
            if row.is_rejected:
                continue
            row.key = (superior, unit)
            if row.key in seen:
                self.warn(row, "unit", "repeated_row", other=seen[row.key])
                continue
            self._link(row, superior, unit)
            seen[row.key] = row.number
        self._check_depth()

    def _load(self):
        for client in self.run["clients"].archived:
            self.tree.add_known(
                client.name_key, client.client_tier, client.superior_id.name_key
            )
        for key, client in self.run["clients"].known.items():
            self.tree.names[key] = client.name

    def _link(self, row, superior, unit):
        names = self.tree.names
        current = self.superiors.get(unit)
        if current and current != superior:
            self.reject(row, "unit", "two_superiors", superior=names[current])
        elif self.tree.is_below(superior, unit):
            self.reject(row, "unit", "superior_cycle", superior=names[superior])
        elif not current:
            self.tree.link(unit, superior)
            self._linked.add(row.key)

    def _check_depth(self):
        """Three tiers at most; what would be the fourth stays out."""
        too_deep = [
            row
            for row in self.good_rows
            if self.tree.depth(row.key[1]) >= len(TIERS) and row.key in self._linked
        ]
        for row in too_deep:
            self.reject(row, "unit", "too_many_tiers")
        for row in too_deep:
            self.tree.unlink(row.key[1])
            self._linked.discard(row.key)

    def tier(self, key):
        """Return the tier of a unit by its place in the tree."""
        return self.tree.tier(key)

    def begin(self):
        """Give units of the archive the tier that their new place asks for."""
        changes = {}
        for client in self.run["clients"].archived:
            tier = self.tier(client.name_key)
            if client.name_key in self.tree.touched and tier != client.client_tier:
                changes.setdefault(tier, []).append(client.id)
        # A superior's tier is checked against its units': the highest first.
        for tier in filter(changes.get, TIERS):
            self.change(self.records.browse(changes[tier]), {"client_tier": tier})

    def count_placed(self, units):
        """Count units that were created under their superiors right away."""
        placed = {link for link in self._linked if link[1] in units}
        self._linked -= placed
        self.created_count += len(placed)

    def write(self, rows):
        """Put units of the archive under the superiors that they get."""
        clients = self.run["clients"].known
        by_superior = {}
        for row in rows:
            if row.key in self._linked:
                superior, unit = row.key
                by_superior.setdefault(clients[superior].id, []).append(
                    clients[unit].id
                )
                self._linked.discard(row.key)
                self.created_count += 1
        for superior_id, unit_ids in by_superior.items():
            self.change(self.records.browse(unit_ids), {"superior_id": superior_id})
