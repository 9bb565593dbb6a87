from datetime import timedelta

from .common import ArchiveCase

FORM = {"name": {}, "phone": {}, "child_ids": {"fields": {"name": {}, "mobile": {}}}}


class ReadingCase(ArchiveCase):
    """Two files with persons, and what is on record of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Record = cls.env["ruiji.access.record"]
        cls.persons = cls.env["res.partner"].create(
            [
                {"name": f"联系人{number}", "mobile": "138", "parent_id": unit.id}
                for unit in (cls.yanan, cls.xian)
                for number in range(2)
            ]
        )

    def _records_of(self, client, action=None):
        # A request ends by writing what it noted.
        self.env.cr.flush()
        records = self.Record.search([("client_id", "=", client.id)])
        return records.filtered(lambda r: not action or r.action == action)

    def _let_pass(self, client, **time):
        """Tell the record that what it holds of this file was some time ago."""
        self.env.cr.flush()
        self.env.cr.execute("ALTER TABLE ruiji_access_record DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE ruiji_access_record SET date = date - %s WHERE client_id = %s",
            (timedelta(**time), client.id),
        )
        self.env.cr.execute("ALTER TABLE ruiji_access_record ENABLE TRIGGER USER")
        self.env.invalidate_all()
