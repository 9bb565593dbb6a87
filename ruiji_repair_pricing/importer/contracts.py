from collections import namedtuple

from odoo.addons.ruiji_client_archive.importer.handler import (
    SheetHandler,
)
from odoo.addons.ruiji_client_archive.utils.naming import legal_name_key
from odoo.addons.ruiji_client_archive.utils.workbook_layout import (
    Column,
    Layout,
    fold,
)

VALIDITIES = {
    "执行": "in_force",
    "执行中": "in_force",
    "有效": "in_force",
    "作废": "void",
    "无效": "void",
}
FIELDS = {
    "title": "name",
    "signer": "signer",
    "date_signed": "date_signed",
    "date_start": "date_start",
    "date_end": "date_end",
    "date_filed": "date_filed",
    "archive_number": "archive_number",
    "filing_note": "filing_note",
    "amount": "amount",
    "validity": "validity",
}

# What prices ask of a contract; the id is 0 as long as it is not written.
KnownContract = namedtuple("KnownContract", ["id", "date_start", "date_end"])


class ContractsHandler(SheetHandler):
    """业务合同: contracts of clients (CON-01)."""

    model = "ruiji.contract"
    layout = Layout(
        "contracts",
        "业务合同",
        (
            Column("number", "合同号", "code", True, needed="missing_contract_number"),
            Column("client", "客户名称", required=True, needed="missing_client"),
            Column("title", "合同名称"),
            Column("signer", "签订人"),
            Column("date_signed", "签订日期", "date", strict=True),
            Column("party", "签约单位"),
            Column(
                "date_start", "执行日期", "date", True, needed="missing_contract_date"
            ),
            Column(
                "date_end", "终止日期", "date", True, needed="missing_contract_date"
            ),
            Column("date_filed", "建档日期", "date", strict=True),
            Column("archive_number", "建档档案号", "code"),
            Column("filing_note", "建档说明"),
            Column("validity", "有效标识", required=True),
            Column("amount", "合同金额", "price", strict=True),
        ),
    )

    @classmethod
    def choices(cls, env):
        """In force or void."""
        return super().choices(env) | {"validity": ["执行", "作废"]}

    def __init__(self, run):
        super().__init__(run)
        self.known = {}
        self._seen = {}

    def known_names(self):
        """Numbers of the good rows, and of the archive those open to the user."""
        own = self.records.with_user(self.env.uid).sudo(False)
        archived = own.search_fetch([], ["number"]).mapped("number")
        return dict.fromkeys([*self._seen, *archived])

    def check(self):
        """Numbers are unique, clients known and filed, dates in order."""
        archived = self._load()
        clients = self.run["clients"]
        for row in self.good_rows:
            client_key = clients.find(self, row, "client")
            if row.is_rejected:
                continue
            row.values["client"] = client_key
            if not clients.known[client_key].is_filed:
                self.reject(row, "client", "client_not_filed")
            elif self._check_dates(row) and self._check_number(row, archived):
                self._check_words(row, archived.get(row.key))

    def _load(self):
        numbers = {row["number"] for row in self.good_rows}
        # Prices may refer to contracts that the file does not hold itself.
        numbers |= {row["contract"] for row in self.run["prices"].good_rows}
        contracts = self.records.search_fetch(
            [("number", "in", list(numbers))],
            ["number", "partner_id", "date_start", "date_end", "validity"],
        )
        for contract in contracts:
            self.known[contract.number] = KnownContract(
                contract.id, contract.date_start, contract.date_end
            )
        return {contract.number: contract for contract in contracts}

    def _check_dates(self, row):
        if row["date_end"] < row["date_start"]:
            start = row["date_start"].isoformat()
            self.reject(row, "date_end", "end_before_start", start=start)
        return not row.is_rejected

    def _check_number(self, row, archived):
        row.key = row["number"]
        twin, contract = self._seen.get(row.key), archived.get(row.key)
        client = self.run["clients"].known[row["client"]]
        if twin:
            where = self.env._("row %s", twin)
        elif contract and contract.partner_id.id != client.id:
            where = contract.partner_id.name
        else:
            self._seen[row.key] = row.number
            row.record_id = contract.id if contract else 0
            self.known[row.key] = KnownContract(
                row.record_id, row["date_start"], row["date_end"]
            )
            return True
        self.reject(row, "number", "duplicate_contract_number", where=where)
        return False

    def _check_words(self, row, contract):
        self._check_party(row)
        if not row["validity"]:
            return
        validity = VALIDITIES.get(fold(row["validity"]))
        if not validity:
            self.reject(row, "validity", "unknown_validity")
        elif contract and contract.validity != validity and not self._may_decide():
            self.leave_out(row, "validity", "validity_kept")
        else:
            row.values["validity"] = validity

    def _may_decide(self):
        # The import runs as the system: what counts is what its user may do himself.
        own = self.records.with_user(self.env.uid).sudo(False)
        return own._user_may_decide_validity()

    def _check_party(self, row):
        if row["party"]:
            key = legal_name_key(row["party"])
            if key in self.run["clients"].known:
                row.values["party"] = key
            else:
                meant = self.run["clients"].similar_names.nearest(row["party"])
                self.leave_out(row, "party", "unknown_contracting_party", meant=meant)

    def prepare_vals(self, row):
        """What the old system says of the contract."""
        vals = self.only(row, FIELDS)
        clients = self.run["clients"].known
        if row["party"]:
            vals["contracting_party_id"] = clients[row["party"]].id
        return vals

    def prepare_new_vals(self, row):
        """Number and client; a contract without a title is called by its number."""
        vals = {
            "number": row["number"],
            "partner_id": self.run["clients"].known[row["client"]].id,
        }
        return vals if row["title"] else vals | {"name": row["number"]}

    def after_create(self, rows, records):
        """Let the prices find their contracts."""
        for row in rows:
            self.known[row.key] = self.known[row.key]._replace(id=row.record_id)
        self.log(records)
