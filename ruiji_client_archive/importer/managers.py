from odoo.fields import Command, Domain

from ..utils.naming import legal_name_key
from ..utils.pinyin import pinyin_letters
from ..utils.workbook_layout import Column, Layout
from .handler import SheetHandler

GROUP = "ruiji_client_archive.group_account_manager"
FIELDS = {
    "name": "name",
    "gender": "gender",
    "position": "function",
    "phone": "phone",
    "home_address": "home_address",
    "home_zip": "home_zip",
}


class ManagersHandler(SheetHandler):
    """客户经理: account managers become users who cannot sign in yet (MGR-01).

    They get no password: the administrator lets them in by setting one.
    """

    model = "res.users"
    layout = Layout(
        "managers",
        "客户经理",
        (
            Column("name", "姓名", required=True, needed="missing_manager_name"),
            Column("gender", "性别", "gender"),
            Column("position", "职务"),
            Column("phone", "联系电话", "phone"),
            Column("home_address", "家庭住址"),
            Column("home_zip", "邮政编码", "postal_code"),
        ),
    )

    def __init__(self, run):
        super().__init__(run)
        self.ids = {}
        self._names = {}

    def known_names(self):
        """Account managers of the archive and of the good rows."""
        return self._names.values()

    def check(self):
        """Know account managers by their names; the archive's own come first."""
        group = self.env.ref(GROUP)
        users = self.records.search_fetch(
            [("all_group_ids", "in", group.ids)], ["name"], order="id DESC"
        )
        self.ids = {legal_name_key(user.name): user.id for user in users}
        self._names = {legal_name_key(user.name): user.name for user in users}
        seen = {}
        for row in self.good_rows:
            row.key = legal_name_key(row["name"])
            if row.key in seen:
                self.reject(row, "name", "duplicate_manager", other=seen[row.key])
                continue
            seen[row.key] = row.number
            row.record_id = self.ids.setdefault(row.key, 0)
            self._names.setdefault(row.key, row["name"])

    def begin(self):
        """Choose logins that nobody has, all at once."""
        new = [row for row in self.good_rows if not row.record_id]
        if not new:
            return
        bases = [pinyin_letters(row["name"]) or "manager" for row in new]
        similar = Domain.OR(Domain("login", "=like", f"{base}%") for base in bases)
        taken = set(self.records.search(similar).mapped("login"))
        for row, base in zip(new, bases, strict=True):
            row.values["login"] = self._free_login(base, taken)

    def _free_login(self, base, taken):
        login, number = base, 1
        while login in taken:
            number += 1
            login = f"{base}{number}"
        taken.add(login)
        return login

    def prepare_vals(self, row):
        """Values of the user and of its partner."""
        return self.only(row, FIELDS)

    def prepare_new_vals(self, row):
        """Make an account manager of the user."""
        return {
            "login": row["login"],
            "group_ids": [Command.set(self.env.ref(GROUP).ids)],
        }

    @property
    def records(self):
        """Users, made without an invitation by e-mail."""
        return super().records.with_context(no_reset_password=True)

    def after_create(self, rows, records):
        """Let the clients find their managers."""
        self.ids.update({row.key: row.record_id for row in rows})
