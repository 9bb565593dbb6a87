from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .slip_common import SlipCase

RATES = ["boards:sum", "repeat_rate:avg", "no_fault_rate:avg", "days_in_house:avg"]


@tagged("post_install", "-at_install")
class TestRepairAnalysis(SlipCase):
    """Rates by model and by prefecture (REP-08)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._visit("A-1", datetime(2026, 1, 5), datetime(2026, 1, 9))
        cls._visit("A-1", datetime(2026, 6, 1), datetime(2026, 6, 3), "no_fault_found")
        cls._visit("A-1", datetime(2027, 8, 1), datetime(2027, 8, 2))
        cls._visit("B-1", datetime(2026, 1, 5), datetime(2026, 1, 10))

    @classmethod
    def _visit(cls, serial, received, shipped, outcome="repaired"):
        with freeze_time(received):
            slip = cls._new_slip(boards=[cls.tnet])
            slip.repair_ids.serial_number = serial
            slip.action_submit()
            slip.action_receive()
            board = slip.repair_ids.with_user(cls.technician)
            board.action_bench_start()
        with freeze_time(shipped):
            cls._finish(board, outcome)
            board.sudo()._ship()

    def test_rates_by_model(self):
        """REP-08: one of four came back within a year, one had no fault."""
        analysis = self.env["ruiji.repair.analysis"].with_user(self.manager)
        [(model, *rates)] = analysis._read_group([], ["device_model_id"], RATES)
        self.assertEqual(model, self.zxj10)
        self.assertEqual(rates, [4, 25, 25, 3])

    def test_rates_by_prefecture(self):
        """REP-08: of the units that the reader may know of."""
        analysis = self.env["ruiji.repair.analysis"].with_user(self.clerk)
        [(city, *_rates)] = analysis._read_group([], ["city_id"], RATES)
        self.assertEqual(city, self.yanan.city_id)
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.assertEqual(analysis.search_count([]), 0)

    def test_technicians_do_not_read_it(self):
        """ACC-06: the analysis names units."""
        with self.assertRaises(AccessError):
            self.env["ruiji.repair.analysis"].with_user(self.technician).search([])
