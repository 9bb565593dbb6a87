from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .feedback_common import FeedbackCase


@tagged("post_install", "-at_install")
class TestClaim(FeedbackCase):
    def _new_claim(self, amount, **values):
        claim = self._new_feedback(claim_amount=amount, **values)
        claim = claim.with_user(self.manager)
        claim.action_make_claim()
        return claim

    def _decide(self, claim, decision, granted):
        claim.claim_check_ids.is_done = True
        claim.write(
            {
                "claim_decision": decision,
                "granted_amount": granted,
                "decision_reason": "双方协商一致",
            }
        )
        claim.action_decide()

    def test_steps_follow_from_the_amount(self):
        """CAR-06: each amount has its standard steps, and all are done first."""
        small, large = self._new_claim(300), self._new_claim(50000)
        self.assertLess(len(small.claim_check_ids), len(large.claim_check_ids))
        small.write({"claim_decision": "refused", "decision_reason": "无据"})
        with self.assertRaises(UserError):
            small.action_decide()
        small.claim_check_ids.is_done = True
        self.assertEqual(small.claim_check_ids.done_by_id, self.manager)
        small.action_decide()
        self.assertEqual(small.claim_state, "decided")

    def test_small_claim_to_credit_note(self):
        """CAR-06: decided within the owner's limit, settled by a draft credit note."""
        claim = self._new_claim(300)
        self._decide(claim, "full", 300)
        self.assertEqual(claim.claim_state, "decided")
        with self.assertRaises(AccessError):
            claim.action_make_refund()
        claim.with_user(self.finance).action_make_refund()
        note = claim.sudo().refund_id
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.state, "draft")
        self.assertEqual(note.amount_total, 300)
        self.assertEqual(note.partner_id, self.yanan)
        claim.with_user(self.finance).action_make_refund()
        self.assertEqual(claim.sudo().refund_id, note)

    def test_above_the_limit_two_approve(self):
        """CAR-06: finance and management approve; nobody else, and not by RPC."""
        claim = self._new_claim(8600)
        self._decide(claim, "part", 4300)
        self.assertEqual(claim.claim_state, "to_approve")
        asked = claim.activity_ids.user_id
        self.assertIn(self.finance, asked)
        self.assertIn(self.vp, asked)
        with self.assertRaises(AccessError):
            claim.action_approve_claim()
        with self.assertRaises(UserError):
            claim.claim_state = "decided"
        with self.assertRaises(UserError):
            claim.granted_amount = 8600
        claim.with_user(self.finance).action_approve_claim()
        self.assertEqual(claim.claim_state, "to_approve")
        claim.with_user(self.general_manager).action_approve_claim()
        self.assertEqual(claim.claim_state, "decided")
        self.assertEqual(claim.management_approved_by_id, self.general_manager)

    def test_decided_amounts_stand(self):
        """CAR-06: what is decided is not edited, not by the system either."""
        claim = self._new_claim(300)
        self._decide(claim, "part", 100)
        with self.assertRaises(UserError):
            claim.sudo().granted_amount = 200
        with self.assertRaises(UserError):
            claim.sudo().claim_amount = 100

    def test_decision_fits_the_amount(self):
        """CAR-06: no more than was claimed, and what the decision says."""
        claim = self._new_claim(300)
        for decision, granted in (("full", 200), ("part", 400), ("refused", 1)):
            with self.subTest(decision), self.assertRaises(ValidationError):
                claim.write({"claim_decision": decision, "granted_amount": granted})

    def test_not_closed_undecided(self):
        """CAR-06: a claim is closed after its decision."""
        claim = self._new_claim(300)
        claim.write(
            {
                "answer": "已受理",
                "answer_channel": "phone",
                "cause_id": self.env.ref(
                    "ruiji_client_care.feedback_cause_transport"
                ).id,
                "measure_ids": [(0, 0, {"name": "加固", "date_due": "2026-12-01"})],
            }
        )
        claim.action_answer()
        with self.assertRaises(ValidationError):
            claim.action_close()
        self._decide(claim, "full", 300)
        claim.action_close()
        self.assertEqual(claim.state, "closed")

    def test_finance_sees_claims_alone(self):
        """CAR-06: finance reads claims, and no complaint about other things."""
        claim, complaint = self._new_claim(300), self._new_feedback()
        seen = self.Feedback.with_user(self.finance).search([])
        self.assertIn(claim, seen)
        self.assertNotIn(complaint, seen)
        with self.assertRaises(AccessError):
            claim.with_user(self.finance).severity = "minor"
