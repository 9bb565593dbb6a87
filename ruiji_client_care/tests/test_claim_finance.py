from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .feedback_common import FeedbackCase

MENUS = {"menu_root", "menu_feedback", "claim_menu", "claim_menu_finance"}
SET_UP = {"menu_configuration", "claim_band_menu"}


@tagged("post_install", "-at_install")
class TestClaimFinance(FeedbackCase):
    """What finance does with claims, from its own menu (CAR-06)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.claim = cls._decided_claim(8600)

    @classmethod
    def _decided_claim(cls, amount):
        claim = cls._new_feedback(claim_amount=amount).with_user(cls.manager)
        claim.action_make_claim()
        claim.claim_check_ids.is_done = True
        claim.write(
            {
                "claim_decision": "full",
                "granted_amount": amount,
                "decision_reason": "双方协商一致",
            }
        )
        claim.action_decide()
        return claim

    def _visible(self, user):
        data = self.env["ir.model.data"].search(
            [("module", "=", "ruiji_client_care"), ("model", "=", "ir.ui.menu")]
        )
        shown = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
        return {entry.name for entry in data if entry.res_id in shown}

    def _waiting(self):
        action = self.env.ref("ruiji_client_care.claim_action_finance")
        domain = safe_eval(action.domain)
        return self.Feedback.with_user(self.finance).search(domain)

    def test_menus(self):
        """CAR-06, ACC-06: claims and how they are handled, nothing else of care."""
        self.assertEqual(self._visible(self.finance), MENUS | SET_UP)
        for user in (self.manager, self.customer_service, self.vp):
            self.assertNotIn("claim_menu_finance", self._visible(user))

    def test_from_the_list_to_the_credit_note(self):
        """CAR-06: what waits is listed until it is approved and credited."""
        small = self._decided_claim(300)
        self.assertEqual(self._waiting(), self.claim | small)
        self.claim.with_user(self.finance).action_approve_claim()
        self.assertEqual(self._waiting(), small)
        self.claim.with_user(self.vp).action_approve_claim()
        self.assertEqual(self._waiting(), self.claim | small)
        for claim in self.claim | small:
            note = claim.with_user(self.finance).action_make_refund()
            self.assertEqual(note["res_model"], "account.move")
        self.assertFalse(self._waiting())

    def test_form_and_a_word_on_it(self):
        """CAR-06: finance opens the claim and says what it thinks, writes nothing."""
        claim = self.claim.with_user(self.finance)
        with Form(claim) as form:
            self.assertEqual(form.granted_amount, 8600)
        claim.message_post(body="请补充发票。", message_type="comment")
        with self.assertRaises(AccessError):
            claim.subject = "?"
        with self.assertRaises(AccessError):
            claim.action_withdraw()
        complaint = self._new_feedback().with_user(self.finance)
        with self.assertRaises(AccessError):
            complaint.message_post(body="?", message_type="comment")

    def test_rules_of_claims_are_kept(self):
        """CAR-06: from which amount on what is done is finance's to say."""
        bands = self.env["ruiji.claim.band"].with_user(self.finance)
        band = bands.create(
            {"name": "特大索赔", "amount_from": 500000, "steps": "董事会审议"}
        )
        self.assertEqual(bands._band_of(600000), band)
