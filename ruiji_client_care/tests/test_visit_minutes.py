import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.mail.tests.common import MailCase
from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .visit_common import MONDAY, TUESDAY, WEDNESDAY, VisitCase


@tagged("post_install", "-at_install")
class TestVisitMinutes(VisitCase, MailCase, PaperMixin):
    def test_due_in_two_working_days(self):
        """CAR-01: minutes of a Friday are due on Tuesday."""
        visit = self._held()
        self.assertEqual(str(visit.minutes_due_on), "2026-09-15")
        overdue = [("minutes_overdue", "=", True), ("id", "=", visit.id)]
        with freeze_time(TUESDAY):
            self.assertFalse(visit.search(overdue))
        with freeze_time(WEDNESDAY):
            self.assertEqual(visit.search(overdue), visit)

    def test_overdue_minutes_are_asked_for_once(self):
        """CAR-01: the visitor and the VP are told once, those of calls never."""
        visit = self._held()
        job = self.env.ref("ruiji_client_care.cron_visit_minutes")
        for _night in range(2):
            with freeze_time(WEDNESDAY), self.enter_registry_test_mode():
                self.env.flush_all()
                job.method_direct_trigger()
        self.env.invalidate_all()
        asked = self._activities(visit, "minutes")
        self.assertEqual(asked.user_id, self.manager | self.vp)
        self.assertEqual(len(asked), 2)
        visit.findings = "一切正常"
        visit.action_send_minutes()
        self.assertFalse(self._activities(visit, "minutes"))

    def test_minutes_say_something(self):
        """CAR-01: nothing empty goes to the client."""
        with self.assertRaises(UserError):
            self._held().action_send_minutes()

    def test_minutes_reach_the_persons_met(self):
        """CAR-01: those met get a mail with the link."""
        visit = self._held(person_ids=self.person)
        visit.findings = "一切正常"
        with self.mock_mail_gateway(), freeze_time(MONDAY):
            visit.action_send_minutes()
        mail = self._new_mails
        self.assertEqual(mail.recipient_ids, self.person)
        self.assertIn("/visit/", mail.body_html)
        self.assertNotIn("一切正常", mail.body_html)

    def test_promises_are_somebodys_tasks(self):
        """CAR-01: a promise is on its owner's list; done there is kept here."""
        visit = self._held()
        visit.write(
            {
                "findings": "交换板件缺货",
                "promise_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "寄送备件",
                            "user_id": self.vp.id,
                            "date_due": "2026-09-30",
                        },
                    )
                ],
            }
        )
        visit.action_send_minutes()
        promise = visit.promise_ids
        task = promise.activity_id
        self.assertEqual((task.user_id, task.summary), (self.vp, "寄送备件"))
        with self.assertRaises(UserError):
            promise.with_user(self.manager).name = "别的"
        task.with_user(self.vp).action_feedback()
        self.assertTrue(promise.done_on)

    def test_file_follows(self):
        """CAR-01, CAR-02: what the visit brought about goes into the file."""
        visit = self._held()
        visit.write(
            {
                "findings": "已核对档案",
                "file_confirmed": True,
                "file_changes": "新任设备科科长王磊",
            }
        )
        visit.action_send_minutes()
        self.assertEqual(
            self.yanan.last_verified_on, fields.Date.context_today(self.yanan)
        )
        task = self._activities(self.yanan, "file")
        self.assertEqual(task.user_id, self.manager)
        self.assertIn("王磊", task.note)

    def test_receipt_is_confirmed_once(self):
        """CAR-01: the first confirmation counts, whatever comes later."""
        visit = self._sent().sudo()
        self.assertTrue(visit._confirm_receipt("张建军", "10.0.0.1"))
        self.assertFalse(visit._confirm_receipt("别人", "10.0.0.2"))
        self.assertEqual((visit.received_by, visit.state), ("张建军", "closed"))

    def test_sheet_on_paper(self):
        """CAR-01: the sheet has the goal, later the minutes and the code."""
        visit = self._approved()
        report = "ruiji_client_care.visit_sheet_report"
        (page,) = self._print_paper(report, visit, self.manager)
        self.assertIn("了解下半年维修需求", page)
        self.assertIn(visit.name, page)
        visit = self._sent()
        visit.sudo().token_expires_on = fields.Datetime.now() + timedelta(days=1)
        (page,) = self._print_paper(report, visit, self.manager)
        self.assertIn("两块主控板返修后仍不稳定", page)


@tagged("post_install", "-at_install")
class TestVisitMinutesPage(VisitCase, HttpCase):
    """The client's page; nobody logs in."""

    def setUp(self):
        super().setUp()
        self.visit = self._sent(person_ids=self.person)
        self.visit.sudo().write(
            {"token_expires_on": fields.Datetime.now() + timedelta(days=1)}
        )
        self.token = self.visit.sudo().access_token
        self.address = f"/visit/{self.token}"

    def _confirm(self, name):
        page = self.url_open(self.address)
        token = re.search(r'name="csrf_token" value="(\w+)"', page.text)[1]
        return self.url_open(
            self.address, data={"csrf_token": token, "name": name}, timeout=30
        )

    def test_minutes_and_nothing_else(self):
        """CAR-01: the page shows the minutes, nothing else of the file."""
        self.yanan.write({"phone": "0911-8888777", "client_number": "K-991"})
        self.visit.sudo().write({"file_changes": "内部说明", "goal": "内部目的"})
        page = self.url_open(self.address)
        self.assertEqual(page.status_code, 200)
        self.assertIn("两块主控板返修后仍不稳定", page.text)
        for hidden in ("0911-8888777", "K-991", "内部说明", "内部目的", "zhang@"):
            self.assertNotIn(hidden, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")

    def test_confirmation(self):
        """CAR-01: name, time and address of the confirmation are kept, once."""
        self._confirm("  ")
        self.assertEqual(self.visit.state, "sent")
        self.assertEqual(self._confirm("张 建军").status_code, 200)
        self.visit.invalidate_recordset()
        self.assertEqual(self.visit.state, "closed")
        self.assertEqual(self.visit.received_by, "张 建军")
        self.assertTrue(self.visit.received_on)
        self.assertTrue(self.visit.received_from)
        self.assertNotIn("visit_name", self.url_open(self.address).text)

    def test_wrong_links_find_nothing(self):
        """CAR-01: wrong, old and expired links are pages that do not exist."""
        self.assertEqual(self.url_open("/visit/abc").status_code, 404)
        self.visit.action_send_again()
        self.assertEqual(self.url_open(self.address).status_code, 404)
        self.visit.sudo().token_expires_on = fields.Datetime.now() - timedelta(days=1)
        new = f"/visit/{self.visit.sudo().access_token}"
        self.assertEqual(self.url_open(new).status_code, 404)
