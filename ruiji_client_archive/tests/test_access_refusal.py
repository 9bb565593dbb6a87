import json

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .audit_common import FEBRUARY, AuditCase
from .reading_common import FORM, ReadingCase


@tagged("post_install", "-at_install")
class TestRefusal(ReadingCase, HttpCase):
    """ACC-03: who tried to open what is closed to him is on record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.write({"confidentiality": "secret", "user_id": cls.manager.id})

    def setUp(self):
        super().setUp()
        self.authenticate(self.clerk.login, self.clerk.login)

    @mute_logger("odoo.http")
    def _ask(self, records, method="web_read", **kwargs):
        call = {"model": records._name, "method": method, "args": [records.ids]}
        answer = self.url_open(
            f"/web/dataset/call_kw/{records._name}/{method}",
            data=json.dumps({"params": {**call, "kwargs": kwargs}}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.env.invalidate_all()
        return answer

    def test_once_an_hour_for_each_file(self):
        """ACC-03: who, what, when, by which door; persons stand for their client."""
        for records in (self.yanan, self.yanan, self.yanan.child_ids[:1]):
            self.assertIn("error", self._ask(records, specification=FORM))
        self.assertIn("error", self._ask(self.yanan, "read", fields=["phone"]))
        record = self._records_of(self.yanan)
        self.assertEqual((record.action, record.channel), ("refused", "screen"))
        self.assertEqual((record.user_id, record.level), (self.clerk, "secret"))
        self.assertEqual((record.row_count, record.address), (1, "127.0.0.1"))
        self._let_pass(self.yanan, minutes=61)
        self._ask(self.yanan, specification=FORM)
        self.assertEqual(len(self._records_of(self.yanan, "refused")), 2)

    def test_what_is_no_attempt(self):
        """ACC-03: neither what is open nor what a list leaves out, nor a picture."""
        self.assertNotIn("error", self._ask(self.xian, specification=FORM))
        self._ask(self.env["res.partner"], "search_read", fields=["name"])
        self.url_open(f"/web/image/res.partner/{self.yanan.id}/avatar_128")
        self.assertFalse(self.Record.search([("action", "=", "refused")]))

    def test_all_ids_in_one_call(self):
        """ACC-03: each file that was closed, and how many there were."""
        (self.xian | self.lanzhou).confidentiality = "secret"
        files = self.xian | self.lanzhou | self.yanan
        self.assertIn("error", self._ask(files, "read", fields=["phone"]))
        refused = self.Record.search([("action", "=", "refused")])
        self.assertEqual(refused.client_id, files)
        self.assertEqual(set(refused.mapped("row_count")), {3})


@tagged("post_install", "-at_install")
class TestRefusalInTheAudit(AuditCase):
    """ACC-08: refused attempts are counted, and are no readings."""

    def test_counted_apart(self):
        """ACC-08: in a column of their own."""
        self._read(self.manager, 2)
        self._read(self.manager, 3, "refused")
        report = self._draft()
        line = self._line(report, self.manager)
        self.assertEqual((line.readings, line.refusals, line.rows_taken), (2, 3, 0))
        self.assertEqual((report.month, report.refusal_count), (FEBRUARY, 3))
