from odoo.tests import tagged

from .fee_common import FeeCase


@tagged("post_install", "-at_install")
class TestServiceDayFees(FeeCase):
    """Money of the day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._standard_price(200)
        cls.days = cls.env["ruiji.service.day"]

    def _today_of(self, user):
        day = self.days.with_user(user).action_today()["res_id"]
        self.env.invalidate_all()
        return self.days.with_user(user).browse(day)

    def _open_calls(self):
        mine = [("technician_id", "=", self.field.id), ("state", "!=", "done")]
        return self.env["ruiji.service.call"].search(mine)

    def test_day_tells_what_was_collected(self):
        """SVC-04, SVC-06: each receipt with its sum, to whoever collected it."""
        fee = self._fee()
        self.assertEqual(self._today_of(self.field).content["fees"], [])
        self._collect(fee)
        day = self._today_of(self.field)
        [told] = day.content["fees"]
        self.assertEqual((told["receipt"], told["sum"]), (fee.receipt_number, 250))
        self.assertIn(fee.receipt_number, day.body)
        self.assertEqual(self._today_of(self.field2).content["fees"], [])

    def test_collected_after_confirming_shows(self):
        """SVC-04: money that came in afterwards is shown as a difference."""
        fee = self._fee()
        for call in self._open_calls():
            self._sign(call)
        day = self._today_of(self.field)
        day.action_confirm()
        self._collect(fee)
        self.env.invalidate_all()
        self.assertEqual(day.snapshot["fees"], [])
        self.assertIn(fee.receipt_number, day.differences)
