from odoo.tests import HttpCase, tagged

from .pickup_common import PickupCase


@tagged("post_install", "-at_install")
class TestPickupTour(PickupCase, HttpCase):
    """The technician's phone, from taking a board away to the client's signature."""

    browser_size = "390x844"
    touch_enabled = True

    def test_taken_away_and_brought_back(self):
        """SVC-03: what the client signs on the phone is a slip, and closes it."""
        self.start_tour(
            "/odoo/my-service-calls", "ruiji_take_board_away", login=self.field.login
        )
        voucher = self.call.voucher_ids
        slip = self._slip(voucher)
        self.assertEqual(voucher.state, "done")
        self.assertEqual(voucher.pickup_ids.condition, "面板有划痕")
        self.assertEqual(slip.repair_ids.serial_number, "SN-700")
        self._mend(slip)
        self.start_tour(
            f"/odoo/my-service-calls/{self.call.id}",
            "ruiji_bring_board_back",
            login=self.field.login,
        )
        self.assertEqual(slip.state, "closed")
        self.assertEqual(slip.confirmed_by, "高建华")
        self.assertEqual(self.call.goods_place, "returned")
