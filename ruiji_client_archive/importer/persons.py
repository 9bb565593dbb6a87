from ..utils.workbook_layout import Column, Layout
from .handler import SheetHandler
from .login_codes import LoginCodes

# Plain classes, no models: writing rows returns nothing.
# pylint: disable=missing-return

ROLES = {
    "总经理": "general_manager",
    "主管副总": "deputy_manager",
    "副总经理": "deputy_manager",
    "运维部主任": "operations_head",
    "运维部副主任": "operations_deputy",
    "业务主管": "business_supervisor",
}
FIELDS = {
    "position": "function",
    "gender": "gender",
    "birth_year": "birth_year",
    "birthday": "birthday",
    "phone": "phone",
    "mobile": "mobile",
    "email": "email",
    "hobbies": "hobbies",
    "login_code": "login_code",
}


class PersonsHandler(SheetHandler):
    """客户相关人员: the persons at a client, as its contacts."""

    model = "res.partner"
    layout = Layout(
        "persons",
        "客户相关人员",
        (
            Column("client", "客户名称", required=True, needed="missing_client"),
            Column("name", "姓名", required=True, needed="missing_person_name"),
            Column("position", "职务"),
            Column("gender", "性别", "gender"),
            Column("birth_year", "年龄", "birth_year"),
            Column("birthday", "生日", "birthday"),
            Column("phone", "联系电话", "phone"),
            Column("mobile", "移动电话", "phone"),
            Column("email", "Email", "email"),
            Column("hobbies", "爱好"),
            Column("login_code", "登陆代码", "code"),
        ),
    )

    @classmethod
    def choices(cls, env):
        """Positions that count as a role."""
        return super().choices(env) | {"position": list(ROLES)}

    def __init__(self, run):
        super().__init__(run)
        self._from_client = {}

    def check(self):
        """The client has to be known; persons are told apart by name and phone."""
        seen = {}
        for row in self.good_rows:
            row.key = self.run["clients"].find(self, row, "client")
            if row.is_rejected:
                continue
            self._tell_mobile(row)
            whole = (row.key, *(row[column.key] for column in self.layout.columns[1:]))
            if whole in seen:
                self.reject(row, "name", "duplicate_person", other=seen[whole])
                continue
            seen[whole] = row.number
        self._match()
        codes = LoginCodes(self)
        codes.load([("is_client", "=", False)])
        for row in self.good_rows:
            codes.check(row, row["name"])

    def _tell_mobile(self, row):
        """A mobile number in the column for any phone belongs to the mobile."""
        phone = row["phone"] or ""
        if len(phone) == 11 and phone.startswith("1") and not row["mobile"]:
            row.values["mobile"] = row.values.pop("phone")

    def _match(self):
        """Find the persons that the archive has already.

        Of several persons of one name at one client, those with the same phone
        are matched first, the others in their order.
        """
        known = self._known_persons()
        groups = {}
        for row in self.good_rows:
            groups.setdefault((row.key, row["name"]), []).append(row)
        for key, rows in groups.items():
            candidates = known.get(key, [])
            for row in sorted(rows, key=lambda r, c=candidates: not _same(r, c)):
                match = _same(row, candidates) or next(iter(candidates), None)
                if match:
                    row.record_id = match.id
                    candidates.remove(match)

    def _known_persons(self):
        clients = self.run["clients"].known
        ids = {clients[row.key].id: row.key for row in self.good_rows}
        ids.pop(0, None)
        persons = self.records.search_fetch(
            [("parent_id", "in", list(ids)), ("is_company", "=", False)],
            ["name", "parent_id", "phone", "mobile"],
            order="id",
        )
        known = {}
        for person in persons:
            known.setdefault((ids[person.parent_id.id], person.name), []).append(person)
        return known

    def batches(self):
        """Persons of a client go in together: its file is measured once for them."""
        places = {key: at for at, key in enumerate(self.run["clients"].known)}
        yield from self.pieces(sorted(self.good_rows, key=lambda row: places[row.key]))

    def write(self, rows):
        """Read the clients of the persons at once, then write the persons."""
        known = self.run["clients"].known
        ids = {row.key: known[row.key].id for row in rows}
        clients = self.records.browse(ids.values())
        self._from_client = {
            key: self._prepare_vals_from(client)
            for key, client in zip(ids, clients, strict=True)
        }
        super().write(rows)

    def _prepare_vals_from(self, client):
        """What a person takes over from the client, as Odoo would sync it."""
        return {
            "parent_id": client.id,
            "lang": client.lang,
            "user_id": client.user_id.id,
            **client._get_address_values(),
            **client._get_commercial_values(),
        }

    def prepare_vals(self, row):
        """What the old system says of the person."""
        vals = self.only(row, FIELDS)
        if row["position"]:
            vals["position_role"] = ROLES.get(row["position"], "other")
        return vals

    def prepare_new_vals(self, row):
        """Put the person into the client's file, at the client's address."""
        return {
            "name": row["name"],
            "is_company": False,
            "type": "contact",
            **self._from_client[row.key],
        }

    def after_create(self, rows, records):
        """Note where the persons came from."""
        self.log(records)


def _same(row, persons):
    """Return the person with the row's phone number, or None."""
    numbers = {row["phone"], row["mobile"]} - {None}
    for person in persons:
        if numbers & {person.phone, person.mobile}:
            return person
    return None
