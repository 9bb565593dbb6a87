from ..utils.naming import legal_name_key
from ..utils.workbook_layout import Column, Layout
from .handler import SheetHandler

DETAIL = "missing_logistics_detail"
FIELDS = {
    "street": "street",
    "zip": "zip",
    "contact": "contact_name",
    "position": "function",
    "phone": "phone",
}


class LogisticsHandler(SheetHandler):
    """物流公司: head offices and their branches (LOG-01)."""

    model = "res.partner"
    layout = Layout(
        "logistics",
        "物流公司",
        (
            Column("name", "公司全称", required=True, needed="missing_logistics_name"),
            Column("short_name", "简称", required=True),
            Column("branch", "分支机构", required=True),
            Column("street", "地址", needed=DETAIL),
            Column("zip", "邮编", "postal_code", needed=DETAIL),
            Column("contact", "联系人", needed=DETAIL),
            Column("position", "职务", needed=DETAIL),
            Column("phone", "电话", "phone", needed=DETAIL),
        ),
    )

    def __init__(self, run):
        super().__init__(run)
        self.ids = {}
        # What a client's row may call a company: its name, or its short name.
        self.aliases = {}
        self.short_names = {}
        self._names = {}

    def known_names(self):
        """Companies and branches of the archive and of the good rows."""
        return self._names.values()

    def check(self):
        """Know companies by their names; branches need their head office."""
        self._load()
        seen = {}
        for row in self._heads_first():
            row.key = legal_name_key(row["branch"] or row["name"])
            if row.key in seen:
                column = "branch" if row["branch"] else "name"
                self.reject(row, column, "duplicate_logistics", other=seen[row.key])
            elif not row["branch"] or self._check_branch(row):
                seen[row.key] = row.number
                self._know(row)

    def _load(self):
        companies = self.records.search_fetch(
            [("is_logistics_company", "=", True)],
            ["name", "logistics_short_name", "superior_id"],
        )
        for company in companies:
            key = legal_name_key(company.name)
            self.ids[key] = company.id
            self._names[key] = company.name
            if not company.superior_id:
                self._know_head(key, company.logistics_short_name)

    def _heads_first(self):
        return sorted(self.good_rows, key=lambda row: bool(row["branch"]))

    def _check_branch(self, row):
        head = legal_name_key(row["name"])
        if head not in self.short_names:
            self.reject(row, "name", "unknown_head_office")
            return False
        prefix = f"{self.short_names[head]}-"
        if not row["branch"].startswith(prefix) or row["branch"] == prefix:
            self.reject(row, "branch", "wrong_branch_name", prefix=prefix)
            return False
        return True

    def _know(self, row):
        row.record_id = self.ids.setdefault(row.key, 0)
        self._names.setdefault(row.key, row["branch"] or row["name"])
        if not row["branch"]:
            self._know_head(row.key, row["short_name"])

    def _know_head(self, key, short_name):
        self.short_names[key] = short_name or ""
        if short_name:
            self.aliases[legal_name_key(short_name)] = key

    def resolve(self, name):
        """Return the key of the company that a client's row names, or None."""
        key = legal_name_key(name)
        key = key if key in self.ids else self.aliases.get(key)
        return key if key in self.ids else None

    def batches(self):
        """Head offices go in first: branches refer to them."""
        heads = [row for row in self.good_rows if not row["branch"]]
        branches = [row for row in self.good_rows if row["branch"]]
        yield from filter(None, (heads, branches))

    def prepare_vals(self, row):
        """Address and main contact."""
        vals = self.only(row, FIELDS)
        if not row["branch"] and row["short_name"]:
            vals["logistics_short_name"] = row["short_name"]
        return vals

    def prepare_new_vals(self, row):
        """Name the company, and put a branch under its head office."""
        vals = {
            "name": row["branch"] or row["name"],
            "is_company": True,
            "is_logistics_company": True,
            "country_id": self.env.ref("base.cn").id,
        }
        if row["branch"]:
            vals["superior_id"] = self.ids[legal_name_key(row["name"])]
        return vals

    def after_create(self, rows, records):
        """Let branches and clients find the companies."""
        self.ids.update({row.key: row.record_id for row in rows})
        self.log(records)
