from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestBench(SlipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._new_price(cls.contract, cls.spc, 500)
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

    def test_messages_of_a_board_open_without_the_client_file(self):
        """The chatter suggests no recipient whose file is closed to the reader."""
        for user, suggested in ((self.technician, []), (self.manager, [self.yanan.id])):
            board = self.boards[0].with_user(user)
            found = board._message_get_suggested_recipients(reply_discussion=True)
            partners = [recipient["partner_id"] for recipient in found]
            with self.subTest(user=user.login):
                self.assertEqual(partners, suggested)

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
            self._finish(self.boards[0], user=self.colleague)

    def test_boards_are_started_after_check_in(self):
        """REP-02: nobody mends what hasn't arrived."""
        with self.assertRaisesRegex(UserError, self.boards[0].name):
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
