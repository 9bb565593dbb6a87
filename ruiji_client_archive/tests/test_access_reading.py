from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .reading_common import FORM, ReadingCase

NAMES = {"name": {}, "client_number": {}, "client_tier": {}, "user_id": {}}


@tagged("post_install", "-at_install")
class TestReading(ReadingCase):
    """Whoever has a file open is on record, once an opening."""

    def test_opening_a_file(self):
        """ACC-03: who, when, which file, level; persons of the file are part of it."""
        self.yanan.confidentiality = "confidential"
        before = fields.Datetime.now() - timedelta(seconds=2)
        self.yanan.with_user(self.clerk).web_read(FORM)
        record = self._records_of(self.yanan)
        self.assertEqual(len(record), 1)
        self.assertEqual(
            (record.user_id, record.user_name, record.client_number, record.level),
            (self.clerk, self.clerk.name, self.yanan.client_number, "confidential"),
        )
        self.assertEqual((record.action, record.row_count), ("open", 1))
        self.assertLessEqual(before, record.date)
        self.assertFalse(record.document)

    def test_names_are_no_reading(self):
        """ACC-02, ACC-03: a list of names, a search and a name leave no trace."""
        clients = self.env["res.partner"].with_user(self.clerk)
        domain = [("id", "in", (self.yanan | self.xian).ids)]
        clients.web_search_read(domain, NAMES, limit=80)
        clients.name_search("延安")
        self.yanan.with_user(self.clerk).web_read({"display_name": {}})
        self.assertFalse(self._records_of(self.yanan))

    def test_list_of_the_archive_shows_names(self):
        """ACC-03: browsing the list of clients is not opening eighty files."""
        views = self.env["res.partner"].with_user(self.clerk)
        view = self.env.ref("ruiji_client_archive.client_view_list")
        shown = views.get_views([(view.id, "list")])["models"]["res.partner"]["fields"]
        arch = views.get_view(view.id, "list")["arch"]
        columns = [name for name in shown if f'name="{name}"' in arch]
        self.assertIn("client_number", columns)
        self.assertFalse(views._telling_fields() & set(columns))

    def test_phones_in_a_list(self):
        """ACC-03: reading phones of many files is on record at each, with its rows."""
        clients = self.env["res.partner"].with_user(self.clerk)
        domain = [("id", "in", (self.yanan | self.xian | self.lanzhou).ids)]
        clients.search_read(domain, ["name", "phone"])
        for client in self.yanan, self.xian, self.lanzhou:
            record = self._records_of(client)
            self.assertEqual(
                (record.action, record.channel, record.row_count), ("list", "rpc", 3)
            )

    def test_every_reading_method(self):
        """ACC-03: whatever method a program or a screen reads by."""
        own = self.yanan.with_user(self.clerk)
        domain = [("id", "=", own.id)]
        for read in (
            lambda: own.read(["phone"]),
            lambda: own.web_read({"phone": {}}),
            lambda: own.search_read(domain, ["phone"]),
            lambda: own.web_search_read(domain, {"phone": {}}),
            lambda: own.web_save({}, {"phone": {}}),
            lambda: self.persons[0].with_user(self.clerk).read(["mobile"]),
        ):
            read()
            self.assertEqual(len(self._records_of(self.yanan)), 1)
            self._let_pass(self.yanan, minutes=2)
            read()
            self.assertEqual(len(self._records_of(self.yanan)), 2)
            self.env.cr.execute(
                "SET LOCAL session_replication_role = replica;"
                "DELETE FROM ruiji_access_record;"
                "SET LOCAL session_replication_role = origin"
            )
            self.env.invalidate_all()

    def test_once_an_opening(self):
        """ACC-03: the same once more is still the same; another reader is another."""
        for _time in range(3):
            self.yanan.with_user(self.clerk).web_read(FORM)
            self.assertEqual(len(self._records_of(self.yanan)), 1)
        self.yanan.with_user(self.vp).web_read(FORM)
        self.assertEqual(len(self._records_of(self.yanan)), 2)
        self._let_pass(self.yanan, minutes=2)
        self.yanan.with_user(self.clerk).web_read(FORM)
        self.assertEqual(len(self._records_of(self.yanan)), 3)

    def test_leafing_through_a_list_counts_once_a_day(self):
        """ACC-03: persons seen in a list today were seen today."""
        persons = self.persons.with_user(self.clerk)
        for hours in (0, 5, 20):
            self._let_pass(self.yanan, hours=hours)
            persons.web_read({"name": {}, "mobile": {}})
        records = self._records_of(self.yanan)
        self.assertEqual(records.mapped("action"), ["list", "list"])
        self.assertEqual(set(records.mapped("row_count")), {4})

    def test_the_system_reads_unseen(self):
        """ACC-03: jobs are no readers."""
        self.yanan.sudo().read(["phone"])
        self.assertFalse(self._records_of(self.yanan))

    def test_others_are_left_alone(self):
        """OPS-02, ACC-03: partners outside the archive have no record."""
        supplier = self.env["res.partner"].create({"name": "供应商", "phone": "010"})
        supplier.with_user(self.clerk).read(["phone"])
        self.assertFalse(self._records_of(supplier))

    def test_failing_request_leaves_no_false_record(self):
        """ACC-03: what was rolled back was not read."""
        self.yanan.with_user(self.clerk).read(["phone"])
        self.env.cr.precommit.clear()
        self.assertFalse(self._records_of(self.yanan))

    def test_copy_and_business_card(self):
        """ACC-03: a copy and a card that is taken along are on record."""
        self.yanan.with_user(self.vp).copy_data()
        self.assertEqual(self._records_of(self.yanan).action, "copy")
        self.persons[3].with_user(self.clerk)._get_vcard_file()
        self.assertEqual(self._records_of(self.xian).action, "download")

    def test_opening_costs_one_statement(self):
        """ACC-11: one statement more, for a file and for a list of a hundred."""
        self.env["res.partner"].create(
            [
                {"name": f"人{number}", "mobile": "139", "parent_id": self.yanan.id}
                for number in range(100)
            ]
        )
        self.env.flush_all()
        own = self.yanan.with_user(self.clerk)
        for spec in ({"phone": {}}, FORM):
            own.web_read(spec)
            self.assertTrue(own.name)
            with self.assertQueryCount(1):
                self.env.cr.flush()
        self.yanan.child_ids.with_user(self.clerk).read(["mobile"])
        with self.assertQueryCount(1):
            self.env.cr.flush()
