from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from .slip_common import SlipCase


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
        few, many = (
            self._new_slip(boards=[self.tnet] * 3),
            self._new_slip(boards=[self.tnet, self.aslc] * 25),
        )
        self.env.flush_all()

        def price(slip):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            slip.repair_ids.sudo()._resolve_prices()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        price(few)
        self.assertLess(price(many), price(few) + 5)

    def test_total_follows_prices_asked_again(self):
        """PRI-06, REP-04: what is stored of it is added up anew."""
        slip = self._new_slip()
        slip.action_submit()
        self.assertEqual(slip.total, 1150)
        self.tnet_price.price = 900
        slip.repair_ids._resolve_prices()
        self.assertEqual(slip.total, 1250)

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

    def test_told_prices_cannot_be_typed_over(self):
        """PRI-06: nobody changes a price that the client was told, over RPC either."""
        slip = self._new_slip()
        slip.action_submit()
        slip.action_receive()
        board = slip.repair_ids[0].with_user(self.manager)
        for vals in ({"repair_price": 1}, {"price_frozen": False}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "told"):
                board.write(vals)

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
            {
                "contract_id": self.contract.id,
                "categ_id": self.switching.id,
                "price": 99,
            }
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

    def test_refusal_reaches_the_slip(self):
        """PRI-01: the slip tells why the board is refused; written anew, the board
        is asked for anew."""
        slip = self._new_slip(boards=["ZXJ10 QQ"])
        slip.action_submit()
        request = slip.repair_ids.catalogue_request_id
        request = request.with_user(self.technical_manager)
        request.answer = "Out of production"
        request.action_refuse()
        board = slip.repair_ids
        self.assertEqual(board.catalogue_answer, "Out of production")
        self.assertIn("Out of production", slip.message_ids[0].body)
        self.assertEqual(board.price_state, "waiting_catalogue")
        board.board_text = "ZXJ10 PQ"
        self.assertNotEqual(board.catalogue_request_id, request)
        self.assertEqual(board.catalogue_request_id.state, "open")

    def test_no_request_before_submission(self):
        slip = self._new_slip(boards=["PP"])
        self.assertFalse(slip.repair_ids.catalogue_request_id)
