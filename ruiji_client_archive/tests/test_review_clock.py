from ast import literal_eval
from datetime import date

from odoo.tests import freeze_time, tagged

from .common import ArchiveCase

REVIEW = "ruiji_client_archive.mail_activity_review"


@tagged("post_install", "-at_install")
class TestReviewClock(ArchiveCase):
    """Files are filed within two working days after registration."""

    def _draft(self, registered="2026-03-06", **values):
        return self._new_client(
            "国家电网有限公司",
            "independent",
            archive_state="draft",
            date_registered=registered,
            **values,
        )

    def test_two_working_days_by_the_calendar(self):
        """ARC-07: from a Friday to Tuesday; over the National Day, to the 9th."""
        calendar = self.env.company.resource_calendar_id
        self.env["resource.calendar.leaves"].create(
            {
                "name": "盘点",
                "calendar_id": calendar.id,
                "date_from": "2026-03-15 16:00:00",
                "date_to": "2026-03-16 15:59:59",
            }
        )
        client = self._draft("2026-03-06")
        self.assertEqual(client.review_due_on, date(2026, 3, 10))
        client.date_registered = "2026-03-13"
        self.assertEqual(client.review_due_on, date(2026, 3, 18))

    def test_overdue_files_are_listed_until_filed(self):
        """ARC-07: whether they were submitted or not."""
        action = self.env.ref("ruiji_client_archive.client_action_overdue_review")
        domain = literal_eval(action.domain)
        client = self._draft("2026-03-06", user_id=self.manager.id)
        listed = self.env["res.partner"].with_user(self.manager)
        with freeze_time("2026-03-10 02:00:00"):
            self.assertNotIn(client, listed.search(domain))
        with freeze_time("2026-03-11 02:00:00"):
            self.assertIn(client, listed.search(domain))
            client.with_user(self.clerk).action_submit()
            self.assertIn(client, listed.search(domain))
            client.with_user(self.reviewer).action_file()
            self.assertNotIn(client, listed.search(domain))

    def test_submitted_file_is_on_a_reviewer_s_list(self):
        """ARC-07: of another one than the submitter, until it is decided."""
        client = self._draft()
        client.with_user(self.clerk).action_submit()
        kind = self.env.ref(REVIEW)
        waiting = client.activity_ids.filtered(lambda a: a.activity_type_id == kind)
        self.assertEqual(len(waiting), 1)
        self.assertNotEqual(waiting.user_id, self.clerk)
        self.assertTrue(
            waiting.user_id.has_group("ruiji_client_archive.group_marketing_clerk")
        )
        client.with_user(self.reviewer).action_file()
        self.assertFalse(client.activity_ids)

    def test_reviews_are_shared_out(self):
        """ARC-07: the next file goes to who has the fewest."""
        new_clerk = self._new_user("marketing_clerk", "new_clerk")
        clients = self.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"批量客户{number}有限公司",
                    "client_tier": "independent",
                    "state_id": self.shaanxi.id,
                }
                for number in range(2)
            ]
        )
        for client in clients:
            client.with_user(self.clerk).action_submit()
        reviewers = clients.activity_ids.user_id
        self.assertEqual(len(reviewers), 2)
        self.assertLessEqual(reviewers, self.reviewer | new_clerk)

    @freeze_time("2026-03-11 02:00:00")
    def test_vp_hears_of_overdue_files(self):
        """ARC-07: one entry with the number, gone when nothing is overdue."""
        client = self._draft("2026-03-06")
        kind = self.env.ref("ruiji_client_archive.mail_activity_overdue_review")
        mine = [("user_id", "=", self.vp.id), ("activity_type_id", "=", kind.id)]
        self.env["res.partner"]._cron_remind_of_reviews()
        entry = self.env["mail.activity"].search(mine)
        self.assertRegex(entry.summary, r"^1 ")
        client.with_user(self.clerk).action_submit()
        client.with_user(self.reviewer).action_file()
        self.env["res.partner"].search(
            [("review_due_on", "<", "2026-03-11")]
        ).date_registered = "2026-03-11"
        self.env["res.partner"]._cron_remind_of_reviews()
        self.assertFalse(self.env["mail.activity"].search(mine))

    def test_deadlines_of_many_in_one_look_at_the_calendar(self):
        """ARC-07: the queries do not grow with the days asked for."""
        model = self.env["res.partner"]
        month = {date(2026, 3, day) for day in range(1, 29)}
        model._review_deadlines(month)
        counts = []
        for days in ({min(month), max(month)}, month):
            before = self.env.cr.sql_log_count
            model._review_deadlines(days)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
