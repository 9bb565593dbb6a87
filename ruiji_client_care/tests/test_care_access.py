from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.access_request_common import (
    AccessRequestCase,
)

from .feedback_common import FeedbackCase


@tagged("post_install", "-at_install")
class TestCareAccess(AccessRequestCase, FeedbackCase):
    """Visits and feedback are parts of a client's file, and opened on record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Record = cls.env["ruiji.access.record"]
        cls.yanan.confidentiality = "confidential"
        cls.visit = (
            cls.env["ruiji.client.visit"]
            .with_user(cls.manager)
            .create(
                {
                    "client_id": cls.yanan.id,
                    "date_start": "2026-09-11 01:00:00",
                    "goal": "了解需求",
                    "findings": "两块主控板返修后仍不稳定",
                }
            )
        )
        cls.feedback = cls._new_feedback()
        cls.env.flush_all()

    def _records(self, document):
        self.env.cr.flush()
        return self.Record.search(
            [("res_model", "=", document._name), ("res_id", "=", document.id)]
        )

    def test_opening_is_on_record(self):
        """ACC-03, ACC-09: which document, of which file, by whom."""
        for document, names in (
            (self.visit, {"goal": {}, "findings": {}}),
            (self.feedback, {"subject": {}, "description": {}}),
        ):
            with self.subTest(document._name):
                document.with_user(self.customer_service).web_read(names)
                record = self._records(document)
                self.assertEqual(record.action, "open")
                self.assertEqual(record.client_id, self.yanan)
                self.assertEqual(record.level, "confidential")
                self.assertEqual(record.user_id, self.customer_service)

    def test_claim_is_on_record(self):
        """ACC-03, CAR-06: finance opens a claim on record, too."""
        self.feedback.sudo().kind = "claim"
        claim = self.feedback.with_user(self.finance)
        claim.web_read(
            {"claim_amount": {}, "claim_check_ids": {"fields": {"name": {}}}}
        )
        self.assertEqual(self._records(claim).user_id, self.finance)

    def test_lists_of_numbers_are_no_reading(self):
        """ACC-03: what a list shows says that there is something, not what."""
        self.visit.with_user(self.customer_service).web_read({"goal": {}, "state": {}})
        names = {"name": {}, "subject": {}, "state": {}}
        self.feedback.with_user(self.customer_service).web_read(names)
        self.assertFalse(self._records(self.visit) | self._records(self.feedback))

    def test_exports_are_a_right_and_on_record(self):
        """ACC-05: visits, ratings and the like leave with the right, on record."""
        with self.assertRaises(AccessError):
            self.visit.with_user(self.manager).export_data(["name", "goal"])
        self.visit.with_user(self.vp).export_data(["name", "goal"])
        exports = self.Record.search(
            [("client_id", "=", self.yanan.id), ("action", "=", "export")]
        )
        self.assertEqual(exports.user_id, self.vp)

    def test_printing_is_on_record(self):
        """ACC-03, ACC-10: the sheet of a visit, marked where the file is closed."""
        report = self.env.ref("ruiji_client_care.visit_sheet_report")
        reports = report.with_user(self.manager).with_context(
            force_report_rendering=True
        )
        reports._render_qweb_pdf(report.report_name, self.visit.ids)
        prints = self.Record.search(
            [("client_id", "=", self.yanan.id), ("action", "=", "print")]
        )
        self.assertEqual(prints.user_id, self.manager)
        self.assertEqual(self.visit._closed_papers(), {self.visit.id})

    def test_refusals_are_on_record(self):
        """ACC-03: who tries a document of a closed file is on record."""
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.visit.with_user(self.customer_service).read(["findings"])
        with self.assertRaises(AccessError):
            self.feedback.with_user(self.customer_service).read(["description"])

    def test_borrowing_opens_visits(self):
        """ACC-04: what is lent is the whole file, visits and feedback included."""
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.env.invalidate_all()
        visit = self.visit.with_user(self.customer_service)
        self.assertFalse(visit.has_access("read"))
        self._lend(self.customer_service)
        self.assertTrue(visit.has_access("read"))
        self.assertFalse(visit.has_access("write"))
        self.assertTrue(
            self.feedback.with_user(self.customer_service).has_access("read")
        )
