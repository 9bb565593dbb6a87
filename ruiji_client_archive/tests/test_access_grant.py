from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .access_request_common import AccessRequestCase


@tagged("post_install", "-at_install")
class TestAccessGrant(AccessRequestCase):
    """What a borrowing opens, and what it leaves closed."""

    def _sees(self, record, user):
        mine = record.with_user(user)
        found = mine.search([("id", "=", record.id)])
        self.assertEqual(bool(found), mine.has_access("read"))
        return bool(found)

    def test_file_opens_with_the_approval_and_its_persons_too(self):
        """ACC-04: client and persons open for the borrower and nobody else."""
        request = self._hand_in(self.other_manager)
        self.assertFalse(self._sees(self.yanan, self.other_manager))
        request.with_user(self.vp).action_approve()
        for record in (self.yanan, self.person):
            self.assertTrue(self._sees(record, self.other_manager))
            self.assertFalse(self._sees(record, self.finance))
        mobiles = [("mobile", "=", "13779286487")]
        partners = self.env["res.partner"].with_user(self.other_manager)
        self.assertEqual(partners.search(mobiles), self.person)
        self.assertEqual(
            self.yanan.with_user(self.other_manager).child_ids, self.person
        )

    def test_borrower_reads_and_never_writes(self):
        """ACC-04: what is lent is lent for reading."""
        self._lend(self.other_manager)
        for record in (self.yanan, self.person):
            mine = record.with_user(self.other_manager)
            for operation in ("write", "unlink"):
                self.assertFalse(mine.has_access(operation))
            with self.assertRaises(AccessError):
                mine.write({"phone": "029-88888888"})
        self.assertFalse(self.yanan.with_user(self.other_manager).may_be_written)

    def test_what_hangs_on_the_file_follows(self):
        """ACC-04: attachments, messages and managers over time."""
        self.yanan.message_post(body="机密谈话")
        attachment = self.env["ir.attachment"].create(
            {
                "name": "报价.txt",
                "raw": b"1",
                "res_model": "res.partner",
                "res_id": self.yanan.id,
            }
        )
        message = self.yanan.message_ids[0]
        assignment = self.yanan.assignment_ids[:1]
        hanging = [r for r in (attachment, message, assignment) if r]
        for record in hanging:
            self.assertFalse(record.with_user(self.other_manager).has_access("read"))
        self._lend(self.other_manager)
        for record in hanging:
            self.assertTrue(record.with_user(self.other_manager).has_access("read"))
            self.assertTrue(self._sees(record, self.other_manager))

    def test_lent_until_the_minute(self):
        """ACC-04: the clock opens and closes, without a job or a cache to clear."""
        now = fields.Datetime.now()
        begin = now + timedelta(hours=1)
        self._lend(self.other_manager, hours=3, date_from=begin)
        for minutes, lent in ((0, 0), (59, 0), (60, 1), (179, 1), (180, 0), (600, 0)):
            with freeze_time(now + timedelta(minutes=minutes)):
                self.assertEqual(self._sees(self.yanan, self.other_manager), lent)

    def test_return_closes_at_once(self):
        """ACC-04: a file given back is closed."""
        request = self._lend(self.other_manager)
        self.assertTrue(self._sees(self.yanan, self.other_manager))
        request.with_user(self.other_manager).action_return()
        self.assertEqual(request.state, "returned")
        self.assertFalse(self._sees(self.yanan, self.other_manager))

    def test_only_reading_on_screen_opens_the_file(self):
        """ACC-04: a paper copy opens no screen."""
        self._lend(self.other_manager, carrier="paper")
        self.assertFalse(self._sees(self.yanan, self.other_manager))

    def test_rules_for_everybody_hold(self):
        """ACC-04: lending goes around no rule that holds for all, like a company's."""
        self._lend(self.other_manager)
        self.env["ir.rule"].create(
            {
                "name": "Nobody in Yan'an",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": [("id", "!=", self.yanan.id)],
            }
        )
        self.assertFalse(self._sees(self.yanan, self.other_manager))
        self.assertTrue(self._sees(self.person, self.other_manager))

    def test_users_of_a_client_are_not_kept_open_by_a_cache(self):
        """ACC-04: models that inherit partners keep no list of lent files."""
        self._lend(self.other_manager)
        rules = self.env["ir.rule"].with_user(self.other_manager)
        self.assertIn(str(self.yanan.id), str(rules._compute_domain("res.partner")))
        domain = str(rules._compute_domain("res.users"))
        self.assertNotIn("commercial_partner_id", domain)

    def test_only_readers_of_the_archive_borrow(self):
        """ACC-04: whoever leaves the archive's roles loses what was lent."""
        self._lend(self.other_manager)
        self.assertTrue(self._sees(self.yanan, self.other_manager))
        self.other_manager.group_ids = self.env.ref("base.group_user")
        self.assertFalse(self._sees(self.yanan, self.other_manager))

    def test_reading_costs_one_query_more_at_most(self):
        """ACC-04: grants are read once a transaction, whatever is read then."""
        partners = self.env["res.partner"].with_user(self.other_manager)
        internal = [("is_client", "=", True), ("name", "ilike", "分公司")]

        def count():
            self.env.invalidate_all()
            self.env.cr.cache.clear()
            before = self.cr.sql_log_count
            for _read in range(3):
                partners.search(internal).mapped("name")
                partners.search_count(internal)
            return self.cr.sql_log_count - before

        outsider = partners.with_user(self.vp)
        count()
        without, partners = count(), outsider
        count()
        cleared = count()
        self.assertLessEqual(without, cleared + 1)
        self._lend(self.other_manager, self.yanan + self.lanzhou)
        partners = partners.with_user(self.other_manager)
        count()
        self.assertEqual(count(), without)
