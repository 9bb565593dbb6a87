from odoo.tests import HttpCase, tagged

from .day_common import DayCase


@tagged("post_install", "-at_install")
class TestServiceDayPapers(DayCase):
    """On paper, as it was confirmed."""

    def _paper(self, report, record, user):
        reports = self.env["ir.actions.report"].with_user(user)
        pdf, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            f"ruiji_field_service.{report}", record.ids
        )
        self.assertEqual(kind, "pdf")
        self.assertTrue(pdf.startswith(b"%PDF"))
        html, _kind = reports._render_qweb_html(
            f"ruiji_field_service.{report}", record.ids
        )
        return html.decode()

    def test_day_on_paper(self):
        """SVC-04: the technician prints his own day."""
        self._visit()
        day = self._confirmed()
        text = self._paper("service_day_report", day, self.field)
        self.assertIn(self.yanan.name, text)
        self.assertIn("电容", text)

    def test_closed_files_mark_the_paper(self):
        """SVC-04, ACC-10: the day at a confidential client says whose copy it is."""
        self._visit()
        day = self._confirmed()
        self.assertFalse(day._closed_papers())
        self.yanan.confidentiality = "confidential"
        self.assertTrue(day._closed_papers())

    def test_summary_on_paper(self):
        """SVC-04: the head prints the summary, which names no client."""
        self._visit()
        self._run_job()
        summary = self.summaries.search([("date_from", "=", "2026-03-10")])
        text = self._paper("service_summary_report", summary, self.head)
        self.assertIn(self.field.name, text)
        self.assertNotIn(self.yanan.name, text)


@tagged("post_install", "-at_install")
class TestServiceDayTour(DayCase, HttpCase):
    """On the phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_technician_confirms_by_phone(self):
        """SVC-04: the day of today, with one tap."""
        call = self._new_call()
        self._dispatch(call)
        mine = call.with_user(self.field)
        mine.action_arrive()
        voucher = self.env["ruiji.service.voucher"].browse(
            mine.action_fill_voucher()["res_id"]
        )
        voucher.with_user(self.field).write(
            {
                "result": "mended",
                "work_done": "更换电容",
                "signature": "iVBORw0KGgo=",
                "signer_name": "王工",
            }
        )
        voucher.with_user(self.field).action_conclude()
        self.start_tour(
            "/odoo/my-service-day",
            "ruiji_service_day_confirm",
            login=self.field.login,
        )
        day = self.days.search([("technician_id", "=", self.field.id)])
        self.assertEqual(day.state, "confirmed")
        self.assertEqual(day.tomorrow, "备用时钟板一块")
