from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .access_request_common import AccessRequestCase


@tagged("post_install", "-at_install")
class TestAccessOutside(AccessRequestCase):
    """Data of a client file that go to outsiders."""

    def test_outsiders_get_data_after_two_approvals(self):
        """ACC-04: head and director, two persons; none of them opens the file."""
        for first, second in ((self.head, self.vp), (self.vp, self.head)):
            request = self._outside(self.other_manager)
            self._approve(request, first)
            self.assertEqual(request.state, "submitted")
            self.assertIn(second, self._asked(request))
            with self.assertRaises(AccessError):
                request.with_user(first).action_approve()
            self._approve(request, second)
            self.assertEqual(request.state, "approved")
            closed = self.yanan.with_user(self.other_manager)
            self.assertFalse(closed.has_access("read"))

    def test_one_person_never_gives_both_approvals(self):
        """ACC-04: not the general manager, not a director who leads the team."""
        self.team.user_id = self.vp
        for first, second in (
            (self.vp, self.general_manager),
            (self.general_manager, self.vp),
        ):
            request = self._outside(self.other_manager)
            self._approve(request, first)
            with self.assertRaises(AccessError):
                request.with_user(first).action_approve()
            self._approve(request, second)
            self.assertEqual(request.state, "approved")

    def test_director_never_approves_his_own(self):
        """ACC-04: the requester decides in neither part."""
        request = self._outside(self.vp)
        with self.assertRaises(AccessError):
            request.with_user(self.vp).action_approve()

    def test_outside_request_says_who_gets_what(self):
        """ACC-04: recipient, data and medium are asked for."""
        for missing in ("recipient", "data_given", "medium"):
            values = {"recipient": "华信", "data_given": "电话", "medium": "paper"}
            values.pop(missing)
            with self.subTest(missing=missing), self.assertRaises(UserError):
                self._hand_in(self.other_manager, outsiders=True, **values)

    def test_handing_over_is_customer_services_and_on_record(self):
        """ACC-04, ACC-03: after both approvals, once, in the access record."""
        request = self._outside(self.other_manager)
        wizards = self.env["ruiji.access.handover"].with_user(self.customer_service)
        form = Form(wizards.with_context(default_request_id=request.id))
        self.assertEqual(form.medium, "paper")
        form.receipt = "罗工签收 0017"
        handover = form.save()
        with self.assertRaises(UserError):
            handover.action_confirm()
        self._approve(request, self.head, self.vp)
        with self.assertRaises(AccessError):
            request._provide("paper", "本人")
        handover.action_confirm()
        self.assertEqual((request.state, request.receipt), ("provided", form.receipt))
        record = self.env["ruiji.access.record"].search(
            [("client_id", "=", self.yanan.id)], limit=1
        )
        self.assertEqual(record.channel, "outsiders")
        self.assertEqual(
            (record.action, record.user_id), ("copy", self.customer_service)
        )
        with self.assertRaises(UserError):
            handover.action_confirm()
