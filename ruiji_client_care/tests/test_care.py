from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.common import ArchiveCase


@tagged("post_install", "-at_install")
class TestCare(ArchiveCase):
    """Greetings in bulk and events, for the files that one may open (CAR-05)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.env["res.partner"].search([("care_opt_out", "=", False)]).filtered(
            lambda person: person.parent_id.is_client
        ).action_archive()
        cls.wang, cls.li, cls.zhao = (
            cls.env["res.partner"].create(
                {
                    "parent_id": client.id,
                    "name": name,
                    "email": f"{mail}@example.com",
                    "lang": "zh_CN",
                }
            )
            for client, name, mail in (
                (cls.yanan, "王磊", "wang"),
                (cls.xian, "李静", "li"),
                (cls.lanzhou, "赵刚", "zhao"),
            )
        )
        cls.silent = cls.env["res.partner"].create(
            {"parent_id": cls.yanan.id, "name": "无信"}
        )
        cls.occasion = cls.env.ref("ruiji_client_care.occasion_mid_autumn")

    def _mailing(self, user=None, **values):
        mailings = self.env["ruiji.care.mailing"].with_user(user or self.vp)
        return mailings.create(
            {"occasion_id": self.occasion.id, "date": "2027-09-15", **values}
        )

    def _send(self, mailing):
        mailing.action_send()
        self._run_job()

    def _run_job(self):
        job = self.env.ref("ruiji_client_care.cron_send_greetings")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def test_preview_says_who_is_left_out(self):
        """CAR-05: how many are greeted, how many not and why, before it is sent."""
        self.li.care_opt_out = True
        self.env["mail.blacklist"].create({"email": "zhao@example.com"})
        form = Form(self.env["ruiji.care.mailing"].with_user(self.vp))
        form.occasion_id = self.occasion
        form.date = date(2027, 9, 15)
        self.assertEqual(form.recipient_count, 1)
        self.assertEqual(form.no_email_count, 1)
        self.assertEqual(form.opt_out_count, 1)
        self.assertEqual(form.blacklisted_count, 1)
        for reason, person in (
            ("no_email", self.silent),
            ("opt_out", self.li),
            ("blacklisted", self.zhao),
        ):
            self.assertEqual(form[f"{reason}_names"], person.name)
        mailing = form.save()
        for reason, person in (("no_email", self.silent), ("opt_out", self.li)):
            asked = mailing.with_context(reason=reason)
            self.assertEqual(self._listed(asked.action_view_left_out()), person)
        self.assertEqual(self._listed(mailing.action_view_recipients()), self.wang)
        with self.assertRaises(UserError):
            mailing.with_context(reason="recipients").action_view_left_out()
        form = Form(mailing)
        form.state_ids.add(self.gansu)
        self.assertEqual(form.recipient_count, 0)

    def _listed(self, action):
        return self.env[action["res_model"]].search(action["domain"])

    def test_preview_names_nobody_of_closed_files(self):
        """ACC-02, CAR-05: who may not open a file reads none of its names."""
        self.yanan.confidentiality = "secret"
        mailing = self._mailing(self.customer_service)
        self.assertFalse(mailing.no_email_names)
        shown = mailing.with_context(reason="no_email").action_view_left_out()
        self.assertNotIn(self.silent, self._listed(shown))

    def test_preview_of_many(self):
        """CAR-05: the form names the first ten and says how many more there are."""
        self.env["res.partner"].create(
            [{"parent_id": self.yanan.id, "name": f"无信{n:02}"} for n in range(12)]
        )
        mailing = self._mailing()
        self.assertEqual(mailing.no_email_count, 13)
        self.assertIn("3", mailing.no_email_names)
        self.assertEqual(mailing.no_email_names.count("无信"), 10)

    def test_sent_in_the_background(self):
        """CAR-05: queued, sent by the job, and shown on the client's file."""
        mailing = self._mailing()
        mailing.action_send()
        self.assertEqual((mailing.state, mailing.total), ("sending", 3))
        self._run_job()
        mailing.invalidate_recordset()
        self.assertEqual((mailing.state, mailing.progress), ("done", 100.0))
        mail = self.env["mail.mail"].search([("recipient_ids", "in", self.wang.ids)])
        self.assertEqual(len(mail), 1)
        self.assertIn("王磊", mail.body_html)
        self.assertEqual(self.yanan.with_user(self.manager).care_count, 1)
        with self.assertRaises(UserError):
            mailing.action_send()
        with self.assertRaises(UserError):
            mailing.unlink()

    def test_once_for_an_occasion(self):
        """CAR-05: whoever sends; the database sees to it."""
        self._send(self._mailing(own_clients=True, user=self.manager))
        second = self._mailing()
        self.assertEqual((second.known_count, second.recipient_count), (1, 2))
        self._send(second)
        with self.assertRaises(UserError):
            self._mailing().action_send()
        greeting = self.env["ruiji.care.greeting"].search([], limit=1)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            greeting.copy()
            self.env.flush_all()

    def test_change_of_mind(self):
        """CAR-05: who wants no greetings meanwhile gets none."""
        mailing = self._mailing()
        mailing.action_send()
        self.wang.care_opt_out = True
        self._run_job()
        states = dict(
            mailing.greeting_ids.mapped(lambda sent: (sent.partner_id.id, sent.state))
        )
        self.assertEqual(states[self.wang.id], "left_out")
        self.assertEqual(states[self.li.id], "sent")

    def test_closed_files_are_not_looked_at(self):
        """ACC-02, CAR-05: nobody greets whom he may not know, or sees it was done."""
        self.yanan.confidentiality = "secret"
        self.assertEqual(self._mailing(self.customer_service).recipient_count, 2)
        self._send(self._mailing())
        greetings = self.env["ruiji.care.greeting"]
        seen = greetings.with_user(self.customer_service).search([]).partner_id
        self.assertIn(self.li, seen)
        self.assertNotIn(self.wang, seen)

    def test_birthdays(self):
        """CAR-05: those of the chosen days and clients, once a year."""
        self.wang.birthday = "06-15"
        self.li.birthday = "07-20"
        mailing = self._mailing(
            occasion_id=self.env.ref("ruiji_client_care.occasion_birthday").id,
            date="2027-06-01",
            date_to="2027-06-30",
        )
        self._send(mailing)
        self.assertEqual(mailing.greeting_ids.partner_id, self.wang)

    def test_greetings_are_no_contact(self):
        """CAR-05, MGR-08: a bulk mail doesn't stop the clock of the first contact."""
        self._send(self._mailing())
        messages = self.env["mail.message"].search(
            [("model", "=", "res.partner"), ("res_id", "in", self.wang.ids)]
        )
        self.assertFalse(
            messages.filtered(lambda m: m.message_type == "email_outgoing")
        )

    def test_roles(self):
        """ACC-06: who sends what, over RPC as well."""
        mailing = self._mailing(self.manager)
        with self.assertRaises(AccessError):
            mailing.with_user(self.clerk).action_send()
        for user in (self.general_manager, self.finance, self.outsider):
            with self.assertRaises(AccessError):
                self._mailing(user)
        with self.assertRaises(AccessError):
            self.env["ruiji.care.greeting"].with_user(self.vp).create({})

    def test_holidays_of_three_years(self):
        """CAR-05: each holiday has its day in 2026, 2027 and 2028."""
        for occasion in self.env["ruiji.care.occasion"].search(
            [("kind", "=", "holiday")]
        ):
            years = {day.year for day in occasion.date_ids.mapped("date")}
            self.assertLessEqual({2026, 2027, 2028}, years, occasion.name)

    def test_query_count(self):
        """CAR-05: forty greetings take about as many queries as four."""
        self._queue(4)
        few = self._queries()
        self._queue(40)
        self.assertLess(self._queries(), few * 2)

    def _queue(self, count):
        self.env["res.partner"].create(
            [
                {
                    "parent_id": self.yanan.id,
                    "name": f"客户{count}-{number}",
                    "email": f"k{count}-{number}@example.com",
                }
                for number in range(count)
            ]
        )
        self._mailing().action_send()
        self.env.flush_all()

    def _queries(self):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        greetings = self.env["ruiji.care.greeting"]
        greetings.search([("state", "=", "waiting")])._send()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
