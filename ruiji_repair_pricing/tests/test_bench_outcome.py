from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestBenchOutcome(SlipCase):
    """How the work on a board ends, reported by its technician (REP-02, REP-08)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        slip = cls._new_slip(boards=[cls.tnet, cls.aslc, cls.spc])
        slip.action_submit()
        slip.action_receive()
        cls.board, cls.second, cls.unpriced = slip.repair_ids.with_user(cls.technician)
        cls.chip = cls.env["product.product"].create({"name": "FPGA", "type": "consu"})

    def test_diagnosis_comes_before_the_repair(self):
        """REP-02: found, mended with parts, tested."""
        self.board.action_bench_diagnose()
        self.assertEqual(self.board.board_state, "diagnosing")
        self.assertEqual(self.board.user_id, self.technician)
        self.board.diagnosis = "FPGA烧毁"
        self.board.action_bench_start()
        action = self.board.action_bench_finish()
        wizard = Form(
            self.env["ruiji.bench.finish"]
            .with_user(self.technician)
            .with_context(**action["context"])
        )
        self.assertEqual(wizard.diagnosis, "FPGA烧毁")
        wizard.test_result = "老化24小时，误码0"
        with wizard.part_ids.new() as part:
            part.product_id = self.chip
            part.quantity = 2
        wizard.save().action_confirm()

        self.assertEqual(self.board.board_state, "tested")
        self.assertEqual(self.board.outcome, "repaired")
        self.assertEqual(self.board.parts_used, "FPGA × 2")
        moves = self.board.sudo().move_ids
        self.assertEqual(moves.mapped("state"), ["done"])

    def test_no_fault_found_needs_no_repair(self):
        """REP-08: tested and found in order, it goes back as it came."""
        self.board.action_bench_diagnose()
        self._finish(self.board, "no_fault_found")
        self.assertEqual(self.board.outcome, "no_fault_found")
        self.assertEqual(self.board.board_state, "tested")

    def test_what_is_mended_was_tested(self):
        """REP-02: no board goes back without a word on its test."""
        self.board.action_bench_start()
        with self.assertRaises(UserError):
            self._finish(self.board, test_result=False)
        self.assertEqual(self.board.board_state, "repairing")

    def test_board_beyond_repair_goes_back(self):
        """REP-02: it may be sent back, and grants no guarantee."""
        self.board.action_bench_diagnose()
        self._finish(self.board, "irreparable", diagnosis="PCB断裂")
        self.assertEqual(self.board.board_state, "tested")
        self.board.sudo()._ship()
        self.assertEqual(self.board.board_state, "shipped")

    def test_exchange_needs_another_serial(self):
        """REP-08: both serial numbers are kept; one that is here is refused."""
        (self.board | self.second).action_bench_start()
        for serial in (False, self.board.serial_number, self.second.serial_number):
            with self.subTest(serial=serial), self.assertRaises(UserError):
                self._finish(self.board, "exchanged", exchange_serial_number=serial)
        self._finish(self.board, "exchanged", exchange_serial_number="NEW-1")
        self.assertEqual(self.board.exchange_serial_number, "NEW-1")
        self.assertEqual(self.board.board_state, "tested")

    def test_board_to_be_quoted_waits_for_the_client(self):
        """REP-03: nobody mends what the client has not said yes to."""
        self.assertEqual(self.unpriced.price_state, "to_quote")
        self.unpriced.action_bench_diagnose()
        with self.assertRaisesRegex(UserError, self.unpriced.name):
            self.unpriced.action_bench_start()

    def test_report_asks_for_a_quotation(self):
        """REP-03: what was found asks the account manager, once for a slip."""
        self.unpriced.action_bench_diagnose()
        with self.assertRaisesRegex(UserError, self.unpriced.name):
            self.unpriced.action_bench_report()
        self.unpriced.diagnosis = "电源模块烧毁"
        self.unpriced.action_bench_report()
        self.unpriced.action_bench_report()
        slip = self.unpriced.sudo().slip_id
        self.assertEqual(slip.activity_ids.user_id, self.manager)
        self.assertEqual(len(slip.activity_ids), 1)

        quotation = slip.with_user(self.manager).action_quote()
        order = self.env["sale.order"].browse(quotation["res_id"])
        order.order_line.price_unit = 600
        order.with_user(self.manager).action_told()
        self.assertFalse(slip.activity_ids)
        self.assertEqual(self.unpriced.board_state, "quoted")

    def test_technician_moves_no_board_to_another_client(self):
        """ACC-06: over RPC a technician writes findings, nothing else."""
        self.board.write({"diagnosis": "时钟芯片坏"})
        for values in (
            {"partner_id": self.xian.id},
            {"slip_id": False},
            {"outcome": "repaired"},
            {"product_id": self.aslc.id},
            {"state": "done"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.board.write(values)

    def test_query_count_does_not_grow(self):
        """REP-02: sixty boards are finished by as many queries as three."""

        def finish(count):
            slip = self._new_slip(boards=[self.tnet] * count)
            slip.action_submit()
            slip.action_receive()
            boards = slip.repair_ids.with_user(self.technician)
            boards.action_bench_diagnose()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._finish(boards, "irreparable")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        finish(3)
        self.assertEqual(finish(3), finish(60))
