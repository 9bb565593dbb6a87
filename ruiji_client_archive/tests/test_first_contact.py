from ast import literal_eval
from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .first_contact_common import (
    DAY_4,
    DAY_5,
    DAY_6,
    DAY_7,
    DAY_8,
    DEADLINE,
    FirstContactCase,
)


@tagged("post_install", "-at_install")
class TestFirstContact(FirstContactCase):
    """New clients are contacted within seven working days (MGR-04)."""

    def _log(self, text="已电话联系", record=None, user=None, **options):
        record = (record or self.client).with_user(user or self.manager)
        return record.message_post(body=text, message_type="comment", **options)

    def assertContacted(self, day):
        self.assertEqual(self.client.first_contact_date, date.fromisoformat(day[:10]))

    # The clock

    def test_deadline_counts_working_days(self):
        """MGR-04: neither Mid-Autumn nor National Day count, the Saturday does."""
        self.assertEqual(self.client.first_contact_deadline.isoformat(), DEADLINE)
        self.assertFalse(self.client.first_contact_date)

    def test_notice_on_the_file(self):
        """MGR-04: the file says how many working days are left."""
        for day, left, words in (
            (DAY_5, 2, "2 working days"),
            (DAY_7, 0, "today"),
            (DAY_8, -1, "overdue"),
        ):
            with self.subTest(day), freeze_time(day):
                self.client.invalidate_recordset()
                self.assertEqual(self.client.first_contact_days_left, left)
                self.assertIn(words, self.client.first_contact_notice)

    def test_deadline_follows_the_calendar(self):
        """MGR-08: another day off puts running deadlines off."""
        self.env["resource.calendar.leaves"].create(
            {
                "name": "停电",
                "calendar_id": self.env.company.resource_calendar_id.id,
                "date_from": "2026-10-08 16:00:00",
                "date_to": "2026-10-09 15:59:59",
            }
        )
        self.assertEqual(self.client.first_contact_deadline, date(2026, 10, 13))

    def test_newly_assigned_prospect_starts_a_clock(self):
        """MGR-04: so does one without a manager when it gets one."""
        prospect = self._register("宝鸡供电公司", manager=self.clerk)
        self.assertFalse(prospect.first_contact_deadline)
        with freeze_time(DAY_8):
            prospect._assign(self.manager, "allocation", "展会名录")
        self.assertEqual(prospect.first_contact_deadline, date(2026, 10, 22))

    def test_old_file_starts_none(self):
        """MGR-04: a filed client with business is not new to anybody."""
        with freeze_time(DAY_5):
            self.yanan.write(
                {
                    "date_filed": "2020-01-01",
                    "lifecycle_stated": "current",
                    "lifecycle_stated_on": "2026-10-01",
                }
            )
            self.yanan._assign(self.manager, "allocation", "")
        self.assertFalse(self.yanan.first_contact_deadline)

    def test_transfer_starts_anew(self):
        """MGR-04: whom the VP transfers it to has the whole term."""
        with freeze_time(DAY_8):
            self.client._assign(self.other_manager, "transfer", "逾期", self.vp)
        self.assertEqual(self.client.first_contact_deadline, date(2026, 10, 22))

    def test_nobody_turns_the_clock_back(self):
        """MGR-04: contacts are logged, not typed into a date, over RPC neither."""
        own = self.client.with_user(self.manager)
        for values in (
            {"first_contact_date": "2026-10-01"},
            {"first_contact_since": "2026-10-10"},
            {"first_contact_deadline": "2027-10-10"},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                own.write(values)
        with self.assertRaises(AccessError):
            own.create({"name": "x", "is_client": True, "pooled_on": "2026-10-01"})

    # What counts

    def test_message_counts(self):
        """MGR-04: a message on the file counts, by the day of the company."""
        with freeze_time("2026-10-08 17:00:00"):
            self._log(subtype_xmlid="mail.mt_comment")
        self.assertContacted("2026-10-09")

    def test_note_counts_for_the_manager_alone(self):
        """MGR-04: what colleagues remark among themselves is no contact."""
        with freeze_time(DAY_5):
            self._log(user=self.vp, text="请尽快联系", subtype_xmlid="mail.mt_note")
            self.assertFalse(self.client.first_contact_date)
            self._log(subtype_xmlid="mail.mt_note")
        self.assertContacted(DAY_5)

    def test_message_to_a_person_counts(self):
        """MGR-04: as does one to a person of the client."""
        with freeze_time(DAY_5):
            person = self.env["res.partner"].create(
                {"name": "张工", "parent_id": self.client.id}
            )
            self._log(record=person, user=self.vp, subtype_xmlid="mail.mt_comment")
        self.assertContacted(DAY_5)

    def test_call_counts_when_done(self):
        """MGR-04: a planned call is none yet; a to-do is never one."""
        with freeze_time(DAY_4):
            call, todo = (
                self.client.with_user(self.manager).activity_schedule(
                    f"mail.mail_activity_data_{kind}", user_id=self.manager.id
                )
                for kind in ("call", "todo")
            )
            todo.action_feedback()
            self.assertFalse(self.client.first_contact_date)
        with freeze_time(DAY_5):
            call.action_feedback(feedback="已通话")
        self.assertContacted(DAY_5)

    def test_call_on_the_lead_counts(self):
        """MGR-04: prospects are worked in the pipeline."""
        with freeze_time(DAY_5):
            lead = self.env["crm.lead"].create(
                {
                    "name": "板件维修",
                    "partner_id": self.client.id,
                    "user_id": self.manager.id,
                }
            )
            call = lead.with_user(self.manager).activity_schedule(
                "mail.mail_activity_data_call", user_id=self.manager.id
            )
            call.action_feedback()
        self.assertContacted(DAY_5)

    def test_meeting_counts_once_it_has_begun(self):
        """MGR-04: a meeting next week is a plan."""
        with freeze_time(DAY_4):
            self.env["calendar.event"].with_user(self.manager).create(
                {
                    "name": "拜访",
                    "start": "2026-10-10 01:00:00",
                    "stop": "2026-10-10 02:00:00",
                    "partner_ids": [(4, self.client.id)],
                }
            )
        self.assertFalse(self.client.first_contact_date)
        self._run_on(DAY_8)
        self.assertContacted(DAY_6)
        self.assertEqual(self.client.user_id, self.manager)

    def test_earlier_contacts_do_not_count_for_a_new_manager(self):
        """MGR-04: what was said before the clock started is not its end."""
        prospect = self._register("汉中供电公司", manager=self.clerk)
        with freeze_time("2026-09-24 03:00:00"):
            self._log(record=prospect, user=self.clerk, subtype_xmlid="mail.mt_comment")
        with freeze_time(DAY_5):
            prospect._assign(self.manager, "allocation", "")
            prospect._notice_first_contact()
        self.assertFalse(prospect.first_contact_date)

    # Steps

    def test_warned_once_on_day_5(self):
        """MGR-08: the manager is warned on the fifth working day, once."""
        self._run_on(DAY_4)
        self.assertFalse(self._activities())
        self._run_on(DAY_5)
        self.assertEqual(self._activities().user_id, self.manager)
        self.assertEqual(self._activities().date_deadline.isoformat(), DEADLINE)
        self._activities().action_feedback()
        self._run_on(DAY_6)
        self.assertEqual(len(self._activities()), 1)

    def test_contact_ends_the_warning(self):
        """MGR-04: who has called is not asked to call."""
        self._run_on(DAY_5)
        with freeze_time(DAY_6):
            self._log()
        self.assertFalse(self._activities())
        self._run_on(DAY_8)
        self.assertEqual(self.client.user_id, self.manager)

    def test_vp_is_told_once(self):
        """MGR-04: overdue ones are listed, and an activity asks the VP."""
        self._run_on(DAY_7)
        self.assertFalse(self._activities("first_contact_overdue"))
        for day in (DAY_8, "2026-10-14 02:00:00"):
            self._run_on(day)
            asked = self._activities("first_contact_overdue")
            self.assertEqual(asked.user_id, self._first_vp())
        with freeze_time(DAY_8):
            listed = self._overdue_list()
        self.assertIn(self.client, listed)

    def _first_vp(self):
        role = self.env.ref("ruiji_client_archive.group_marketing_vp")
        return role.user_ids.sorted("id")[:1]

    def _overdue_list(self):
        action = self.env.ref("ruiji_client_archive.first_contact_action_overdue")
        clients = self.env["res.partner"].with_user(self.vp)
        return clients.search(literal_eval(action.domain))
