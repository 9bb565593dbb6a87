import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .pickup_common import SERIALS, PickupCase

PICKUP = "ruiji.service.pickup"


@tagged("post_install", "-at_install")
class TestPickup(PaperMixin, PickupCase):
    """What can't be mended on site becomes a slip of the core."""

    def test_one_slip_received_by_the_technician(self):
        """SVC-03: a board each, in the goods register, linked both ways."""
        voucher = self._take_away(*SERIALS)
        slip = self._slip(voucher)
        self.assertEqual(slip.state, "received")
        self.assertEqual(slip.partner_id, self.yanan)
        self.assertRecordValues(
            slip.repair_ids.sorted("name"),
            [
                {"serial_number": "PK-1", "product_id": self.tnet.id}
                | {"fault_description": "无时钟输出", "board_state": "received"},
                {"serial_number": "PK-2", "product_id": False}
                | {"fault_description": "无光", "board_state": "received"},
            ],
        )
        [entry] = slip.repair_ids.goods_in_id
        self.assertEqual(entry.user_id, self.field)
        self.assertFalse(entry.logistics_partner_id)
        self.assertIn(voucher.name, entry.note)
        self.assertTrue(slip.repair_ids[1].catalogue_request_id)
        self.assertEqual(self.call.state, "done")
        self.assertEqual(self.call.goods_place, "in_repair")
        for user in (self.customer_service, self.manager, self.finance):
            call = self.call.with_user(user)
            self.assertEqual(call.slip_count, 1, user.login)
            action = call.action_view_slips()
            found = self.env[action["res_model"]].with_user(user)
            self.assertEqual(found.search(action["domain"]).ids, slip.ids)
            back = slip.with_user(user).action_view_service_call()
            self.assertEqual(back["res_id"], self.call.id)

    def test_price_follows_the_contract(self):
        """SVC-03, CON-06, PRI-05: priced by the core, free under the guarantee."""
        slip = self._slip(self._take_away("PK-3"))
        [board] = slip.repair_ids
        self.assertEqual(board.repair_price, 800)
        self.assertTrue(board.price_frozen)
        board.with_user(self.technician).action_bench_start()
        self._finish(board, "repaired")
        self._sign(self._bring_back())
        again = self._new_visit(date_called=self._hours_ago(0))
        second = self._slip(self._take_away("PK-3", call=again)).repair_ids
        self.assertEqual(second.price_state, "warranty")
        self.assertEqual(second.earlier_repair_id, board)

    def test_a_board_that_is_here_is_not_taken_twice(self):
        """SVC-03: one sentence names the serial numbers; nothing is concluded."""
        self._take_away("PK-4")
        again = self._new_visit()
        voucher = self._take_away("pk-4 ", call=again, conclude=False)
        self._refuses(voucher, "PK-4")
        self.assertEqual(voucher.state, "draft")
        self.assertFalse(self._slip(voucher))
        voucher.pickup_ids.serial_number = "PK-5"
        voucher.action_conclude()
        third = self._new_visit()
        twice = self._take_away("PK-6", "PK-6", call=third, conclude=False)
        self._refuses(twice, "PK-6")

    def _refuses(self, voucher, serial):
        with self.assertRaises(UserError) as refused:
            voucher.action_conclude()
        self.assertIn(serial, str(refused.exception))

    def test_result_and_boards_go_together(self):
        """SVC-03: taken in without boards, boards without being taken in: refused."""
        voucher = self._take_away("PK-7", conclude=False)
        voucher.result = "mended"
        with self.assertRaises(UserError):
            voucher.action_conclude()
        voucher.pickup_ids.unlink()
        voucher.result = "taken_in"
        with self.assertRaises(UserError):
            voucher.action_conclude()

    def test_pressed_twice_makes_one_slip(self):
        """SVC-03: the second click finds the voucher concluded; the index agrees."""
        voucher = self._take_away("PK-8")
        with self.assertRaises(UserError):
            voucher.action_conclude()
        slip = self._slip(voucher)
        self.assertEqual(len(slip), 1)
        for table, column in (
            ("ruiji_repair_slip", "service_voucher_id"),
            ("repair_order", "service_pickup_id"),
        ):
            self.env.cr.execute(
                "SELECT indexdef FROM pg_indexes WHERE indexname = %s",
                [f"{table}_{column.removesuffix('_id')}_uniq"],
            )
            self.assertIn("UNIQUE", self.env.cr.fetchone()[0])
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
        ):
            slip.sudo().create(
                {"partner_id": self.yanan.id, "service_voucher_id": voucher.id}
            )

    def test_a_correction_takes_nothing_in_again(self):
        """SVC-03: the boards stay with the first voucher, and on both receipts."""
        voucher = self._take_away("PK-9")
        new = voucher.browse(voucher.action_correct()["res_id"])
        self.assertFalse(new.pickup_ids)
        new.write({"signature": self.signature, "signer_name": "高建华"})
        new.action_conclude()
        self.assertFalse(self._slip(new))
        self.assertEqual(new._taken_boards(), voucher.pickup_ids)
        self.assertEqual(new._paper_taken_in(), voucher._paper_taken_in())

    def test_signed_boards_are_frozen(self):
        """SVC-03: neither technician nor head nor the database changes them."""
        board = self._take_away("PK-10").pickup_ids
        for user in (self.field, self.head):
            own = board.with_user(user)
            with self.assertRaises(UserError):
                own.write({"serial_number": "X"})
            with self.assertRaises(UserError):
                own.unlink()
            with self.assertRaises(UserError):
                own.create({"voucher_id": board.voucher_id.id, "board_text": "X"})
        for statement in (
            "UPDATE ruiji_service_pickup SET condition = 'x' WHERE id = %s",
            "DELETE FROM ruiji_service_pickup WHERE id = %s",
        ):
            with (
                self.assertRaises(psycopg2.errors.RaiseException),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [board.id])

    def test_technicians_see_where_boards_are_and_no_more(self):
        """SVC-03, ACC-02: no slip, no repair, no price, and nobody else's boards."""
        voucher = self._take_away("PK-11")
        board = voucher.pickup_ids
        [told] = board.read(["repair_name", "place", "serial_back"])
        self.assertEqual(told["place"], "in_repair")
        self.assertEqual(told["repair_name"], self._slip(voucher).repair_ids.name)
        for records in (self._slip(voucher), self._slip(voucher).repair_ids):
            with self.assertRaises(AccessError):
                records.with_user(self.field).read(["name"])
        with self.assertRaises(AccessError):
            self.call.with_user(self.field).read(["slip_count"])
        with self.assertRaises(AccessError):
            self.call.with_user(self.field).action_view_slips()
        with self.assertRaises(AccessError):
            board.read(["repair_ids"])
        self.assertFalse(self.env[PICKUP].with_user(self.field2).search([]))
        for user in (self.technician, self.outsider, self.wang_user):
            with self.assertRaises(AccessError, msg=user.login):
                board.with_user(user).read(["serial_number"])

    def test_nobody_links_slips_by_hand(self):
        """SVC-03: over RPC neither slip nor board says it was taken away."""
        voucher = self._take_away("PK-12")
        slip = self._new_slip(user=self.customer_service)
        with self.assertRaises(AccessError):
            slip.write({"service_voucher_id": voucher.id})
        with self.assertRaises(AccessError):
            slip.repair_ids[0].write({"service_pickup_id": voucher.pickup_ids.id})

    def test_the_file_closes_its_boards(self):
        """SVC-03, ACC-02: boards taken away are as closed as the client's file."""
        board = self._take_away("PK-13").pickup_ids
        self.assertTrue(board.with_user(self.customer_service).read(["place"]))
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        with self.assertRaises(AccessError):
            board.with_user(self.customer_service).read(["place"])
        self.assertTrue(board.with_user(self.head).read(["place"]))

    def test_the_receipt_tells_what_was_taken(self):
        """SVC-03: boards, faults, accessories, condition, who signed; no price."""
        voucher = self._take_away(*SERIALS)
        slip = self._slip(voucher)
        report = self.env.ref("ruiji_field_service.service_pickup_report")
        [page] = self._print_paper(report, voucher, self.field)
        for text in (
            voucher.name,
            self.yanan.name,
            slip.name,
            slip.repair_ids.goods_in_id.name,
            *SERIALS,
            "无名板",
            "无时钟输出",
            "光模块1只",
            "面板有划痕",
            "高建华",
        ):
            self.assertIn(self._plain(text), page)
        self.assertNotIn("800", page)

    def test_lists_ask_no_more_for_more_calls(self):
        """SVC-03, OPS-05: the register shows where boards are in so many queries."""
        calls = self.call
        self._take_away("PK-20")
        few = self._count_queries(calls)
        for number in range(21, 30):
            call = self._new_visit()
            self._take_away(f"PK-{number}", call=call)
            calls |= call
        many = self._count_queries(calls)
        self.assertEqual(set(calls.mapped("goods_place")), {"in_repair"})
        self.assertLess(many, 2 * few)

    def _count_queries(self, calls):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        shown = calls.with_user(self.manager)
        shown.read(["name", "goods_place", "slip_count"])
        shown.search([("goods_place", "in", ["ready", "in_repair"])])
        return self.env.cr.sql_log_count - before
