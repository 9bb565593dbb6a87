from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestRepairSlip(SlipCase):
    def test_clerk_keys_in_a_paper_slip(self):
        """REP-01: many boards on one slip, each a repair order of quantity one."""
        with Form(self.env["ruiji.repair.slip"].with_user(self.clerk)) as form:
            form.partner_id = self.yanan
            form.department = "运维部"
            form.contact_id = self.wang
            form.sender_waybill = "JDL-20251"
            for board, serial in (
                (self.tnet, "T1"),
                (self.aslc, "A1"),
                (self.aslc, "A2"),
            ):
                with form.repair_ids.new() as line:
                    line.product_id = board
                    line.serial_number = serial
                    line.fault_description = "无法启动"
        slip = form.record
        self.assertRegex(slip.name, r"^SX\d{6}\d{5}$")
        self.assertEqual(slip.channel, "paper")
        self.assertEqual(len(slip.repair_ids), 3)
        self.assertEqual(slip.repair_ids.mapped("serial_number"), ["T1", "A1", "A2"])
        self.assertEqual(set(slip.repair_ids.mapped("product_qty")), {1.0})
        self.assertEqual(slip.repair_ids.partner_id, self.yanan)
        self.assertFalse(slip.repair_ids.user_id)
        self.assertEqual(
            slip.repair_ids.mapped("name"), [f"{slip.name}-0{n}" for n in (1, 2, 3)]
        )

    def test_price_shows_as_the_line_is_typed(self):
        """REP-01, PRI-07: the clerk sees price and contract before saving."""
        form = Form(self.env["ruiji.repair.slip"].with_user(self.clerk))
        form.partner_id = self.yanan
        with form.repair_ids.new() as line:
            line.product_id = self.tnet
            self.assertEqual(line.repair_price, 800)
            self.assertEqual(line.contract_id, self.contract)
            self.assertEqual(line.price_state, "priced")

    def test_preferred_logistics_company_is_offered(self):
        """LOG-02: the client's logistics company appears on the slip."""
        self.yanan.logistics_partner_id = self.env["res.partner"].create(
            {
                "name": "金达莱物流有限公司",
                "is_company": True,
                "is_logistics_company": True,
                "street": "货运路1号",
                "zip": "710000",
                "contact_name": "张三",
                "function": "经理",
                "phone": "029-88888888",
            }
        )
        slip = self._new_slip()
        self.assertEqual(slip.logistics_partner_id, self.yanan.logistics_partner_id)

    def test_steps_are_stamped_and_seen_by_both_sides(self):
        """REP-02: each step of the slip and of its boards has its time."""
        slip = self._new_slip()
        self.assertEqual(slip.repair_ids.mapped("board_state"), ["draft"] * 2)
        slip.action_submit()
        self.assertTrue(slip.date_submitted)
        self.assertEqual(slip.repair_ids.mapped("board_state"), ["submitted"] * 2)
        slip.action_receive()
        self.assertTrue(slip.date_received)
        self.assertEqual(slip.repair_ids.mapped("board_state"), ["received"] * 2)

        boards = slip.repair_ids.with_user(self.technician)
        boards[0].action_bench_start()
        self.assertEqual(boards[0].board_state, "repairing")
        self.assertTrue(boards[0].date_repair_start)
        with self.assertRaisesRegex(UserError, slip.repair_ids[1].name):
            slip.action_close()
        boards[1].action_bench_start()
        self._finish(boards)
        self.assertEqual(slip.repair_ids.mapped("board_state"), ["tested"] * 2)
        self.assertTrue(all(slip.repair_ids.mapped("date_repaired")))
        slip.repair_ids._ship()
        self.assertEqual(slip.state, "shipped")
        slip.action_close()
        self.assertEqual(slip.repair_ids.mapped("board_state"), ["closed"] * 2)

    def test_steps_come_in_order(self):
        """REP-02: a step at the wrong time is refused with the slip's number."""
        slip = self._new_slip()
        with self.assertRaisesRegex(UserError, slip.name):
            slip.action_receive()
        slip.action_submit()
        with self.assertRaisesRegex(UserError, slip.name):
            slip.action_submit()

    def test_slip_without_boards_is_not_submitted(self):
        slip = self.env["ruiji.repair.slip"].create({"partner_id": self.yanan.id})
        with self.assertRaisesRegex(UserError, "at least one board"):
            slip.action_submit()

    def test_submitted_slip_keeps_its_boards(self):
        """REP-01: only drafts can be deleted, and take their boards along."""
        slip, draft = self._new_slip(), self._new_slip()
        slip.action_submit()
        with self.assertRaises(UserError):
            slip.unlink()
        with self.assertRaises(UserError):
            slip.repair_ids[0].unlink()
        boards = draft.repair_ids
        draft.unlink()
        self.assertFalse(boards.exists())

    def test_boards_follow_the_unit_of_their_draft(self):
        slip = self._new_slip()
        slip.partner_id = self.lanzhou
        self.assertEqual(slip.repair_ids.partner_id, self.lanzhou)
        self.assertEqual(slip.repair_ids.mapped("price_state"), ["to_quote"] * 2)

    def test_adding_a_line_to_a_submitted_slip(self):
        """REP-01: a board found in the parcel is added, numbered and priced."""
        slip = self._new_slip()
        slip.action_submit()
        slip.repair_ids = [Command.create(self._line_vals(self.tnet, 9))]
        added = slip.repair_ids.sorted("id")[-1]
        self.assertEqual(added.name, f"{slip.name}-03")
        self.assertEqual(added.repair_price, 800)

    def test_adding_a_line_after_check_in(self):
        """REP-02: a board found in the parcel later goes to the bench like the rest."""
        slip = self._new_slip()
        slip.action_submit()
        slip.action_receive()
        slip.repair_ids = [Command.create(self._line_vals(self.tnet, 9))]
        added = slip.repair_ids.sorted("id")[-1]
        self.assertEqual((added.state, added.board_state), ("confirmed", "received"))
        self.assertTrue(added.price_frozen)

    def test_closed_slip_takes_no_board(self):
        """REP-02: what is closed stays as it was settled."""
        slip = self._new_slip()
        slip.action_submit()
        slip.action_receive()
        slip.repair_ids.sudo().action_repair_cancel()
        slip.repair_ids._ship()
        slip.action_close()
        with self.assertRaisesRegex(UserError, "is closed"):
            slip.repair_ids = [Command.create(self._line_vals(self.tnet, 9))]


@tagged("post_install", "-at_install")
class TestSlipFacts(SlipCase):
    def test_slip_makes_its_client_current(self):
        """ARC-05: boards sent in for repair are business."""
        self.env.company.partner_id.lang = "en_US"  # the language of the reason
        self.assertEqual(self.lanzhou.lifecycle, "prospective")
        self._new_slip(self.lanzhou).action_submit()
        self.assertEqual(self.lanzhou.lifecycle, "current")
        self.assertEqual(self.lanzhou.lifecycle_reason, "repair slip")

    def test_an_old_slip_makes_a_former_client(self):
        """ARC-05: business of long ago is over."""
        with freeze_time("2019-05-01"):
            self._new_slip(self.lanzhou).action_submit()
        self.lanzhou._refresh_lifecycle()
        self.assertEqual(self.lanzhou.lifecycle, "former")
