import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from . import roles_table

NOISE = ("odoo.http", "odoo.addons", "odoo.sql_db", "odoo.models", "odoo.tests")
USERS = {
    "ruiji_client_archive.group_account_manager": "manager",
    "ruiji_client_archive.group_marketing_clerk": "clerk",
    "ruiji_client_archive.group_customer_service": "customer_service",
    "ruiji_client_archive.group_finance": "finance",
    "ruiji_client_archive.group_marketing_vp": "vp",
    "ruiji_client_archive.group_general_manager": "general_manager",
    "ruiji_repair_pricing.group_technical_manager": "technical_manager",
    "ruiji_repair_pricing.group_repair_technician": "technician",
    "base.group_portal": "portal",
}
REMARKS = ("function", "note", "internal_notes", "description")
PLAIN = ("char", "text", "boolean", "integer", "float", "date", "datetime", "selection")


class Undone(Exception):
    """Takes back what an operation did, once it is known to be allowed."""


class RolesSweep:
    """docs/roles.md, cell by cell, each operation carried out as the role's user."""

    def test_every_cell_of_the_roles_table(self):
        """ACC-06: roles by models by operations, on records that exist."""
        self.roles = self._users_of_roles()
        # Boards that may still be withdrawn
        for file in ("mine", "open"):
            self._new_slip(self.clients[file], user=self.env.user)
        wrong = []
        for model, cells in self._documented_cells():
            sample = self._sample(model)
            for role, letters in cells.items():
                user = self.roles[role]
                for letter in "RCWD":
                    allowed = self._carry_out(letter, sample.with_user(user))
                    if allowed != (letter in letters):
                        wrong.append((model, user.login, letter, allowed))
        self.assertFalse(wrong)

    def _users_of_roles(self):
        by_group = {group: self.users[name] for group, name in USERS.items()}
        for group in roles_table.ROLES.keys() - by_group.keys():
            login = f"leak_{group.partition('.')[2]}"
            by_group[group] = new_test_user(self.env, login, group)
        return {title: by_group[group] for group, title in roles_table.ROLES.items()}

    def _documented_cells(self):
        """(model, {role: letters}) as the document has it."""
        text = roles_table.document().read_text()
        rows = [
            [cell.strip() for cell in line.strip("| \n").split(" | ")]
            for line in text.splitlines()
            if line.startswith("| ")
        ]
        head = rows[0][1:]
        for name, *cells in rows[1:]:
            if name.startswith("`"):
                yield name.strip("`"), dict(zip(head, cells, strict=True))

    def _sample(self, model):
        """The newest records of a model, those of open files first."""
        Model = self.env[model].with_context(active_test=False)
        found = Model.search([], limit=60, order="id desc" if Model._auto else None)
        if model == "res.partner":
            clients = found.filtered("is_client")
            found = clients | self.env.company.partner_id | self.wang
        if "confidentiality" not in Model._fields:
            return found
        return found.sorted(lambda record: record.confidentiality != "internal")

    def _carry_out(self, letter, records):
        """Whether the user of these records may do this with any of them."""
        operation = {"R": "read", "C": "create", "W": "write", "D": "unlink"}[letter]
        looked_up = "write" if letter == "C" else operation
        usable = records._filtered_access(looked_up)[:1] or records[:1]
        try:
            with mute_logger(*NOISE), self.env.cr.savepoint():
                getattr(self, f"_try_{operation}")(usable)
                raise Undone
        except AccessError:
            return False
        except (Undone, psycopg2.Error):
            return True
        except (UserError, KeyError):
            # Business has its say after the rights: ask these alone.
            return records.browse().has_access(operation)

    def _try_read(self, record):
        record.check_access("read")
        record.read(["display_name"])

    def _try_create(self, pattern):
        pattern.browse().check_access("create")
        values = pattern.sudo().copy_data()[0] if pattern else {}
        # Levels and account managers are rights of their own.
        values.pop("confidentiality", None)
        if values.get("user_id") != pattern.env.uid:
            values.pop("user_id", None)
        try:
            with self.env.cr.savepoint():
                pattern.browse().create(values)
        except AccessError:
            # Some of what the pattern holds is for others to enter.
            pattern.browse().create({pattern._rec_name or "name": "new"})

    def _try_write(self, record):
        record.check_access("write")
        record.write(self._as_it_is(record))

    def _try_unlink(self, record):
        record.check_access("unlink")
        record.unlink()

    def _as_it_is(self, record):
        """A value that the user may write, unchanged: a remark if there is one."""
        attributes = record.fields_get(attributes=["type", "readonly"])
        names = [
            name
            for name, field in attributes.items()
            if field["type"] in PLAIN and not field["readonly"]
        ]
        names.sort(key=lambda name: name not in REMARKS)
        return {name: record[name] for name in names[:1] if record}
