from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..importer.handler import SheetHandler
from .common_import import CLIENT, ImportCase, xlsx

HANDLER = "odoo.addons.ruiji_client_archive.importer.handler"


@tagged("post_install", "-at_install")
class TestImportBackground(ImportCase):
    """IMP-05: imports run in the background, one after the other, and resume."""

    def rows(self, count, start=0):
        numbers = range(start, start + count)
        names = [f"测试{number}有限公司" for number in numbers]
        return {
            "clients": [CLIENT | {"name": name} for name in names],
            "persons": [{"client": name, "name": "何辉杰"} for name in names],
        }

    def queued(self, **rows):
        record = self.upload(xlsx(self.sheets(**rows)))
        record.action_import()
        self.assertEqual(record.state, "running")
        return record

    def test_queue(self):
        """IMP-05: the scheduler imports with the rights of who asked."""
        triggers = self.env["ir.cron.trigger"].search_count([])
        first, second = self.queued(**self.rows(3)), self.queued(**self.rows(3, 2))
        self.assertGreater(self.env["ir.cron.trigger"].search_count([]), triggers)
        self.run_cron()
        self.assertEqual((first.state, second.state), ("done", "done"))
        self.assertEqual((first.created_count, second.created_count), (6, 4))
        self.assertEqual(first.progress, 100)
        self.assertEqual(self.client("测试0有限公司").create_uid, self.clerk)

    def test_import_waits_for_the_one_that_runs(self):
        """IMP-05: two imports at once queue."""
        first = self.queued(**self.rows(1))
        second = self.import_rows(**self.rows(1, 1))
        self.assertEqual(second.state, "running")
        self.run_cron()
        self.assertEqual((first.state, second.state), ("done", "done"))

    def test_resumes_where_it_stopped(self):
        """IMP-03: stopped between two batches, it goes on without duplicates."""
        record = self.queued(**self.rows(5))
        with (
            patch(f"{HANDLER}.BATCH_SIZE", 2),
            self.no_time(),
        ):
            for done in (2, 4, 5):
                self.run_cron()
                self.assertEqual(record.state, "running")
                self.assertEqual(self.created("clients", record), done)
        self.run_cron()
        self.assertEqual(record.state, "done")
        self.assertEqual((record.created_count, record.unchanged_count), (10, 0))
        self.assertEqual(
            self.Partner.search_count([("name", "=", "何辉杰")]),
            5,
        )

    def test_what_it_made_is_left_alone_when_it_goes_on(self):
        """IMP-03: whoever worked on an imported file meanwhile keeps the work."""
        rows = self.rows(4)
        for row in rows["clients"]:
            row["remark"] = "维修"
        record = self.queued(**rows)
        with patch(f"{HANDLER}.BATCH_SIZE", 2), self.no_time():
            self.run_cron()
        self.client("测试0有限公司").business_remark = "已核实"
        self.run_cron()
        self.assertEqual((record.state, record.created_count), ("done", 8))
        self.assertEqual(self.client("测试0有限公司").business_remark, "已核实")
        self.assertEqual(self.client("测试3有限公司").business_remark, "维修")

    def created(self, key, record):
        return record.sheet_ids.filtered(lambda sheet: sheet.key == key).created_count

    @mute_logger("odoo.addons.ruiji_client_archive.models.archive_import_job")
    def test_failure_is_told(self):
        """IMP-03: an unforeseen failure leaves whole batches and one sentence."""
        record = self.queued(**self.rows(1))
        with patch.object(SheetHandler, "log", side_effect=ValueError("disk full")):
            self.run_cron()
        self.assertEqual(
            (record.state, self.codes(record)), ("failed", ["interrupted"])
        )
        self.assertIn("disk full", record.failure)
        self.assertFalse(self.client("测试0有限公司"))
        record.with_context(import_now=True).action_import()
        self.assertEqual((record.state, record.created_count), ("done", 2))

    def test_queries_do_not_grow_with_rows(self):
        """IMP-05: no query per row, neither in the check nor in the import."""
        self.import_rows(**self.rows(2, 10_000))
        counts = {}
        for size, start in ((200, 1_000), (400, 2_000)):
            record = self.upload(xlsx(self.sheets(**self.rows(size, start))))
            before = self.env.cr.sql_log_count
            record.with_context(import_now=True).action_import()
            self.env.flush_all()
            counts[size] = self.env.cr.sql_log_count - before
            self.assertEqual(record.created_count, 2 * size)
        # Odoo splits statements into a hundred rows each: that is all that grows.
        self.assertLess(counts[400] - counts[200], 60, counts)

    def test_stopped_before_it_begins(self):
        """IMP-05: an import that waits is stopped at once, and can go on."""
        record = self.queued(**self.rows(3))
        record.action_stop()
        self.assertEqual(record.state, "stopped")
        self.run_cron()
        self.assertEqual((record.state, record.created_count), ("stopped", 0))
        with self.assertRaises(UserError):
            record.action_stop()
        record.action_import()
        self.run_cron()
        self.assertEqual((record.state, record.created_count), ("done", 6))

    def test_stopped_at_work(self):
        """IMP-05: one at work ends after its batch, says so, and goes on or back."""
        record = self.queued(**self.rows(5))
        with patch(f"{HANDLER}.BATCH_SIZE", 2):
            with self.no_time():
                self.run_cron()
            with patch.object(type(record), "_take_turn", return_value=False):
                record.action_stop()
            self.assertEqual((record.state, record.is_stopping), ("running", True))
            self.run_cron()
        self.assertEqual((record.state, record.created_count), ("stopped", 2))
        self.assertFalse(record.is_stopping)
        self.assertIn("created 2", record.result)
        record.action_import()
        self.run_cron()
        self.assertEqual((record.state, record.created_count), ("done", 10))
        self.assertEqual(record.with_user(self.clerk).action_undo(), True)
        self.assertEqual((record.state, record.undone_count), ("undone", 10))
        self.assertFalse(self.client("测试0有限公司"))
