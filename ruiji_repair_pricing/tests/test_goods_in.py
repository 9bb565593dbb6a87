from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .goods_common import GoodsCase


@tagged("post_install", "-at_install")
class TestGoodsIn(GoodsCase):
    """What comes in is entered in the goods register (REP-02)."""

    def test_everything_arrived(self):
        """REP-02: one step checks all boards in, under one receipt."""
        slip = self._received(sender_waybill="JDL-1")
        entry = slip.repair_ids.goods_in_id
        self.assertRegex(entry.name, r"^SH\d{11}$")
        self.assertEqual(
            (entry.direction, entry.partner_id, entry.waybill, entry.board_count),
            ("in", self.yanan, "JDL-1", 2),
        )
        self.assertEqual(entry.user_id, self.clerk)
        self.assertEqual(entry.logistics_partner_id, self.jindalai)
        self.assertFalse(slip.missing_count)

    def test_clerk_ticks_what_arrived(self):
        """REP-02: what wasn't in the parcel stays submitted, and somebody asks."""
        slip = self._submitted([self.tnet, self.aslc, self.spc])
        form = self._check_in(slip)
        self.assertEqual((form.arrived_count, form.missing_count), (3, 0))
        with form.line_ids.edit(1) as line:
            line.arrived = False
        form.waybill = "JDL-7"
        self.assertEqual(form.missing_count, 1)
        form.save().action_receive()

        self.assertEqual(slip.state, "received")
        self.assertEqual(
            slip.repair_ids.mapped("board_state"),
            ["received", "submitted", "received"],
        )
        self.assertEqual((slip.missing_count, slip.ready_count), (1, 0))
        question = slip.activity_ids
        self.assertEqual(question.user_id, self.manager)
        self.assertIn(slip.repair_ids[1].serial_number, question.summary)

    def test_second_parcel(self):
        """REP-02: what comes later makes an entry of its own."""
        slip = self._submitted(sender_waybill="JDL-1")
        late = slip.repair_ids[1]
        slip._receive(slip.repair_ids[0])
        form = self._check_in(slip)
        self.assertFalse(form.waybill)
        form.waybill = "JDL-2"
        form.save().action_receive()
        self.assertEqual(late.board_state, "received")
        self.assertEqual(
            slip.repair_ids.goods_in_id.mapped("waybill"), ["JDL-1", "JDL-2"]
        )
        self.assertEqual(slip.repair_ids.goods_in_id.mapped("board_count"), [1, 1])
        self.assertFalse(slip.activity_ids)
        with self.assertRaisesRegex(UserError, late.name):
            slip._receive(late)

    def test_scanner(self):
        """REP-02: by number or serial number, however it is written."""
        slip = self._submitted()
        first, second = slip.repair_ids
        form = self._check_in(slip)
        form.by_scan = True
        self.assertEqual(form.arrived_count, 0)
        form.scan = f" {first.serial_number.lower()} "
        self.assertEqual((form.arrived_count, form.scan), (1, False))
        form.scan = second.name
        form.scan = second.name
        self.assertEqual(form.arrived_count, 2)
        form.by_scan = False
        form.scan = second.name
        self.assertIn(second.name, form.scan_message)
        self.assertEqual(form.missing_count, 1)
        form.scan = "NOBODY-1"
        self.assertIn("NOBODY-1", form.scan_message)
        self.assertEqual(form.missing_count, 1)

    def test_board_that_came_along(self):
        """REP-02: what isn't on the slip is added to it, with this parcel."""
        for parcels in (1, 2):
            with self.subTest(parcels=parcels):
                slip = self._submitted()
                if parcels == 2:
                    slip._receive(slip.repair_ids[0])
                form = self._check_in(slip)
                with form.line_ids.new() as line:
                    line.product_id = self.spc
                    line.serial_number = f"ALONG-{parcels}"
                form.save().action_receive()
                added = slip.repair_ids.sorted("id")[-1]
                self.assertEqual(added.serial_number, f"ALONG-{parcels}")
                self.assertEqual(added.board_state, "received")
                self.assertTrue(added.state == "confirmed")
                self.assertEqual(added.goods_in_id, slip.repair_ids[1].goods_in_id)
                self.assertFalse(slip.missing_count)

    def test_nothing_ticked(self):
        """REP-02: an empty parcel isn't entered."""
        slip = self._submitted()
        form = self._check_in(slip)
        form.by_scan = True
        with self.assertRaises(UserError):
            form.save().action_receive()
        self.assertEqual(slip.state, "submitted")

    def test_not_in_the_future(self):
        """REP-02: the day of arrival is a day that was."""
        form = self._check_in(self._submitted())
        form.date = fields.Datetime.now() + timedelta(days=1)
        with self.assertRaises(UserError):
            form.save().action_receive()

    def test_missing_boards_that_never_come(self):
        """REP-02: they are withdrawn, and the slip goes on without them."""
        slip = self._submitted()
        slip._receive(slip.repair_ids[0])
        self._finish(slip.repair_ids[0], "no_fault_found")
        slip.repair_ids[0]._ship()
        self.assertEqual(slip.state, "received")
        slip.action_give_up_missing()
        self.assertEqual(
            slip.repair_ids.mapped("board_state"), ["shipped", "cancelled"]
        )
        self.assertEqual(slip.state, "shipped")
        self.assertFalse(slip.activity_ids)

    def test_boards_of_other_slips(self):
        """REP-02: nobody checks in through a slip what isn't on it."""
        slip, other = self._submitted(), self._submitted()
        with self.assertRaisesRegex(UserError, other.repair_ids[0].name):
            slip._receive(other.repair_ids[0])

    def test_who_checks_in(self):
        """ACC-06: those who keep slips, of clients whose files they may open."""
        slip = self._submitted()
        for user in (self.technician, self.finance, self.general_manager):
            with self.assertRaises(AccessError):
                self.env["ruiji.goods.receipt"].with_user(user).create(
                    {"slip_id": slip.id}
                )
        with self.assertRaises(AccessError):
            self._check_in(slip, self.other_manager)
        self._check_in(slip, self.manager).save().action_receive()
        self.assertEqual(slip.state, "received")

    def test_register_is_not_typed(self):
        """REP-02: entries come from goods alone and stand, over RPC as well."""
        slip = self._received()
        entry = slip.repair_ids.goods_in_id
        for user in (self.clerk, self.manager, self.vp):
            mine = entry.with_user(user)
            with self.assertRaises(AccessError):
                mine.copy()
            with self.assertRaises(AccessError):
                mine.unlink()
            with self.assertRaises(UserError):
                mine.write({"partner_id": self.xian.id})
            with self.assertRaises(UserError):
                mine.write({"repair_in_ids": [(5,)]})
            for name in ("goods_in_id", "goods_out_id"):
                with self.assertRaises(UserError):
                    slip.repair_ids.with_user(user).write({name: entry.id})
        with self.assertRaises(UserError):
            self.env["repair.order"].with_user(self.clerk).create(
                {**self._line_vals(self.tnet, 1), "slip_id": slip.id}
                | {"goods_in_id": entry.id}
            )

    def test_register_is_as_secret_as_the_file(self):
        """ACC-02: who may not open the file doesn't find its parcels."""
        entry = self._received().repair_ids.goods_in_id
        found = self.env["ruiji.goods.movement"].with_user(self.other_manager)
        self.assertTrue(found.search([("id", "=", entry.id)]))
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.assertFalse(found.search([("id", "=", entry.id)]))
        for user in (self.technician, self.technical_manager):
            with self.assertRaises(AccessError):
                entry.with_user(user).read(["name"])

    def test_query_count(self):
        """REP-02: a hundred boards are received with as many queries as ten."""
        slips = [self._submitted([self.tnet] * count) for count in (1, 10, 100)]
        _first, few, many = (
            self._queries(self._check_in(slip).save().action_receive) for slip in slips
        )
        self.assertEqual(few, many)
