from datetime import datetime

from odoo.tests import freeze_time, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestGuarantee(SlipCase):
    """A board that comes back within the guarantee months is free (PRI-05)."""

    @freeze_time(datetime(2026, 3, 1, 4, 0))
    def setUp(self):
        super().setUp()
        self.first = self._send()
        self._mend(self.first)

    def _send(self, client=None, serial="SN 01a", board=None):
        """Hand a board in, after withdrawing the one that a test asked before."""
        self.env["repair.order"].search(
            [("partner_id.is_client", "=", True), ("board_state", "=", "submitted")]
        ).action_repair_cancel()
        slip = self._new_slip(client=client, boards=[board or self.tnet])
        slip.repair_ids.serial_number = serial
        slip.action_submit()
        return slip.repair_ids.sudo()

    def _mend(self, repair):
        repair.slip_id.action_receive()
        repair.action_repair_start()
        repair.action_repair_end()
        repair._ship()

    @freeze_time(datetime(2026, 5, 31, 4, 0))
    def test_board_that_comes_back_is_free(self):
        """PRI-05: the same serial number, however it is written, and the earlier
        repair is shown."""
        again = self._send(serial="ｓｎ01A")
        self.assertRecordValues(
            again,
            [
                {
                    "price_state": "warranty",
                    "repair_price": 0,
                    "free_reason": "guarantee",
                    "earlier_repair_id": self.first.id,
                }
            ],
        )
        self.assertEqual(again.slip_id.total, 0)

    def test_guarantee_ends_on_its_day(self):
        """PRI-05: three months from the repair, by the company's calendar."""
        with freeze_time(datetime(2026, 5, 31, 15, 0)):
            self.assertTrue(self._send().earlier_repair_id)
        with freeze_time(datetime(2026, 5, 31, 17, 0)):
            self.assertEqual(self._send(serial="SN01A").price_state, "priced")

    def test_contract_grants_its_own_months(self):
        """PRI-05: the months are data: of the contract, else of the company."""
        self.contract.guarantee_months = 12
        with freeze_time(datetime(2027, 2, 1)):
            self.assertTrue(self._send().earlier_repair_id)
        self.contract.guarantee_months = 0
        with freeze_time(datetime(2026, 3, 2)):
            self.assertFalse(self._send().earlier_repair_id)

    @freeze_time(datetime(2026, 4, 1))
    def test_other_boards_are_not_free(self):
        """PRI-05: another serial number, another board, another client's board."""
        stranger = self._new_client("兰州轴承厂", "independent")
        for other in (
            {"serial": "SN02"},
            {"board": self.aslc},
            {"client": stranger},
        ):
            repair = self._send(**other)
            self.assertFalse(repair.earlier_repair_id)
        self.assertTrue(self._send(client=self.xian).earlier_repair_id)

    @freeze_time(datetime(2026, 4, 1))
    def test_unrepaired_and_free_repairs_grant_nothing(self):
        """PRI-05: a board sent back unrepaired has no guarantee; a free repair
        doesn't prolong it."""
        refused = self._send(serial="SN-R")
        refused.slip_id.action_receive()
        refused.action_repair_cancel()
        refused._ship()
        self.assertFalse(self._send(serial="SN-R").earlier_repair_id)
        again = self._send()
        self._mend(again)
        self.assertEqual(self._send().earlier_repair_id, self.first)

    @freeze_time(datetime(2026, 4, 1))
    def test_query_count_does_not_grow(self):
        """PRI-05, PRI-07: earlier repairs of all boards are found in one query."""

        def price(count):
            slip = self._new_slip(boards=[self.tnet] * count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            slip.repair_ids.sudo()._resolve_prices()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        price(3)
        self.assertEqual(price(3), price(60))
