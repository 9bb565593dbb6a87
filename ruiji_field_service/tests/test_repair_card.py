from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .pickup_common import PickupCase


@tagged("post_install", "-at_install")
class TestRepairCard(PaperMixin, PickupCase):
    """The card that travels with a board, made from what is on record."""

    def _worked_on(self):
        """A board that took a Monday morning, and the voucher it came with."""
        with freeze_time("2026-11-16 01:00:00"):
            voucher = self._take_away("CARD-1")
            board = self._slip(voucher).repair_ids.with_user(self.technician)
        with freeze_time("2026-11-16 02:00:00"):
            board.action_bench_start()
        with freeze_time("2026-11-16 03:30:00"):
            self._finish(
                board,
                diagnosis="晶振失效",
                part_ids=[(0, 0, {"product_id": self._part().id, "quantity": 2})],
            )
        return voucher, board

    def _part(self):
        return self.env["product.product"].create({"name": "晶振 16M", "type": "consu"})

    def test_the_card_tells_steps_parts_and_test(self):
        """SVC-03: fault, steps with technician and time, parts, test; no price."""
        voucher, board = self._worked_on()
        report = self.env.ref("ruiji_field_service.repair_card_report")
        [page] = self._print_paper(report, board, self.technician)
        for text in (
            board.name,
            "CARD-1",
            "无时钟输出",
            "光模块1只",
            voucher.name,
            self.call.name,
            self.technician.name,
            "晶振失效",
            "晶振 16M × 2",
            "通电测试正常",
            "1.5",
        ):
            self.assertIn(self._plain(text), page)
        self.assertNotIn("800", page)

    def test_time_is_working_time(self):
        """SVC-03: a night on the bench is no work."""
        self._worked_on()
        steps = self._slip(self.call.voucher_ids).repair_ids.step_ids
        hours = steps._working_hours()
        by_state = {step.board_state: hours[step] for step in steps}
        self.assertEqual(by_state["repairing"], 1.5)
        self.assertEqual(by_state["received"], 1)

    def test_the_bench_sees_what_came_along(self):
        """SVC-03: accessories and condition on the bench, without the client's file."""
        _voucher, board = self._worked_on()
        view = "ruiji_repair_pricing.repair_order_view_form_bench"
        form = Form(board, view)
        self.assertEqual(form.taken_with, "光模块1只\n面板有划痕")
        with self.assertRaises(AccessError):
            board.read(["service_pickup_id"])

    def test_cards_of_many_boards_ask_no_more(self):
        """SVC-03, OPS-05: a pile of cards is printed in so many queries."""
        boards = self.env["repair.order"]
        counts = {}
        for number in range(1, 11):
            call = self._new_visit()
            boards |= self._slip(
                self._take_away(f"CARD-{number}", call=call)
            ).repair_ids
            counts[number] = self._count_queries(boards)
        self.assertLess(counts[10], 2 * counts[1])

    def _count_queries(self, boards):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        boards.with_user(self.technician)._repair_cards()
        return self.env.cr.sql_log_count - before
