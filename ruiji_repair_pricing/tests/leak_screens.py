from lxml import etree

from odoo.tests import Form

from .leak_marks import marks_in
from .leak_table import open_marks

# Screens of what refers to clients
SCREENS = (
    "repair.order",
    "ruiji.repair.slip",
    "ruiji.contract",
    "ruiji.settlement",
    "sale.order",
    "account.move",
)


class LeakScreens:
    """Screens that refer to a closed file open, and show its name alone."""

    def test_screens_of_what_refers_to_closed_files_open(self):
        """ACC-02: forms and lists as each role has them, without a refusal."""
        opened = set()
        for role, user in self.users.items():
            closed = self._clients_closed_to(user)
            for model in SCREENS:
                records = self.env[model].with_user(user)
                if not records.has_access("read"):
                    continue
                found = records.search(
                    [("id", "in", self._records_about(model, closed))]
                )
                if found:
                    opened.add((role, model))
                    self._open_form(role, found[0])
                    self._open_list(role, found)
        self.assertIn(("technician", "repair.order"), opened)
        self.assertIn(("finance", "ruiji.settlement"), opened)
        self.assertIn(("finance", "account.move"), opened)

    def _clients_closed_to(self, user):
        clients = self.env["res.partner"].concat(*self.clients.values())
        return clients - clients.with_user(user)._filtered_access("read").sudo()

    def _records_about(self, model, clients):
        """Ids of a model's records that point at these clients or their persons."""
        partners = clients | clients.child_ids
        return [
            record.id
            for records in self.threads.values()
            for record in records
            if record._name == model and record.partner_id in partners
        ]

    def _open_form(self, role, record):
        # The form that a link to the record opens for this user
        form = Form(record, record.get_formview_id() or None)
        shown = marks_in(record.web_read(form._view["fields_spec"]))
        self.assertLessEqual(shown, open_marks(role), record)

    def _open_list(self, role, records):
        arch = etree.fromstring(records.get_view(view_type="list")["arch"])
        names = {node.get("name") for node in arch.iterfind("./field")}
        spec = {
            name: {"fields": {"display_name": {}}}
            if records._fields[name].relational
            else {}
            for name in names
        }
        shown = marks_in(records.web_search_read([("id", "in", records.ids)], spec))
        self.assertLessEqual(shown, open_marks(role), records)
