from datetime import date

from odoo.tests import tagged

from ..models import settlement_run
from .settlement_common import MARCH, SettlementCase


@tagged("post_install", "-at_install")
class TestSettlementVolume(SettlementCase):
    """Settling costs by the party, not by the board (REP-06)."""

    def _queries_to_collect(self, boards):
        self._shipped_slip(self.yanan, [self.tnet] * boards)
        settlement = self.env["ruiji.settlement"].create(
            {
                "partner_id": self.province.id,
                "date_from": MARCH[0],
                "date_to": MARCH[1],
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        settlement.action_collect()
        settlement.action_confirm()
        settlement._invoice()
        self.env.flush_all()
        self.assertEqual(settlement.board_count, boards)
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_boards(self):
        """REP-06: the same number of queries for 10 boards and for 60."""
        self._queries_to_collect(1)
        few = self._queries_to_collect(10)
        many = self._queries_to_collect(60)
        self.assertLessEqual(many, few)

    def test_background(self):
        """REP-06, OPS-03: many parties are settled by the job, step by step."""
        self.patch(settlement_run, "AT_ONCE", 1)
        self.patch(settlement_run, "PARTIES_PER_STEP", 1)
        self._shipped_slip(self.yanan)
        self._shipped_slip(self.lanzhou, [self.tnet], outcome="irreparable")
        run = self._settle()
        self.assertEqual(run.state, "running")
        self.assertFalse(run.line_ids.settlement_id)
        with self.enter_registry_test_mode():
            self.env.ref(settlement_run.CRON).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(run.state, "done")
        self.assertEqual(run.progress, 100)
        self.assertEqual(set(run.line_ids.mapped("state")), {"settled"})

    def test_goes_on_where_it_stopped(self):
        """REP-06, OPS-03: parties that were settled before a stop stay settled."""
        self._shipped_slip(self.yanan)
        self._shipped_slip(self.lanzhou, [self.tnet], outcome="irreparable")
        run = self.env["ruiji.settlement.run"].create(
            {"date_from": MARCH[0], "date_to": MARCH[1]}
        )
        run.action_preview()
        run.state = "running"
        run.line_ids[0]._settle()
        first = run.line_ids[0].settlement_id
        run._work_off()
        self.assertEqual(run.state, "done")
        self.assertEqual(run.line_ids[0].settlement_id, first)
        self.assertEqual(len(run.line_ids.settlement_id), 2)

    def test_somebody_else_was_faster(self):
        """REP-06: what was settled since the preview is left alone."""
        self._shipped_slip(self.yanan)
        run = self.env["ruiji.settlement.run"].create(
            {"date_from": MARCH[0], "date_to": MARCH[1]}
        )
        run.action_preview()
        self._settle()
        run.action_start()
        self.assertEqual(run.line_ids.state, "gone")
        self.assertFalse(run.line_ids.settlement_id)

    def test_period_of_the_month_that_is_over(self):
        """REP-06: a new run proposes it, first day to last."""
        first, last = self.env["ruiji.settlement"]._last_month()
        self.assertEqual(first.day, 1)
        self.assertEqual((last.year, last.month), (first.year, first.month))
        self.assertLess(last, date.today())
