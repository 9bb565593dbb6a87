from odoo.exceptions import UserError
from odoo.tests import tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestSerialGuard(SlipCase):
    """The same serial number can't be open twice (REP-05)."""

    def _draft(self, serial, client=None):
        slip = self._new_slip(client=client, boards=[self.tnet])
        slip.repair_ids.serial_number = serial
        return slip

    def test_open_serial_is_refused_by_name(self):
        """REP-05: however it is written and whoever sends it in."""
        self._draft("ZX 0412").action_submit()
        again = self._draft("zx0412", client=self.xian)
        with self.assertRaisesRegex(UserError, "ZX0412"):
            again.action_submit()
        self.assertEqual(again.state, "draft")

    def test_serial_twice_on_one_slip_is_refused(self):
        """REP-05: a number keyed in twice is found at hand-in."""
        slip = self._new_slip(boards=[self.tnet, self.aslc])
        slip.repair_ids.serial_number = "ZX0001"
        with self.assertRaisesRegex(UserError, "ZX0001"):
            slip.action_submit()

    def test_serial_of_open_board_is_not_typed_over(self):
        """REP-05: neither by correcting a line nor by adding one."""
        self._draft("ZX0412").action_submit()
        slip = self._draft("ZX0413")
        slip.action_submit()
        with self.assertRaisesRegex(UserError, "ZX0412"):
            slip.repair_ids.serial_number = "ZX0412"
        with self.assertRaisesRegex(UserError, "ZX0412"):
            slip.repair_ids = [
                (0, 0, {"product_id": self.tnet.id, "serial_number": "ZX0412"})
            ]

    def test_serial_is_free_again_once_the_board_went_back(self):
        """REP-05: sent back or withdrawn, it may come again."""
        for leave in ("_ship", None):
            slip = self._draft("ZX0412")
            slip.action_submit()
            if leave:
                slip.action_receive()
            slip.repair_ids.sudo().action_repair_cancel()
            if leave:
                slip.repair_ids._ship()
        self._draft("ZX0412").action_submit()
