import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ArchiveCase

COLUMNS = ["name", "phone"]


@tagged("post_install", "-at_install")
class TestAccessRecord(ArchiveCase):
    """Who took what along is on record, for good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.person = cls.env["res.partner"].create(
            {"name": "何辉杰", "parent_id": cls.yanan.id}
        )
        cls.Record = cls.env["ruiji.access.record"]

    def _records_of(self, client):
        return self.Record.search([("client_id", "=", client.id)])

    def test_export_is_on_record(self):
        """ACC-03, ACC-05: who, when, which file, level, channel, how many rows."""
        self.yanan.confidentiality = "confidential"
        files = (self.yanan | self.xian).with_user(self.clerk)
        files.export_data(COLUMNS)
        record = self._records_of(self.yanan)
        self.assertEqual(record.user_id, self.clerk)
        self.assertEqual(record.client_name, self.yanan.name)
        self.assertEqual(
            (record.level, record.action, record.channel, record.row_count),
            ("confidential", "export", "list", 2),
        )
        self.assertTrue(record.date)
        self.assertEqual(len(self._records_of(self.xian)), 1)

    def test_persons_count_for_their_file(self):
        """ACC-03, ACC-05: contacts in bulk are noted at their client."""
        self.person.with_user(self.clerk).export_data(COLUMNS)
        self.assertEqual(self._records_of(self.yanan).row_count, 1)

    def test_export_is_a_right_of_its_own(self):
        """ACC-05: account managers, finance and others may read, but not take along."""
        exporters = (self.clerk, self.vp, self.general_manager, self.customer_service)
        others = (self.manager, self.other_manager, self.finance)
        directory = self.env["ruiji.client.directory"].browse(self.yanan.id)
        for user in exporters:
            for records in (self.yanan, self.person, directory):
                self.assertTrue(records.with_user(user).export_data(["name"]))
        allowed = self.env.ref("base.group_allow_export")
        for user in others:
            # Odoo's own right does not open the archive.
            user.group_ids += allowed
            for records in (self.yanan, self.person, directory):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    records.with_user(user).export_data(["name"])
        given = self.env.ref("ruiji_client_archive.group_archive_export")
        self.manager.group_ids += given
        self.assertTrue(self.yanan.with_user(self.manager).export_data(["name"]))

    def test_partners_outside_the_archive_export_as_before(self):
        """OPS-02, ACC-05: the right is about client files."""
        supplier = self.env["res.partner"].create({"name": "供应商"})
        self.outsider.group_ids += self.env.ref("base.group_allow_export")
        supplier.with_user(self.outsider).export_data(["name"])
        self.assertFalse(self._records_of(supplier))

    def test_nobody_changes_it(self):
        """ACC-03: not by form, not over RPC, not as the system."""
        self.Record._log(self.yanan, "print", "card", 1)
        record = self._records_of(self.yanan)
        for one in (record, record.with_user(self.general_manager), record.sudo()):
            with self.assertRaises(UserError):
                one.write({"row_count": 0})
            with self.assertRaises(UserError):
                one.unlink()
            with self.assertRaises(UserError):
                one.create({"action": "open", "channel": "screen"})

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_as_well(self):
        """ACC-03: whoever gets around the application meets the trigger."""
        self.Record._log(self.yanan, "print", "card", 1)
        for statement in (
            "UPDATE ruiji_access_record SET row_count = 0",
            "DELETE FROM ruiji_access_record",
            "TRUNCATE ruiji_access_record",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(psycopg2.errors.RaiseException),
                self.cr.savepoint(),
            ):
                self.cr.execute(statement)

    def test_record_outlives_the_file(self):
        """ACC-03: what was read stays on record when the file is gone."""
        client = self._new_client("陕西短命有限公司", "independent")
        self.Record._log(client, "print", "card", 1)
        client_id = client.id
        client.unlink()
        record = self.Record.search([("client_id", "=", client_id)])
        self.assertEqual(record.client_name, "陕西短命有限公司")
        [values] = record.with_user(self.vp).web_read({"client_name": {}, "date": {}})
        self.assertEqual(values["client_name"], "陕西短命有限公司")

    def test_any_number_of_files_in_one_statement(self):
        """ACC-03: a hundred files cost what one costs."""
        files = self.yanan | self.xian | self.lanzhou | self.group
        self.env.flush_all()
        # The reader's name is known by then.
        self.assertTrue(self.clerk.name)
        with self.assertQueryCount(1):
            self.Record.with_user(self.clerk)._log(files, "export", "workbook", 4)

    def test_who_sees_it(self):
        """ACC-03, ACC-06: customer service and management all, managers their own."""
        self.Record._log(self.yanan | self.xian, "print", "card", 2)
        both = [("client_id", "in", (self.yanan | self.xian).ids)]
        seen = {
            self.vp: 2,
            self.general_manager: 2,
            self.customer_service: 2,
            self.manager: 1,
            self.other_manager: 0,
        }
        for user, count in seen.items():
            self.assertEqual(self.Record.with_user(user).search_count(both), count)
        for user in (self.finance, self.clerk, self.outsider):
            with self.assertRaises(AccessError):
                self.Record.with_user(user).search(both)
        action = self.yanan.with_user(self.manager).action_view_access_records()
        self.assertEqual(
            self.Record.with_user(self.manager).search_count(action["domain"]), 1
        )
