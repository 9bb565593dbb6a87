from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .first_contact_common import DAY_5, DAY_8, FirstContactCase

# The tenth working day after the recall on 13 October.
COOLED_OFF = "2026-10-27 02:00:00"
STILL_HOT = "2026-10-26 02:00:00"


@tagged("post_install", "-at_install")
class TestCommonPool(FirstContactCase):
    """Files that nobody contacted in time go to whoever will (MGR-08)."""

    def _claim(self, user, client=None):
        (client or self.client).with_user(user).action_claim()

    def test_recalled_on_day_8(self):
        """MGR-08: the file stands in the pool, with the recall in its history."""
        self._run_on(DAY_8)
        self.assertFalse(self.client.user_id)
        self.assertEqual(self.client.pooled_on, date(2026, 10, 13))
        self.assertEqual(self.client.pooled_from_id, self.manager)
        row = self.client.assignment_ids[0]
        self.assertEqual((row.origin, row.previous_user_id), ("recall", self.manager))
        self.assertFalse(self._activities())

    def test_missed_days_are_made_up_for(self):
        """MGR-08: a job that did not run for weeks does each step once."""
        other = self._register("铜川供电公司", day="2026-10-01 02:00:00")
        self._run_on("2026-11-20 02:00:00")
        self._run_on("2026-11-21 02:00:00")
        for client in (self.client, other):
            rows = client.assignment_ids.filtered(lambda row: row.origin == "recall")
            self.assertEqual(len(rows), 1)
            self.assertEqual(client.first_contact_warned_on, date(2026, 11, 20))
            told = self._activities("first_contact_overdue", client)
            self.assertEqual(len(told), 1)

    def test_weekend_is_no_day_8(self):
        """MGR-08: what was due on Friday is recalled on Monday."""
        client = self._register("安康供电公司", day="2026-10-27 02:00:00")
        self.assertEqual(client.first_contact_deadline, date(2026, 11, 5))
        friday = self._register("商洛供电公司", day="2026-10-28 02:00:00")
        self._run_on("2026-11-07 02:00:00")
        self.assertFalse(client.user_id)
        self.assertTrue(friday.user_id)
        self._run_on("2026-11-09 02:00:00")
        self.assertFalse(friday.user_id)

    def test_colleague_takes_over(self):
        """MGR-08: with a clock of his own, and the claim on record."""
        self._run_on(DAY_8)
        with freeze_time("2026-10-14 02:00:00"):
            self._claim(self.other_manager)
        self.assertEqual(self.client.user_id, self.other_manager)
        self.assertFalse(self.client.pooled_on)
        self.assertEqual(self.client.assignment_ids[0].origin, "claim")
        self.assertEqual(self.client.first_contact_deadline, date(2026, 10, 23))
        self._run_on("2026-10-21 02:00:00")
        self.assertEqual(self._activities().user_id, self.other_manager)

    def test_previous_owner_cools_off(self):
        """MGR-08: ten working days, which the administrator sets."""
        self._run_on(DAY_8)
        with freeze_time(STILL_HOT), self.assertRaisesRegex(UserError, "2026-10-27"):
            self._claim(self.manager)
        with freeze_time(COOLED_OFF):
            self._claim(self.manager)
        self.assertEqual(self.client.user_id, self.manager)

    def test_cooling_off_is_a_parameter(self):
        """MGR-08: with no cooling-off time the file may be taken back at once."""
        self.env["ir.config_parameter"].set_param(
            "ruiji_client_archive.pool_cooling_off_days", "0"
        )
        self._run_on(DAY_8)
        with freeze_time(DAY_8):
            self._claim(self.manager)
        self.assertEqual(self.client.user_id, self.manager)

    def test_cap_holds(self):
        """MGR-08: who has as many files as he may have takes none."""
        self._run_on(DAY_8)
        self._register("咸阳供电公司", manager=self.other_manager)
        self.other_manager.client_cap = 1
        with self.assertRaisesRegex(UserError, "may look after 1"):
            self._claim(self.other_manager)

    def test_only_account_managers_and_only_from_the_pool(self):
        """MGR-08: neither a clerk nor a file that has its manager."""
        with self.assertRaisesRegex(UserError, "colleague"):
            self._claim(self.other_manager)
        self._run_on(DAY_8)
        with self.assertRaises(AccessError):
            self._claim(self.clerk)

    def test_confidential_files_are_transferred_not_claimed(self):
        """MGR-08, ACC-02: the pool opens no file that its reader may not read."""
        self.client.with_user(self.vp).confidentiality = "confidential"
        self._run_on(DAY_8)
        clients = self.env["res.partner"].with_user(self.other_manager)
        self.assertFalse(clients.search([("id", "=", self.client.id)]))
        with self.assertRaises(AccessError):
            self._claim(self.other_manager)

    def test_second_claim_gets_one_sentence(self):
        """MGR-08: who comes too late is told so."""
        self._run_on(DAY_8)
        self._claim(self.other_manager)
        third = self._new_user("account_manager", "third_manager")
        with self.assertRaisesRegex(UserError, "colleague"):
            self._claim(third)

    def test_as_many_queries_for_50_files_as_for_5(self):
        """MGR-08: every step of the job is one for all files that are due."""
        self._count_queries(1)
        few, many = self._count_queries(5), self._count_queries(50)
        # Users that fell out of the cache meanwhile cost two more, now and then.
        self.assertAlmostEqual(few, many, delta=2)

    def _count_queries(self, number):
        clients = self._register(*(f"第{number}批{n}号电厂" for n in range(number)))
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        with freeze_time(DAY_5):
            clients._notice_first_contact()
            clients._warn_of_first_contact()
            self.env.flush_all()
        with freeze_time(DAY_8):
            clients._recall_to_pool()
            self.env.flush_all()
        return self.env.cr.sql_log_count - before
