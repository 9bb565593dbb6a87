import re
from collections import namedtuple
from functools import cached_property

from odoo import fields

from ..utils.assignment import DECISION, Decision
from ..utils.naming import legal_name_key
from ..utils.workbook_layout import Column, Layout
from .allotment import Allotment
from .handler import SheetHandler
from .login_codes import LoginCodes
from .places import Places
from .words import LIFECYCLES, Words

FIELDS = {
    "state_id": "state_id",
    "city_id": "city_id",
    "city": "city",
    "client_type": "client_type",
    "street": "street",
    "zip": "zip",
    "contact": "contact_name",
    "position": "function",
    "gender": "gender",
    "birth_year": "birth_year",
    "birthday": "birthday",
    "phone": "phone",
    "mobile": "mobile",
    "fax": "fax",
    "email": "email",
    "login_code": "login_code",
    "document_format": "document_format_id",
    "remark": "business_remark",
    "date_registered": "date_registered",
    "lifecycle": "lifecycle_stated",
}
KNOWN_FIELDS = [
    "name",
    "name_key",
    "client_number",
    "archive_state",
    "client_tier",
    "superior_id",
    "user_id",
]

# What other sheets ask of a client; the id is 0 as long as it is not written.
KnownClient = namedtuple("KnownClient", ["id", "name", "is_filed", "is_open"])


class ClientsHandler(SheetHandler):
    """客户基本信息: the client files themselves (ARC-01, ARC-02)."""

    model = "res.partner"
    layout = Layout(
        "clients",
        "客户基本信息",
        (
            Column("number", "客户编号", "code"),
            Column("province", "省份", required=True, needed="missing_province"),
            Column("prefecture", "地市"),
            Column("name", "客户名称", required=True, needed="missing_legal_name"),
            Column("client_type", "客户类型"),
            Column("street", "地址"),
            Column("zip", "邮政编码", "postal_code"),
            Column("contact", "联系人"),
            Column("position", "职务"),
            Column("gender", "性别", "gender"),
            Column("birth_year", "年龄", "birth_year"),
            Column("birthday", "生日", "birthday"),
            Column("phone", "办公电话", "phone"),
            Column("mobile", "移动电话", "phone"),
            Column("fax", "传真", "phone"),
            Column("email", "电子邮箱", "email"),
            Column("login_code", "登陆代码", "code"),
            Column("manager", "客户经理"),
            Column("logistics", "物流公司"),
            Column("document_format", "单据格式"),
            Column("remark", "备注"),
            Column("date_registered", "建档日期", "date", strict=True),
            Column("lifecycle", "业务状态"),
        ),
    )

    @classmethod
    def choices(cls, env):
        """Provinces, document formats and the words of the old system."""
        return super().choices(env) | {
            "province": Places(env).states.mapped("name"),
            "client_type": ["传统客户", "网上客户"],
            "document_format": env["ruiji.document.format"].search([]).mapped("name"),
            "lifecycle": list(LIFECYCLES),
        }

    def __init__(self, run):
        super().__init__(run)
        self.known = {}
        self.archived = self.env[self.model]
        self._owners = {}
        self._seen = {}

    @cached_property
    def records(self):
        """Clients, whose account managers the old system knew already (MGR-04)."""
        grounds = Decision("import", self.run.file_name)
        return super().records.with_context(**{DECISION: grounds})

    def known_names(self):
        """Clients of the good rows, and of the archive those open to the user."""
        return [client.name for client in self.known.values() if client.is_open]

    def check(self):
        """Check names, numbers, places and what the rows refer to."""
        self._load()
        places = Places(self.env)
        words = Words(self)
        allotment = Allotment(self)
        codes = LoginCodes(self)
        codes.load([("is_client", "=", True)])
        for row in self.good_rows:
            row.key = legal_name_key(row["name"])
            if not places.check(self, row) or not self._check_identity(row):
                continue
            self._seen[row.key] = row
            codes.check(row, row["name"])
            words.check(row)
            allotment.check(row)
            self._check_logistics(row)
        for row in self.good_rows:
            # Clients of the archive are known already, perhaps as not filed.
            self.known.setdefault(row.key, KnownClient(0, row["name"], True, True))

    def _load(self):
        self.archived = self.records.search_fetch(
            [("is_client", "=", True)], KNOWN_FIELDS
        )
        # Files that the one who imports may not change stay as they are.
        own = self.records.with_user(self.env.uid).sudo(False)
        open_ids = set(own._search([("id", "in", self.archived.ids)]))
        for client in self.archived:
            self.known[client.name_key] = KnownClient(
                client.id,
                client.name,
                client.archive_state == "filed",
                client.id in open_ids,
            )
            if client.client_number:
                self._owners[client.client_number] = (client.name_key, client.name)

    def _check_identity(self, row):
        """One file per legal name, one number per file (ARC-01)."""
        twin, known = self._seen.get(row.key), self.known.get(row.key)
        if twin:
            where = self.env._("row %s", twin.number)
            self.reject(row, "name", "duplicate_client", name=row["name"], where=where)
            return False
        if known and not known.is_open:
            self.reject(row, "name", "not_allowed", name=row["name"])
            return False
        if known:
            row.record_id = known.id
        owner_key, owner = self._owners.get(row["number"], (None, None))
        if owner and owner_key != row.key:
            self.reject(row, "number", "duplicate_client_number", owner=owner)
            return False
        if known and row["number"] and owner_key != row.key:
            self._reject_filed(row)
            return False
        if row["number"]:
            self._owners[row["number"]] = (row.key, row["name"])
        return True

    def _reject_filed(self, row):
        client = self.records.browse(row.record_id)
        if not client.client_number:
            return
        where = self.env._(
            "%(number)s, account manager %(manager)s",
            number=client.client_number,
            manager=client.user_id.name or self.env._("nobody yet"),
        )
        self.reject(row, "name", "duplicate_client", name=client.name, where=where)

    def _check_logistics(self, row):
        if not row["logistics"]:
            return
        key = self.run["logistics"].resolve(row["logistics"])
        if key is None:
            meant = self.run["logistics"].similar_names.nearest(row["logistics"])
            self.leave_out(row, "logistics", "unknown_logistics", meant=meant)
        else:
            row.values["logistics"] = key

    def find(self, handler, row, column_key):
        """Return the key of the client that a row of another sheet names.

        A row that names none, or one that is not open to the user, is rejected.
        """
        key = legal_name_key(row[column_key])
        client = self.known.get(key)
        if not client:
            meant = self.similar_names.nearest(row[column_key])
            handler.reject(row, column_key, "unknown_client", meant=meant)
        elif not client.is_open:
            handler.reject(row, column_key, "not_allowed", name=client.name)
        return key

    def batches(self):
        """Higher tiers go in first: units are created under their superiors."""
        units = self.run["units"]
        by_tier = {}
        for row in self.good_rows:
            by_tier.setdefault(units.tier(row.key), []).append(row)
        for tier in ("group", "province", "prefecture", "independent"):
            yield from self.pieces(by_tier.get(tier, []))

    def prepare_vals(self, row):
        """What the old system says of the client."""
        vals = self.only(row, FIELDS)
        if row["manager"]:
            vals["user_id"] = self.run["managers"].ids[row["manager"]]
        if row["logistics"]:
            vals["logistics_partner_id"] = self.run["logistics"].ids[row["logistics"]]
        return vals

    def prepare_new_vals(self, row):
        """File the client and put it into the tree."""
        units = self.run["units"]
        superior = units.superiors.get(row.key)
        today = fields.Date.context_today(self.archived)
        vals = {
            "name": row["name"],
            "client_number": row["number"] or False,
            "is_client": True,
            "is_company": True,
            "archive_state": "filed",
            "date_filed": today,
            "lifecycle_stated_on": row["lifecycle"] and today,
            "client_tier": units.tier(row.key),
            "superior_id": self.known[superior].id if superior else False,
        }
        if not row["manager"]:
            # Whoever imports does not thereby look after these clients.
            vals["user_id"] = False
        return vals

    def differences(self, record, vals):
        """A changed statement of the old system counts from today."""
        change = super().differences(record, vals)
        if "lifecycle_stated" in change:
            change["lifecycle_stated_on"] = fields.Date.context_today(record)
        return change

    def after_create(self, rows, records):
        """Let the other sheets find the clients; keep the numbers in order."""
        for row in rows:
            self.known[row.key] = KnownClient(row.record_id, row["name"], True, True)
        self.run["units"].count_placed({row.key for row in rows})
        self._raise_sequence(records)
        self.log(records)

    def _raise_sequence(self, clients):
        """The next number given is higher than any that came from the file."""
        sequence = self.env.ref("ruiji_client_archive.sequence_client_number")
        pattern = re.compile(re.escape(sequence.prefix or "") + r"(\d+)")
        matches = map(pattern.fullmatch, filter(None, clients.mapped("client_number")))
        highest = max((int(match[1]) for match in matches if match), default=0)
        if highest >= sequence.number_next_actual:
            sequence.number_next_actual = highest + 1
