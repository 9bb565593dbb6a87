from odoo.tests import HttpCase, tagged

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestArchiveJourneys(ArchiveCase, HttpCase):
    """What the roles of the archive do from the login to the goal, in the browser."""

    def _tour(self, path, name, user):
        self.start_tour(f"/odoo/{path}", name, login=user.login)
        self.env.invalidate_all()

    def test_from_registration_to_the_archive(self):
        """ARC-07, ARC-10: registered, led to what is missing, submitted, filed."""
        self._tour("clients", "ruiji_register_client", self.manager)
        client = self.env["res.partner"].search([("name", "=", "汉中市广播电视台")])
        self.assertEqual(client.submitted_by_id, self.manager)
        self._tour("clients-to-review", "ruiji_file_client", self.clerk)
        self.assertEqual(client.archive_state, "filed")

    def test_allocation(self):
        """MGR-03, MGR-05: proposed by the VP, approved by the general manager."""
        others = self.env.ref("ruiji_client_archive.group_account_manager").all_user_ids
        (others - self.manager - self.other_manager).client_capacity = 0
        lonely = self.yanan | self.xian | self.lanzhou
        self._tour("clients-without-manager", "ruiji_propose_allocation", self.vp)
        self.assertFalse(lonely.user_id)
        self._tour("allocations", "ruiji_approve_allocation", self.general_manager)
        self.assertEqual(lonely.user_id, self.manager | self.other_manager)

    def test_dispute(self):
        """MGR-02: the general manager gives the client to who claims it."""
        self.yanan.user_id = self.manager
        dispute = self.env["ruiji.client.dispute"].create(
            {
                "client_id": self.yanan.id,
                "name": self.yanan.name,
                "claimant_id": self.other_manager.id,
                "holder_id": self.manager.id,
            }
        )
        self._tour("client-disputes", "ruiji_decide_dispute", self.general_manager)
        self.assertEqual(dispute.decided_by_id, self.general_manager)
        self.assertEqual(self.yanan.user_id, self.other_manager)

    def test_verification(self):
        """ARC-09, ARC-11: customer service confirms a file that changed."""
        self.yanan.with_context(tracking_disable=False).with_user(
            self.clerk
        ).street = "延安市宝塔区中心街"
        self.env.flush_all()
        self.assertTrue(self.yanan.changed_since)
        self._tour("clients", "ruiji_confirm_file", self.customer_service)
        self.assertFalse(self.yanan.changed_since)
        verification = self.yanan.verification_ids
        self.assertEqual(verification.user_id, self.customer_service)
        self.assertEqual(verification.note, "电话核对")
