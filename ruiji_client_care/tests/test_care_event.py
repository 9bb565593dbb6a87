from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.common import ArchiveCase


@tagged("post_install", "-at_install")
class TestCareEvent(ArchiveCase):
    """Who is invited, who comes, who came (CAR-05)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.wang, cls.li, cls.silent = cls.env["res.partner"].create(
            [
                {"parent_id": client.id, "name": name, "email": mail, "lang": "zh_CN"}
                for client, name, mail in (
                    (cls.yanan, "王磊", "wang@example.com"),
                    (cls.xian, "李静", "li@example.com"),
                    (cls.yanan, "无信", False),
                )
            ]
        )
        cls.event = cls._new_event(cls.wang + cls.li + cls.silent)

    @classmethod
    def _new_event(cls, people):
        events = cls.env["ruiji.care.event"].with_user(cls.manager)
        return events.create(
            {
                "name": "技术交流会",
                "date_start": fields.Datetime.now(),
                "attendee_ids": [
                    fields.Command.create({"partner_id": person.id})
                    for person in people
                ],
            }
        )

    def _run_job(self):
        job = self.env.ref("ruiji_client_care.cron_send_invitations")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def _states(self, event=None):
        return (event or self.event).attendee_ids.mapped("state")

    def test_invited_in_the_background(self):
        """CAR-05: queued by the button, mailed by the job, with its progress."""
        self.event.action_invite()
        self.assertEqual((self.event.total, self.event.waiting), (2, 2))
        self.assertEqual(self._states(), ["listed"] * 3)
        self.assertFalse(self._mails())
        self._run_job()
        self.assertEqual(self._states(), ["invited", "invited", "listed"])
        self.assertEqual((self.event.waiting, self.event.progress), (0, 100.0))
        mail = self._mails()
        self.assertEqual(len(mail), 1)
        self.assertIn("技术交流会", mail.subject)
        self.assertIn(self.manager.email_normalized or "", mail.email_from)
        with self.assertRaises(UserError):
            self.event.action_invite()

    def _mails(self):
        return self.env["mail.mail"].search([("recipient_ids", "in", self.wang.ids)])

    def test_who_came(self):
        """CAR-05: who accepted and did not come was absent."""
        self.event.action_invite()
        self._run_job()
        first, second, _silent = self.event.attendee_ids
        first.state, second.state = "attended", "accepted"
        self.event.action_hold()
        self.assertEqual((self.event.attended_count, second.state), (1, "absent"))

    def test_change_of_mind(self):
        """CAR-05: who wants no letters meanwhile, or whose event is off, gets none."""
        self.event.action_invite()
        self.wang.care_opt_out = True
        self._run_job()
        self.assertEqual(self._states(), ["listed", "invited", "listed"])
        other = self._new_event(self.li)
        other.action_invite()
        other.action_cancel()
        self._run_job()
        self.assertEqual(other.attendee_ids.mapped("invitation"), ["left_out"])
        self.assertEqual(self._states(other), ["listed"])

    def test_invitations_are_the_button(self):
        """CAR-05, ACC-06: nobody marks an invitation as sent, over RPC neither."""
        attendee = self.event.attendee_ids[0]
        for values in ({"invitation": "sent"}, {"invited_by_id": self.vp.id}):
            with self.assertRaises(AccessError):
                attendee.write(values)
        attendees = self.env["ruiji.care.attendee"].with_user(self.manager)
        values = {"event_id": self.event.id, "partner_id": self.li.id}
        with self.assertRaises(AccessError):
            attendees.with_context(default_invitation="waiting").create(values)
        with self.assertRaises(AccessError):
            self.event.with_user(self.general_manager).action_invite()

    def test_closed_files_are_not_shown(self):
        """ACC-02: on an event, too, nobody meets whom he may not know."""
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.env.invalidate_all()
        others = self.event.with_user(self.customer_service)
        self.assertEqual(others.attendee_ids.partner_id, self.li)

    def test_query_count(self):
        """CAR-05: forty invitations take about as many queries as four."""
        few = self._queries(4)
        self.assertLess(self._queries(40), few * 2)

    def _queries(self, count):
        people = self.env["res.partner"].create(
            [
                {
                    "parent_id": self.yanan.id,
                    "name": f"客户{number}",
                    "email": f"k{count}-{number}@example.com",
                }
                for number in range(count)
            ]
        )
        event = self._new_event(people)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        event.action_invite()
        event.sudo().attendee_ids._send()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
