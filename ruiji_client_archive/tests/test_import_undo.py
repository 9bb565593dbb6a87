from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..importer.undo import Undo
from .common_import import CLIENT, LOGISTICS, ImportCase, xlsx

UNDO = "odoo.addons.ruiji_client_archive.importer.undo"
MODELS = "odoo.addons.ruiji_client_archive.models"
PERSON = {"client": CLIENT["name"], "name": "何辉杰", "phone": "13779286487"}
ROWS = {
    "clients": [
        CLIENT | {"manager": "秦斌国", "logistics": "测试", "remark": "维修"},
        CLIENT | {"name": "上级有限公司"},
    ],
    "persons": [PERSON, PERSON | {"name": "陈磊"}],
    "managers": [{"name": "秦斌国", "phone": "13215863289"}],
    "logistics": [LOGISTICS],
    "units": [{"superior": "上级有限公司", "unit": CLIENT["name"]}],
}


@tagged("post_install", "-at_install")
class TestImportUndo(ImportCase):
    """IMP-07: an import is taken back as a whole, what was built on it stays."""

    def undo(self, record, user=None):
        record.with_user(user or self.clerk).action_undo()
        return record

    def kept(self, record):
        return dict(record.kept_ids.mapped(lambda entry: (entry.name, entry.reason)))

    def counts(self):
        models = ("res.partner", "res.users", "ruiji.unit.membership")
        return [
            self.env[model].with_context(active_test=False).search_count([])
            for model in models
        ]

    def test_creations_go(self):
        """IMP-07: all that was created is deleted, users' partners included."""
        before = self.counts()
        record = self.import_rows(**ROWS)
        self.assertEqual(record.created_count, 7)
        self.assertTrue(record.can_undo)
        self.undo(record)
        self.assertEqual((record.state, record.kept_count), ("undone", 0))
        self.assertEqual(record.undone_count, 6, "the link goes with the client")
        self.assertEqual(self.counts(), before)
        self.assertIn("Took back all 6", record.result)
        self.assertFalse(record.can_undo)

    def test_undo_twice_says_so(self):
        """IMP-07: what was taken back cannot be taken back again."""
        record = self.undo(self.import_rows(**ROWS))
        with self.assertRaisesRegex(UserError, "taken back already"):
            self.undo(record)

    def test_nothing_to_undo(self):
        """IMP-07: an import that changed nothing leaves nothing to take back."""
        self.import_rows(**ROWS)
        for record in (self.import_rows(**ROWS), self.check_rows(**ROWS)):
            with self.assertRaisesRegex(UserError, "nothing that could"):
                self.undo(record)

    def test_imported_again_after_undo(self):
        """IMP-07: a file that was taken back can be imported anew."""
        record = self.undo(self.import_rows(**ROWS))
        record.with_context(import_now=True).action_import()
        self.assertEqual((record.state, record.created_count), ("done", 7))
        self.assertEqual(self.undo(record).undone_count, 6)

    def test_updates_return_to_old_values(self):
        """IMP-07: changed values become what they were, links of units go."""
        self.import_rows(**ROWS)
        client, top = self.client(CLIENT["name"]), self.client("上级有限公司")
        person = client.child_ids.filtered(lambda one: one.name == "何辉杰")
        record = self.import_rows(
            clients=[
                CLIENT | {"remark": "搬迁", "birth_year": 40.0, "zip": "710016"},
                CLIENT | {"name": "更上级有限公司"},
            ],
            persons=[PERSON | {"hobbies": "围棋"}],
            units=[{"superior": "更上级有限公司", "unit": "上级有限公司"}],
        )
        self.assertEqual(record.updated_count, 2)
        self.assertEqual(
            (client.zip, top.superior_id.name), ("710016", "更上级有限公司")
        )
        self.undo(record)
        self.assertEqual((record.state, self.kept(record)), ("undone", {}))
        self.assertEqual((client.business_remark, client.zip), ("维修", False))
        self.assertEqual((client.birth_year, person.hobbies), (0, False))
        self.assertFalse(top.superior_id)
        self.assertEqual(client._units_above(), top)
        self.assertFalse(self.client("更上级有限公司"))

    def test_history_of_managers_is_as_before(self):
        """IMP-07, MGR-02: a manager named by the import leaves no trace."""
        self.import_rows(clients=[CLIENT])
        client = self.client(CLIENT["name"])
        before = client.assignment_ids.read(["user_id", "date_from", "date_to"])
        record = self.import_rows(**ROWS)
        self.assertEqual(client.user_id.name, "秦斌国")
        self.undo(record)
        self.assertEqual((record.state, self.kept(record)), ("undone", {}))
        after = client.assignment_ids.read(["user_id", "date_from", "date_to"])
        self.assertEqual(after, before)

    def test_later_edits_are_left(self):
        """IMP-07: what was edited since stays, and so does what it stands on."""
        record = self.import_rows(**ROWS)
        client = self.client(CLIENT["name"])
        client.website = "http://www.example.com"
        kept = self.kept(self.undo(record))
        self.assertEqual(
            set(kept),
            {client.display_name, "上级有限公司", "秦斌国", LOGISTICS["name"]},
        )
        self.assertEqual(kept[client.display_name], "Changed since the import.")
        self.assertIn("In use", kept["上级有限公司"])
        self.assertTrue(client.exists())
        self.assertFalse(client.child_ids, "persons go by themselves")
        self.assertIn("4 were left", record.result)

    def test_edited_update_is_left(self):
        """IMP-07: a value that somebody changed after the import is his."""
        self.import_rows(**ROWS)
        client = self.client(CLIENT["name"])
        record = self.import_rows(
            clients=[CLIENT | {"remark": "搬迁", "zip": "710016"}]
        )
        client.business_remark = "关停"
        self.assertEqual(
            self.kept(self.undo(record)),
            {client.display_name: "Changed since the import."},
        )
        self.assertEqual((client.business_remark, client.zip), ("关停", "710016"))

    def test_what_hangs_on_a_record_keeps_it(self):
        """IMP-07: leads, messages, own contacts and web access keep a client."""
        names = [f"测试{number}有限公司" for number in range(5)]
        record = self.import_rows(clients=[CLIENT | {"name": name} for name in names])
        lead, message, child, user, _free = map(self.client, names)
        self.env["crm.lead"].create({"name": "x", "partner_id": lead.id})
        message.message_post(body="x", message_type="comment")
        self.env["res.partner"].create({"name": "自建", "parent_id": child.id})
        self.env["res.users"].create({"login": "webuser", "partner_id": user.id})
        kept = self.kept(self.undo(record))
        self.assertEqual(set(kept), set(names[:4]))
        self.assertEqual(record.undone_count, 1)
        # What stood in the way is gone: the rest can be taken back as well.
        child.child_ids.unlink()
        self.assertTrue(record.can_undo)
        self.undo(record)
        self.assertEqual((record.undone_count, record.kept_count), (1, 3))

    def test_second_import_is_undone_first(self):
        """IMP-07: what a later import changed is left until that one is undone."""
        first = self.import_rows(**ROWS)
        second = self.import_rows(clients=[CLIENT | {"remark": "搬迁"}])
        self.undo(first)
        self.assertIn(CLIENT["name"], self.kept(first))
        self.undo(second)
        self.assertEqual(self.client(CLIENT["name"]).business_remark, "维修")
        self.undo(first)
        self.assertEqual(self.kept(first), {})

    def test_undo_in_background_resumes(self):
        """IMP-07: killed half-way, the undo goes on where it stopped."""
        record = self.import_rows(**ROWS)
        with patch(f"{MODELS}.archive_import_undo.UNDO_AT_ONCE", 1):
            self.undo(record)
        self.assertEqual((record.state, record.progress), ("undoing", 0))
        with self.assertRaises(UserError):
            self.undo(record)
        with (
            patch(f"{UNDO}.BATCH_SIZE", 1),
            self.no_time(),
        ):
            for done in (1, 2, 3):
                self.run_cron()
                self.assertEqual((record.state, record.undone_count), ("undoing", done))
        self.assertEqual(record.progress, 50)
        self.run_cron()
        self.assertEqual((record.state, record.undone_count), ("undone", 6))
        self.assertFalse(self.client(CLIENT["name"]))

    def test_undo_can_be_stopped(self):
        """IMP-07: a stopped undo says so and can be taken up again."""
        record = self.import_rows(**ROWS)
        with patch(f"{MODELS}.archive_import_undo.UNDO_AT_ONCE", 1):
            self.undo(record)
        record.action_stop()
        self.assertEqual(record.state, "stopped")
        self.assertEqual(self.undo(record).state, "undone")

    def test_files_not_open_stay(self):
        """ACC-01: who may not open a file takes no import of it back."""
        self.env.flush_all()
        record = self.import_file(xlsx(self.sheets(**ROWS)), user=self.vp)
        self.client(CLIENT["name"]).confidentiality = "secret"
        kept = self.kept(self.undo(record))
        self.assertEqual(kept[CLIENT["name"]], "The file is not open to you.")

    def test_rights(self):
        """IMP-07: only those who may import may take back; the journal is closed."""
        record = self.import_rows(**ROWS)
        for user in (self.manager, self.finance, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.undo(record, user)
        entries = self.env["ruiji.archive.import.entry"].with_user(self.clerk)
        with self.assertRaises(AccessError):
            entries.search([], limit=1).read(["old_values"])
        with self.assertRaises(AccessError):
            entries.search([], limit=1).unlink()

    def test_queries_do_not_grow_with_records(self):
        """IMP-07: no query per record, neither in the journal nor in the undo."""
        counts = {}
        for size in (20, 200):
            names = [f"规模{size}之{number}有限公司" for number in range(size)]
            record = self.import_rows(
                clients=[CLIENT | {"name": name} for name in names]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            record.with_user(self.clerk).with_context(import_now=True).action_undo()
            counts[size] = self.env.cr.sql_log_count - before
            self.assertEqual(record.undone_count, size)
        self.assertLess(counts[200] - counts[20], 40, counts)

    def test_steps_are_whole(self):
        """IMP-07: each step marks what it took back in its own transaction."""
        record = self.import_rows(**ROWS)
        record.with_user(self.clerk)._begin_undo()
        with patch(f"{UNDO}.BATCH_SIZE", 2):
            steps = Undo(record).steps()
            self.assertEqual(next(steps), (2, 0))
        entries = self.env["ruiji.archive.import.entry"]
        domain = [("import_id", "=", record.id), ("state", "=", "undone")]
        self.assertEqual(entries.search_count(domain), 2)
