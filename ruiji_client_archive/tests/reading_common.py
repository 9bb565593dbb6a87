from datetime import timedelta

from .common import ArchiveCase
from .connection_common import Connection

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
        self.env.cr.execute("SET LOCAL session_replication_role = replica")
        self.env.cr.execute(
            "UPDATE ruiji_access_record SET date = date - %s WHERE client_id = %s",
            (timedelta(**time), client.id),
        )
        self.env.cr.execute("SET LOCAL session_replication_role = origin")
        self.env.invalidate_all()

    def _committed_client(self):
        with Connection(self.registry) as env:
            values = {
                "name": f"{self._testMethodName} 测试有限公司",
                "is_client": True,
                "client_tier": "independent",
                "archive_state": "filed",
                "state_id": env.ref("base.state_cn_SN").id,
            }
            return env["res.partner"].create(values).id

    def _forget(self, client_id):
        """Take out again what the test has committed."""
        with Connection(self.registry) as env:
            env["res.partner"].browse(client_id).unlink()
            env.cr.execute(
                "SET LOCAL session_replication_role = replica;"
                "DELETE FROM ruiji_access_record WHERE client_id = %s",
                (client_id,),
            )
