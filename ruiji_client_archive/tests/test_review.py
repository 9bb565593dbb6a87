from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestReview(ArchiveCase):
    """A registered file is submitted, then filed or returned (ARC-07)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._new_client(
            "国家电网有限公司", "independent", archive_state="draft"
        )

    def test_filed_by_another_person(self):
        """ARC-07: the reviewer is not the one who submitted."""
        self.client.with_user(self.clerk).action_submit()
        with self.assertRaisesRegex(UserError, "yourself"):
            self.client.with_user(self.clerk).action_file()
        self.client.with_user(self.reviewer).action_file()
        self.assertEqual(self.client.archive_state, "filed")
        self.assertTrue(self.client.date_filed)

    def test_returned_with_a_reason(self):
        """ARC-07: who submitted it finds the reason in his activities."""
        self.client.with_user(self.clerk).action_submit()
        wizard = self.env["ruiji.client.return"].with_user(self.reviewer)
        wizard.with_context(active_ids=self.client.ids).create(
            {"reason": "缺少邮政编码"}
        ).action_return()
        self.assertEqual(self.client.archive_state, "returned")
        self.assertEqual(self.client.activity_ids.user_id, self.clerk)
        self.assertIn("缺少邮政编码", self.client.activity_ids.note)
        self.client.with_user(self.clerk).action_submit()
        self.assertEqual(self.client.archive_state, "submitted")

    def test_steps_in_order_only(self):
        """ARC-07: nothing is filed that was not submitted."""
        with self.assertRaises(UserError):
            self.client.with_user(self.reviewer).action_file()

    def test_account_manager_cannot_return(self):
        """ARC-07: returning is the reviewer's."""
        with self.assertRaises(AccessError):
            self.env["ruiji.client.return"].with_user(self.manager).create(
                {"partner_ids": self.client.ids, "reason": "x"}
            )

    def test_nobody_writes_the_state_past_the_review(self):
        """ARC-07: over RPC, too, the steps are the only way."""
        draft = self.client.with_user(self.clerk)
        for values in (
            {"archive_state": "filed"},
            {"submitted_by_id": self.reviewer.id},
            {"date_filed": "2026-01-01"},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                draft.write(values)
        with self.assertRaises(AccessError):
            draft.with_context(default_archive_state="filed").create(
                {"is_client": True, "name": "普天信息技术有限公司"}
                | {"client_tier": "independent", "archive_state": "filed"}
            )

    def test_filed_client_stays_in_the_archive(self):
        """ARC-07: a file is not declassified by taking its mark away."""
        with self.assertRaises(AccessError):
            self.yanan.with_user(self.clerk).is_client = False

    def test_account_manager_does_not_file(self):
        """ARC-07: filing is the designated reviewers', by any door."""
        self.client.user_id = self.manager
        self.client.with_user(self.clerk).action_submit()
        with self.assertRaises(AccessError):
            self.client.with_user(self.manager).action_file()
