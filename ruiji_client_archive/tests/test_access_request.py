from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, new_test_user, tagged

from .access_request_common import AccessRequestCase


@tagged("post_install", "-at_install")
class TestAccessRequest(AccessRequestCase):
    """Who decides, what is refused, and how borrowing ends."""

    # Who decides

    def test_own_department_is_decided_by_its_head(self):
        """ACC-04: the leader of the sales team, nobody else of the department."""
        request = self._hand_in(self.other_manager)
        self.assertEqual((request.kind, request.head_id), ("own", self.head))
        self.assertEqual(self._asked(request), self.head)
        for user in (self.other_manager, self.finance, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).action_approve()
        self._approve(request, self.head)
        self.assertEqual(request.state, "active")
        self.assertFalse(self._asked(request))

    def test_other_departments_are_decided_by_the_director(self):
        """ACC-04: the marketing director; no head of another department."""
        self.env.company.department_head_id = self.head
        request = self._hand_in(self.finance)
        self.assertEqual(request.kind, "other")
        self.assertIn(self.vp, self._asked(request))
        with self.assertRaises(AccessError):
            request.with_user(self.head).action_approve()
        self._approve(request, self.vp)
        self.assertEqual(request.state, "active")

    def test_head_of_department_asks_whom_the_settings_name(self):
        """ACC-04: nobody decides on his own; without a head the director does."""
        request = self._hand_in(self.head)
        self.assertFalse(request.head_id)
        self.assertIn(self.vp, self._asked(request))
        with self.assertRaises(AccessError):
            request.with_user(self.head).action_approve()
        self.env.company.department_head_id = self.reviewer
        self.assertEqual(self._hand_in(self.head).head_id, self.reviewer)

    def test_refusal_has_a_reason_that_the_borrower_gets(self):
        """ACC-04: refused by who decides, told in the borrower's inbox."""
        request = self._hand_in(self.other_manager)
        action = request.with_user(self.head).action_refuse()
        wizards = self.env["ruiji.access.refusal"].with_user(self.head)
        form = Form(wizards.with_context(**action["context"]))
        form.reason = "客户经理可代为答复"
        form.save().action_confirm()
        self.assertEqual((request.state, request.refusal), ("refused", form.reason))
        self.assertFalse(self._asked(request))
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.other_manager.partner_id.ids)]
        )
        self.assertIn(form.reason, told[0].body)
        with self.assertRaises(UserError):
            request.with_user(self.head).action_approve()

    def test_cancelling_is_the_borrowers(self):
        """ACC-04: until the decision, and by nobody else."""
        request = self._hand_in(self.other_manager)
        with self.assertRaises(AccessError):
            request.with_user(self.vp).action_cancel()
        request.action_cancel()
        self.assertEqual(request.state, "cancelled")
        self.assertFalse(self._asked(request))
        with self.assertRaises(UserError):
            request.with_user(self.vp).action_approve()

    # How long

    def test_key_files_are_lent_until_midnight(self):
        """ACC-04: the end of the day at the company's seat, not in UTC."""
        self.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.yanan.write({"grade": "key", "confidentiality": "secret"})
        with freeze_time("2026-03-02 17:30:00"):  # the 3rd, 01:30 in Xi'an
            request = self._hand_in(self.other_manager)
            self.assertTrue(request.has_key_file)
            self._approve(request, self.head)
            self.assertEqual(request.granted_until, datetime(2026, 3, 3, 16, 0))
        with freeze_time("2026-03-03 15:59:59"):
            self.assertTrue(self.yanan.with_user(self.other_manager).has_access("read"))
        with freeze_time("2026-03-03 16:00:00"):
            self.assertFalse(
                self.yanan.with_user(self.other_manager).has_access("read")
            )
            self.assertEqual(request.state, "ended")

    def test_limits_of_borrowing(self):
        """ACC-04: too long, gone by, too many files: one sentence each."""
        self.env.company.write({"borrowing_days": 10, "borrowing_files": 2})
        for hours in (-1, 24 * 11):
            with self.subTest(hours=hours), self.assertRaises(UserError):
                self._hand_in(self.other_manager, hours=hours)
        self._hand_in(self.other_manager, self.yanan + self.xian)
        self._hand_in(self.other_manager, self.yanan)
        with self.assertRaises(UserError):
            self._hand_in(self.other_manager, self.lanzhou)

    def test_approval_that_comes_too_late_lends_nothing(self):
        """ACC-04: a time that has gone by is not lent."""
        request = self._hand_in(self.other_manager, hours=1)
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            with self.assertRaises(UserError):
                request.with_user(self.head).action_approve()

    def test_paper_is_overdue_until_customer_service_has_it(self):
        """ACC-04: the borrower is asked once, and confirms nothing himself."""
        request = self._lend(self.finance, carrier="paper", hours=3)
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            self.assertEqual(request.state, "overdue")
            for _day in range(2):
                self.env["ruiji.access.request"]._cron_remind_of_overdue()
            kind = "ruiji_client_archive.mail_activity_access_overdue"
            reminders = request.activity_search([kind])
            self.assertEqual(reminders.user_id, self.finance)
            self.assertEqual(len(reminders), 1)
            with self.assertRaises(AccessError):
                request.with_user(self.finance).action_return()
            request.with_user(self.customer_service).action_return()
            self.assertEqual(request.state, "returned")
            self.assertFalse(request.activity_search([kind]))

    def test_searching_by_state_says_what_records_say(self):
        """ACC-04: every state, at every moment of the story."""
        requests = self.env["ruiji.access.request"]
        requests += self._lend(self.other_manager, hours=5)
        requests += self._lend(self.finance, hours=5, carrier="paper")
        later = fields.Datetime.now() + timedelta(hours=2)
        requests += self._lend(self.finance, hours=5, date_from=later)
        returned = self._lend(self.other_manager, hours=5)
        returned.action_return()
        outside = self._outside(self.other_manager)
        self._approve(outside, self.head, self.vp)
        given = self._outside(self.other_manager)
        self._approve(given, self.head, self.vp)
        given.with_user(self.customer_service)._provide("paper", "罗工")
        requests += returned + outside + given + self._ask(self.other_manager)
        seen = set()
        for hours in (0, 3, 6, 100):
            with freeze_time(fields.Datetime.now() + timedelta(hours=hours)):
                requests.invalidate_recordset()
                for state, _label in requests._fields["state"].selection:
                    found = requests.search(
                        [("state", "=", state), ("id", "in", requests.ids)]
                    )
                    expected = requests.filtered(lambda r, s=state: r.state == s)
                    self.assertEqual(found, expected.sorted("id", reverse=True), state)
                    seen |= {state} if found else set()
        self.assertEqual(
            seen,
            {
                "draft",
                "approved",
                "active",
                "overdue",
                "ended",
                "returned",
                "provided",
            },
        )

    # Over RPC

    def test_steps_cannot_be_typed(self):
        """ACC-04: no approver, state or period is written by hand, by anybody."""
        forged = {
            "step": "approved",
            "granted_until": "2099-01-01",
            "granted_from": "2020-01-01",
            "head_approver_id": self.vp.id,
            "director_approver_id": self.vp.id,
            "head_id": self.other_manager.id,
            "borrower_id": self.vp.id,
            "kind": "own",
            "provided_on": "2026-01-01",
            "returned_on": False,
            "number": "JY1",
        }
        request = self._ask(self.other_manager)
        for field, value in forged.items():
            with self.subTest(field=field):
                with self.assertRaises(AccessError):
                    request.write({field: value})
                with self.assertRaises(AccessError):
                    self._ask(self.other_manager, **{field: value})

    def test_request_handed_in_stands(self):
        """ACC-04: what was asked for is not changed under the decider's eyes."""
        request = self._hand_in(self.other_manager)
        for values in (
            {"client_ids": [(4, self.lanzhou.id)]},
            {"file_ids": [(4, self.lanzhou.id)]},
            {"date_until": "2099-01-01 00:00:00"},
        ):
            with self.assertRaises(UserError):
                request.write(values)
        with self.assertRaises(UserError):
            request.unlink()
        self._ask(self.other_manager).unlink()

    def test_requests_are_seen_by_those_who_deal_with_them(self):
        """ACC-04, ACC-02: others and portal users read none."""
        request = self._hand_in(self.other_manager)
        portal = new_test_user(self.env, "portal_reader", groups="base.group_portal")
        for user, reads in (
            (self.other_manager, True),
            (self.head, True),
            (self.vp, True),
            (self.general_manager, True),
            (self.customer_service, True),
            (self.finance, False),
            (self.manager, False),
            (self.outsider, False),
            (portal, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(request.with_user(user).has_access("read"), reads)
        for user in (self.head, self.vp, self.customer_service):
            with self.assertRaises(AccessError):
                request.with_user(user).write({"reason": "改"})
        draft = self._ask(self.other_manager)
        self.assertFalse(draft.with_user(self.vp).has_access("read"))

    # From the directory

    def test_directory_leads_to_the_file_or_to_its_request(self):
        """ACC-02, ACC-04: a closed file's name, the request, and the open file."""
        directory = self.env["ruiji.client.directory"].with_user(self.other_manager)
        entry = directory.browse(self.yanan.id)
        self.assertFalse(entry.may_open)
        action = entry.action_ask_for_access()
        requests = self.env["ruiji.access.request"].with_user(self.other_manager)
        form = Form(requests.with_context(**action["context"]))
        self.assertEqual(form.file_ids[:].ids, self.yanan.ids)
        form.purpose = "visit"
        form.reason = "拜访"
        form.date_until = fields.Datetime.now() + timedelta(days=1)
        request = form.save()
        self.assertEqual(request.sudo().client_ids, self.yanan)
        request.action_submit()
        self._approve(request, self.head)
        entry.invalidate_recordset()
        self.assertTrue(entry.may_open)
        self.assertEqual(entry.lent_until, request.granted_until)
        lent = directory.search([("lent_until", "!=", False)])
        self.assertEqual(lent.ids, self.yanan.ids)
        self.assertEqual(entry.action_open_file()["res_id"], self.yanan.id)

    def test_closed_file_says_how_to_ask_for_it(self):
        """ACC-04: wherever its name is clicked, a button leads to the request."""
        for record in (self.yanan, self.person):
            with self.assertRaises(AccessError) as closed:
                record.with_user(self.other_manager).web_read({"name": {}})
            message, action, _button, context = closed.exception.args
            self.assertIn(self.yanan.name, message)
            self.assertNotIn(self.person.name, message)
            self.assertEqual(context, {"default_file_ids": self.yanan.ids})
            self.assertTrue(self.env["ir.actions.act_window"].browse(action).exists())
