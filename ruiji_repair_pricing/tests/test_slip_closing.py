from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .goods_common import GoodsCase

JOB = "ruiji_repair_pricing.cron_close_slips"


@tagged("post_install", "-at_install")
class TestSlipClosing(GoodsCase):
    """Slips that went back close by themselves (REP-02)."""

    def _shipped(self, days):
        slip = self._done_with([self.tnet])
        slip.repair_ids._ship()
        slip.date_shipped = fields.Datetime.now() - timedelta(days=days)
        return slip

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref(JOB).method_direct_trigger()
        self.env.invalidate_all()

    def test_closes_after_the_days(self):
        """REP-02: the company says after how many days."""
        old, new = self._shipped(15), self._shipped(14)
        self._run()
        self.assertEqual((old.state, new.state), ("closed", "shipped"))
        self.assertEqual(old.repair_ids.board_state, "closed")
        self.assertTrue(old.date_closed)
        self.env.company.close_after_days = 5
        self._run()
        self.assertEqual(new.state, "closed")

    def test_never(self):
        """REP-02: with 0 days slips wait for the client or the clerk."""
        self.env.company.close_after_days = 0
        slip = self._shipped(400)
        self._run()
        self.assertEqual(slip.state, "shipped")
        slip.with_user(self.clerk).action_close()
        self.assertEqual(slip.state, "closed")

    def test_board_that_was_added_later(self):
        """REP-02: one slip that can't be closed doesn't hold the others up."""
        waiting, old = self._shipped(20), self._shipped(20)
        waiting.repair_ids = [(0, 0, self._line_vals(self.aslc, 999001))]
        self._run()
        self.assertEqual((waiting.state, old.state), ("shipped", "closed"))
        self.assertEqual(waiting.missing_count, 1)
        waiting.action_check_in()
        waiting._receive(waiting._boards_to_come())
        self.assertEqual(waiting.state, "received")

    def test_many_steps(self):
        """OPS-06: the job goes on until all are closed, step by step."""
        slips = self.env["ruiji.repair.slip"]
        for _number in range(5):
            slips |= self._shipped(20)
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cursor:
            slips.with_env(self.env(cr=cursor))._cron_close_shipped(batch_size=2)
        self.env.invalidate_all()
        self.assertEqual(set(slips.mapped("state")), {"closed"})

    def test_confirmed_by_the_client(self):
        """REP-02: closed with who said so; said twice it stays."""
        slip, at_work = self._shipped(1), self._received([self.tnet])
        self.assertEqual((slip | at_work)._confirm_receipt("王磊"), slip)
        self.assertEqual((slip.state, slip.confirmed_by), ("closed", "王磊"))
        self.assertEqual(at_work.state, "received")
        self.assertFalse(slip._confirm_receipt("李娟"))
        self.assertEqual(slip.confirmed_by, "王磊")
