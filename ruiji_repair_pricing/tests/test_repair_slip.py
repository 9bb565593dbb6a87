from datetime import datetime

from odoo.exceptions import AccessError, UserError
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
            for board, serial in ((self.tnet, "T1"), (self.aslc, "A1"), (self.aslc, "A2")):
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
        with self.assertRaisesRegex(UserError, "at work"):
            slip.action_close()
        boards[1].action_bench_start()
        boards.action_bench_done()
        self.assertEqual(slip.repair_ids.mapped("board_state"), ["repaired"] * 2)
        self.assertTrue(all(slip.repair_ids.mapped("date_repaired")))
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


@tagged("post_install", "-at_install")
class TestSlipPrices(SlipCase):
    def test_prices_carry_their_source(self):
        """PRI-03, REP-01: price, contract, line and level stand on the board."""
        slip = self._new_slip(boards=[self.tnet, self.aslc, self.spc])
        slip.action_submit()
        tnet, aslc, spc = slip.repair_ids
        self.assertRecordValues(
            tnet,
            [
                {
                    "repair_price": 800,
                    "repair_currency_id": self.contract.currency_id.id,
                    "contract_id": self.contract.id,
                    "price_line_id": self.tnet_price.id,
                    "price_level": "province",
                    "price_matched": "board",
                    "price_state": "priced",
                }
            ],
        )
        self.assertEqual(aslc.repair_price, 350)
        self.assertEqual(spc.price_state, "to_quote")
        self.assertEqual(slip.total, 1150)
        self.assertEqual((slip.board_count, slip.priced_count), (3, 2))
        self.assertEqual(slip.to_quote_count, 1)

    def test_all_boards_price_in_one_call(self):
        """PRI-07: the query count of pricing doesn't grow with the boards."""
        few, many = self._new_slip(boards=[self.tnet] * 3), self._new_slip(
            boards=[self.tnet, self.aslc] * 25
        )
        self.env.flush_all()

        def price(slip):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            slip.repair_ids.sudo()._resolve_prices()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        price(few)
        self.assertEqual(price(few), price(many))

    def test_the_day_of_submission_decides(self):
        """PRI-03: the client's day in China counts, not the day in UTC."""
        slip = self._new_slip()
        self.contract.price_ids.filtered(
            lambda line: line.product_id == self.tnet
        ).date_end = "2025-03-31"
        with freeze_time(datetime(2025, 3, 31, 17, 0)):
            slip.action_submit()
        self.assertEqual(str(slip.price_day), "2025-04-01")
        self.assertEqual(slip.repair_ids[0].price_state, "to_quote")

    def test_received_prices_are_frozen(self):
        """PRI-06: what the client was told stands, whatever becomes of the list."""
        slip = self._new_slip()
        slip.action_submit()
        self.tnet_price.price = 900
        slip.action_receive()
        self.assertEqual(slip.repair_ids.mapped("repair_price"), [900, 350])
        self.assertEqual(slip.repair_ids.mapped("price_frozen"), [True] * 2)
        self.tnet_price.price = 1000
        slip.repair_ids._resolve_prices()
        slip.repair_ids[0].product_id = self.spc
        self.assertEqual(slip.repair_ids[0].repair_price, 900)
        self.assertEqual(slip.repair_ids[0].contract_id, self.contract)

    def test_used_price_line_cannot_be_deleted(self):
        """CON-07: a price that boards were charged by stays."""
        slip = self._new_slip()
        slip.action_submit()
        with self.assertRaises(UserError):
            self.tnet_price.unlink()

    def test_warranty_contract_is_free(self):
        """PRI-05, CON-06: boards under a warranty contract cost nothing."""
        self.contract.service_kind = "warranty"
        slip = self._new_slip()
        slip.action_submit()
        self.assertEqual(slip.repair_ids.mapped("price_state"), ["warranty"] * 2)
        self.assertEqual(slip.total, 0)
        self.assertEqual(slip.repair_ids.contract_id, self.contract)

    def test_price_explains_itself(self):
        """PRI-04: whoever sees a price can open the explanation."""
        slip = self._new_slip(user=self.manager)
        action = slip.repair_ids[0].with_user(self.manager).action_explain_price()
        lookup = Form(
            self.env[action["res_model"]]
            .with_user(self.manager)
            .with_context(**action["context"])
        )
        self.assertEqual(lookup.price, 800)
        self.assertEqual(lookup.contract_id, self.contract)


@tagged("post_install", "-at_install")
class TestWaitingBoards(SlipCase):
    def test_unknown_board_waits_and_is_priced_by_itself(self):
        """PRI-01: nothing is lost; once in the catalogue, the board is priced."""
        slip = self._new_slip(boards=[self.tnet, "ZXJ10 PP", "ＺＸＪ10 pp"])
        slip.action_submit()
        waiting = slip.repair_ids[1:]
        self.assertEqual(waiting.mapped("price_state"), ["waiting_catalogue"] * 2)
        self.assertEqual(slip.waiting_count, 2)
        request = waiting.catalogue_request_id
        self.assertEqual(len(request), 1, "one request per distinct board")

        self.env["ruiji.repair.price"].create(
            {"contract_id": self.contract.id, "categ_id": self.switching.id, "price": 99}
        )
        request = request.with_user(self.technical_manager)
        request.write({"device_model_id": self.zxj10.id, "board_type": "PP"})
        request.action_add_board()
        self.assertEqual(waiting.product_id.board_type, "PP")
        self.assertEqual(waiting.mapped("repair_price"), [99, 99])
        self.assertEqual(waiting.mapped("price_state"), ["priced"] * 2)

    def test_a_second_slip_joins_the_open_request(self):
        """PRI-01: the technical manager is asked once for each board."""
        slips = self._new_slip(boards=["PP"]) | self._new_slip(boards=["pp "])
        slips.action_submit()
        self.assertEqual(len(slips.repair_ids.catalogue_request_id), 1)

    def test_waiting_board_at_work_is_frozen_when_priced(self):
        """PRI-06: a board received before it was known is held once priced."""
        slip = self._new_slip(boards=["SPC of ours"])
        slip.action_submit()
        slip.action_receive()
        self.assertFalse(slip.repair_ids.price_frozen)
        self._new_price(self.contract, self.spc, 120)
        request = slip.repair_ids.catalogue_request_id
        request.with_user(self.technical_manager).product_id = self.spc
        request.with_user(self.technical_manager).action_resolve()
        self.assertEqual(slip.repair_ids.repair_price, 120)
        self.assertTrue(slip.repair_ids.price_frozen)

    def test_no_request_before_submission(self):
        slip = self._new_slip(boards=["PP"])
        self.assertFalse(slip.repair_ids.catalogue_request_id)


@tagged("post_install", "-at_install")
class TestSlipFacts(SlipCase):
    def test_slip_makes_its_client_current(self):
        """ARC-05: boards sent in for repair are business."""
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


@tagged("post_install", "-at_install")
class TestBench(SlipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls._new_slip(boards=[cls.tnet, cls.aslc, cls.spc])
        cls.slip.action_submit()
        cls.boards = cls.slip.repair_ids.with_user(cls.technician)

    def _bench_form(self, board):
        view = "ruiji_repair_pricing.repair_order_view_form_bench"
        return Form(board, view)

    def test_technician_opens_boards_without_the_client_file(self):
        """REP-02: the bench form opens for who can't read the client's file."""
        self.assertEqual(
            self.env["repair.order"].with_user(self.technician).search_count([]), 3
        )
        with self._bench_form(self.boards[0]) as form:
            self.assertEqual(form.product_id, self.tnet)
            self.assertIn(self.yanan.name, form.shipping_address)
            form.internal_notes = "换芯片"
        with self.assertRaises(AccessError):
            self.boards.partner_id.with_user(self.technician).read(["phone"])

    def test_web_client_reads_the_bench_form(self):
        """The web client's own call: the unit shows by its name alone."""
        [values] = self.boards[0].web_read(
            {
                "name": {},
                "partner_id": {"fields": {"display_name": {}}},
                "slip_id": {"fields": {"display_name": {}}},
                "shipping_address": {},
            }
        )
        self.assertEqual(values["partner_id"]["display_name"], self.yanan.name)
        self.assertEqual(values["slip_id"]["display_name"], self.slip.name)

    def test_technician_sees_no_price(self):
        """Prices are for those who sell and settle."""
        for field in ("repair_price", "contract_id", "price_line_id", "price_level"):
            with self.subTest(field=field), self.assertRaises(AccessError):
                self.boards[0].read([field])
        with self.assertRaises(AccessError):
            self.boards.search([("repair_price", ">", 500)])
        with self.assertRaises(AccessError):
            self.env["ruiji.repair.slip"].with_user(self.technician).search([])

    def test_technician_sees_own_and_unassigned_boards(self):
        """A colleague's bench is his own."""
        self.slip.action_receive()
        self.boards[0].action_bench_start()
        self.assertEqual(self.boards[0].user_id, self.technician)
        colleague = self.env["repair.order"].with_user(self.colleague)
        self.assertEqual(colleague.search_count([]), 2)
        with self.assertRaises(AccessError):
            self.boards[0].with_user(self.colleague).action_bench_done()

    def test_boards_are_started_after_check_in(self):
        """REP-02: nobody mends what hasn't arrived."""
        with self.assertRaisesRegex(UserError, "checked in"):
            self.boards[0].action_bench_start()

    def test_received_boards_ask_nothing_of_the_stock(self):
        """REP-01: the clients' boards are no stock of ours; no wizard opens."""
        self.slip.action_receive()
        self.assertEqual(self.slip.repair_ids.mapped("state"), ["confirmed"] * 3)

    def test_technical_manager_sees_all_boards_without_prices(self):
        boards = self.boards.with_user(self.technical_manager)
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.assertEqual(boards.search_count([("slip_id", "=", self.slip.id)]), 3)
        with self.assertRaises(AccessError):
            boards.read(["repair_price"])


@tagged("post_install", "-at_install")
class TestSlipRoles(SlipCase):
    def test_slips_are_as_secret_as_the_file(self):
        """ACC-02: who may not open the file doesn't find its slips nor its boards."""
        slip = self._new_slip()
        visible = {"internal": 1, "confidential": 0, "secret": 0}
        for level, count in visible.items():
            self.yanan.confidentiality = level
            self.env.flush_all()
            for model, key in (("ruiji.repair.slip", "id"), ("repair.order", "slip_id")):
                found = self.env[model].with_user(self.other_manager)
                with self.subTest(level=level, model=model):
                    self.assertEqual(
                        bool(found.search_count([(key, "=", slip.id)])), bool(count)
                    )
        self.assertTrue(slip.with_user(self.manager).has_access("read"))
        self.assertTrue(slip.with_user(self.vp).has_access("read"))

    def test_rights_of_the_roles(self):
        """ACC-06: roles x operations on slips and boards."""
        rights = {
            self.manager: "read write create unlink",
            self.clerk: "read write create unlink",
            self.customer_service: "read write create unlink",
            self.vp: "read write",
            self.general_manager: "read",
            self.finance: "read",
            self.technician: "",
            self.technical_manager: "",
            self.outsider: "",
        }
        for user, allowed in rights.items():
            slips = self.env["ruiji.repair.slip"].with_user(user)
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(user=user.login, operation=operation):
                    self.assertEqual(
                        slips.has_access(operation), operation in allowed.split()
                    )

    def test_screens_open_for_every_role(self):
        """Every role opens the boards' screens without rights in the warehouse."""
        slip = self._new_slip()
        slip.action_submit()
        view = "ruiji_repair_pricing.repair_order_view_form_slip"
        for user in (self.manager, self.clerk, self.vp, self.finance):
            with self.subTest(user=user.login):
                Form(slip.with_user(user))
                Form(slip.repair_ids[0].with_user(user), view)

    def test_adding_a_line_to_a_submitted_slip(self):
        """REP-01: a board found in the parcel is added, numbered and priced."""
        slip = self._new_slip()
        slip.action_submit()
        slip.repair_ids = [Command.create(self._line_vals(self.tnet, 9))]
        added = slip.repair_ids.sorted("id")[-1]
        self.assertEqual(added.name, f"{slip.name}-03")
        self.assertEqual(added.repair_price, 800)
