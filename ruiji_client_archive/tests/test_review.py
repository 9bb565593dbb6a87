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
