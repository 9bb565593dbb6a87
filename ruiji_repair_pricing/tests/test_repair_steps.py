from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestRepairSteps(SlipCase):
    """The time that a board spends in each state is kept (REP-02)."""

    def _steps(self, repair):
        return [
            (step.board_state, step.entered_on.hour, step.hours)
            for step in repair.step_ids
        ]

    def test_each_state_has_its_time(self):
        """REP-02: entered and left, from hand-in to closing."""
        slip = self._new_slip(boards=[self.tnet])
        board = slip.repair_ids.sudo()
        with freeze_time(datetime(2026, 3, 2, 1)):
            slip.action_submit()
        with freeze_time(datetime(2026, 3, 2, 3)):
            slip.action_receive()
        with freeze_time(datetime(2026, 3, 2, 4)):
            board.with_user(self.technician).action_bench_start()
        with freeze_time(datetime(2026, 3, 2, 9)):
            self._finish(board)
        with freeze_time(datetime(2026, 3, 2, 10)):
            board._ship()
            slip.action_close()
            self.assertEqual(
                self._steps(board),
                [
                    ("submitted", 1, 2),
                    ("received", 3, 1),
                    ("repairing", 4, 5),
                    ("tested", 9, 1),
                    ("shipped", 10, 0),
                    ("closed", 10, 0),
                ],
            )
        self.assertEqual(board.step_ids[2].user_id, self.technician)

    def test_steps_are_not_typed(self):
        """REP-02: who may change boards can't change their times."""
        slip = self._new_slip(boards=[self.tnet])
        slip.action_submit()
        step = slip.repair_ids.step_ids
        for user in (self.clerk, self.technician):
            with self.assertRaises(AccessError):
                step.with_user(user).write({"entered_on": "2020-01-01"})
            with self.assertRaises(AccessError):
                step.with_user(user).unlink()

    def test_query_count_does_not_grow(self):
        """REP-02: handing in costs as many queries for sixty boards as for three."""

        def submit(count):
            slip = self._new_slip(boards=[self.tnet] * count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            slip.action_submit()
            slip.action_receive()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        submit(3)
        self.assertEqual(submit(3), submit(60))

    def test_states_are_not_typed(self):
        """REP-02: where a board is follows from what happened, over RPC too."""
        slip = self._new_slip(boards=[self.tnet])
        slip.action_submit()
        for values in (
            {"board_state": "closed"},
            {"outcome": "repaired"},
            {"quote_state": "accepted"},
        ):
            for user in (self.clerk, self.manager):
                with self.subTest(values=values), self.assertRaises(UserError):
                    slip.repair_ids.with_user(user).write(values)
