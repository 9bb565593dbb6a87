from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .goods_common import GoodsCase


@tagged("post_install", "-at_install")
class TestGoodsOut(GoodsCase):
    """What goes back is entered in the goods register (REP-02, REP-09, LOG-02)."""

    def test_many_slips_one_parcel(self):
        """REP-02, LOG-02: of one unit in one parcel, with its logistics company."""
        slips = self._done_with() | self._done_with(contact_id=self.wang.id)
        form = self._send_back(slips.repair_ids)
        with form.parcel_ids.edit(0) as parcel:
            self.assertEqual(parcel.partner_id, self.yanan)
            self.assertEqual(parcel.board_count, 4)
            self.assertEqual(parcel.logistics_partner_id, self.jindalai)
            for text in (self.yanan.name, "枣园路8号", self.wang.name, "0911-2110000"):
                self.assertIn(text, parcel.ship_to)
            parcel.waybill = "FH-9"
        form.save().action_ship()
        entry = slips.repair_ids.goods_out_id
        self.assertEqual(len(entry), 1)
        self.assertRegex(entry.name, r"^FH\d{11}$")
        self.assertEqual((entry.waybill, entry.board_count), ("FH-9", 4))
        self.assertEqual(entry.user_id, self.clerk)
        self.assertEqual(set(slips.mapped("state")), {"shipped"})
        self.assertTrue(all(slips.mapped("date_shipped")))
        self.assertEqual(set(slips.repair_ids.mapped("board_state")), {"shipped"})

    def test_many_units(self):
        """REP-02: each unit gets a parcel of its own with its own waybill."""
        boards = (self._done_with() | self._done_with(client=self.xian)).repair_ids
        form = self._send_back(boards)
        self.assertEqual(len(form.parcel_ids), 2)
        for number in range(2):
            with form.parcel_ids.edit(number) as parcel:
                parcel.waybill = parcel.partner_id.name
        form.save().action_ship()
        entries = boards.goods_out_id
        self.assertEqual(entries.partner_id, self.yanan | self.xian)
        for entry in entries:
            self.assertEqual(entry.waybill, entry.partner_id.name)
            self.assertEqual(entry.repair_out_ids.partner_id, entry.partner_id)

    def test_part_of_a_slip(self):
        """REP-02: the slip is shipped once its last board has gone."""
        slip = self._received()
        first, second = slip.repair_ids
        self._finish(first, "no_fault_found")
        slip.with_user(self.clerk).action_send_back()
        first._ship()
        self.assertEqual((slip.state, slip.shipped_count), ("received", 1))
        self._finish(second, "no_fault_found")
        second._ship()
        self.assertEqual((slip.state, slip.shipped_count), ("shipped", 2))

    def test_boards_that_cannot_go(self):
        """REP-09: never received, at work or gone: refused by name."""
        submitted = self._submitted([self.tnet]).repair_ids
        at_work = self._received([self.tnet]).repair_ids
        gone = self._done_with([self.tnet]).repair_ids
        gone._ship()
        ready = self._done_with([self.tnet]).repair_ids
        for board in (submitted, at_work, gone):
            with self.assertRaisesRegex(UserError, board.serial_number):
                (board | ready)._ship()
            with self.assertRaisesRegex(UserError, board.serial_number):
                (board | ready).with_user(self.clerk).action_send_back()
        self.assertEqual(ready.board_state, "tested")
        with self.assertRaises(UserError):
            at_work.slip_id.action_send_back()

    def test_contact_is_told(self):
        """REP-02: the contact reads what comes back, and by which waybill."""
        self.wang.write({"email": "wang@yanan.example.com", "lang": "zh_CN"})
        mailed = self._done_with(contact_id=self.wang.id)
        noted = self._done_with()
        (mailed | noted).repair_ids._ship({"waybill": "FH-1"})
        mail = self.env["mail.mail"].search([("recipient_ids", "=", self.wang.id)])
        self.assertEqual(len(mail), 1)
        for text in (
            "FH-1",
            self.jindalai.name,
            *mailed.repair_ids.mapped("serial_number"),
        ):
            self.assertIn(text, mail.body_html)
        self.assertNotIn(noted.name, mail.body_html)
        for slip in (mailed, noted):
            self.assertTrue(any("FH-1" in m.body for m in slip.message_ids))

    def test_waybill_is_corrected(self):
        """REP-02: a mistyped waybill is put right, and the change is on record."""
        slip = self._done_with()
        entry = slip.repair_ids._ship({"waybill": "FH-1"})
        entry = entry.with_user(self.clerk).with_context(tracking_disable=False)
        self.env.cr.precommit.run()
        entry.waybill = "FH-2"
        self.env.cr.precommit.run()
        changes = {
            (change.old_value_char, change.new_value_char)
            for change in entry.sudo().message_ids.tracking_value_ids
        }
        self.assertIn(("FH-1", "FH-2"), changes)
        with self.assertRaises(UserError):
            entry.ship_to = "别处"

    def test_parcel_is_taken_back(self):
        """REP-09: the boards are here again; entry and reason stay."""
        slip = self._done_with()
        entry = slip.repair_ids._ship().with_user(self.clerk)
        entry.action_take_back()
        self.env["ruiji.goods.return"].with_user(self.clerk).create(
            {"movement_id": entry.id, "reason": "车没有来"}
        ).action_take_back()
        self.assertEqual(set(slip.repair_ids.mapped("board_state")), {"tested"})
        self.assertEqual((slip.state, slip.date_shipped), ("received", False))
        self.assertEqual((entry.state, entry.reason), ("taken_back", "车没有来"))
        self.assertIn("车没有来", entry.message_ids[0].body)
        self.assertIn(slip.repair_ids[0].name, entry.message_ids[0].body)
        with self.assertRaises(UserError):
            entry.action_take_back()
        slip.repair_ids._ship()
        self.assertEqual(slip.state, "shipped")

    def test_parcels_that_stand(self):
        """REP-09: what came in, closed slips, and serials that are here again."""
        slip = self._done_with([self.tnet])
        board = slip.repair_ids
        with self.assertRaises(UserError):
            board.goods_in_id._take_back("误")
        entry = board._ship()
        again = self._new_slip(boards=[self.tnet])
        again.repair_ids.serial_number = board.serial_number
        again.action_submit()
        with self.assertRaisesRegex(UserError, board.serial_number):
            entry._take_back("误")
        slip.action_close()
        with self.assertRaisesRegex(UserError, slip.name):
            entry._take_back("误")

    def test_who_sends_back(self):
        """ACC-06: technicians, finance and the general manager send nothing back."""
        boards = self._done_with().repair_ids
        for user in (self.technician, self.finance, self.general_manager):
            with self.assertRaises(AccessError):
                self.env["ruiji.goods.shipment"].with_user(user).create(
                    {"repair_ids": boards.ids}
                )
        with self.assertRaises(AccessError):
            self._send_back(boards, self.other_manager)
        self._send_back(boards, self.manager).save().action_ship()

    def test_days_in_the_house(self):
        """REP-02: what came in and hasn't gone back stands out after a while."""
        slip = self._received()
        boards = slip.repair_ids
        entry = boards.goods_in_id.sudo()
        entry.date = entry.date.replace(year=entry.date.year - 1)
        found = self.env["repair.order"].with_user(self.clerk)
        self.assertTrue(boards[0].is_long_in_house)
        self.assertGreater(boards[0].days_in_house, 300)
        long_here = found.search([("is_long_in_house", "=", True)])
        self.assertLessEqual(boards, long_here)
        self.assertFalse(boards & found.search([("is_long_in_house", "=", False)]))
        self.env.company.house_days = 0
        boards.invalidate_recordset()
        self.assertFalse(boards[0].is_long_in_house)
        self.assertFalse(boards & found.search([("is_long_in_house", "=", True)]))

    def test_query_count(self):
        """REP-02: a hundred boards go back with as many queries as ten."""
        slips = [self._done_with([self.tnet] * count) for count in (1, 10, 100)]
        _first, few, many = (
            self._queries(self._send_back(slip.repair_ids).save().action_ship)
            for slip in slips
        )
        self.assertEqual(few, many)

    def test_list_of_slips(self):
        """REP-02: eighty slips are listed with as many queries as eight."""
        slips = self.env["ruiji.repair.slip"]
        for _number in range(8):
            slips |= self._done_with([self.tnet])
        more = slips.union(*(self._received([self.tnet]) for _number in range(72)))
        names = ["name", "missing_count", "ready_count", "shipped_count", "state"]

        def read(records):
            return lambda: records.with_user(self.clerk).read(names)

        read(slips)()
        self.assertEqual(self._queries(read(slips)), self._queries(read(more)))
