from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .quotation_common import QuotationCase

CRON = "ruiji_repair_pricing.cron_expired_quotations"


@tagged("post_install", "-at_install")
class TestQuotation(QuotationCase):
    """Boards without a price are quoted, then accepted or refused (REP-03)."""

    def _answer_on_paper(self, user, answers):
        action = self.slip.with_user(user).action_answer_quotation()
        wizard = self.env[action["res_model"]].with_user(user)
        with Form(wizard.with_context(**action["context"])) as form:
            form.answered_by = "王磊"
            form.channel = "paper"
            for number, answer in enumerate(answers):
                with form.line_ids.edit(number) as line:
                    line.answer = answer
        form.record.action_confirm()

    def test_quotation_holds_the_boards_without_a_price(self):
        """REP-03: one line a board, for the unit that sent them, by its manager."""
        order = self._quotation(self.slip)
        self.assertEqual(order.partner_id, self.yanan)
        self.assertEqual(order.user_id, self.manager)
        self.assertEqual(order.order_line.repair_id, self.first | self.second)
        self.assertEqual(order.order_line.mapped("price_unit"), [500, 260])
        self.assertFalse(self.first.quote_state)

    def test_board_stands_on_one_quotation(self):
        """REP-03: neither the button nor the database makes a second one."""
        order = self._quotation(self.slip)
        with self.assertRaisesRegex(UserError, "waits for a price"):
            self.slip.with_user(self.manager).action_quote()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            order.sudo().copy({"order_line": []}).order_line.create(
                {
                    "order_id": order.copy().id,
                    "product_id": order.order_line[0].product_id.id,
                    "repair_id": self.first.id,
                }
            )

    def test_price_is_missing(self):
        """REP-03: nobody is told a quotation that lacks a price."""
        order = self._quotation(self.slip, (500, 0))
        with self.assertRaisesRegex(UserError, self.second.name):
            order.action_told()

    def test_boards_wait_for_the_client(self):
        """REP-02, REP-03: told, the boards are quoted and their prices stand."""
        order = self._sent_quotation(self.slip)
        self.assertEqual(self.first.board_state, "quoted")
        self.assertEqual(self.first.quotation_id, order)
        self.assertFalse(self.priced.quote_state)
        with self.assertRaisesRegex(UserError, "Withdraw the quotation"):
            order.order_line[0].price_unit = 1
        with self.assertRaisesRegex(UserError, "Withdraw the quotation"):
            order.order_line[0].unlink()
        with self.assertRaisesRegex(UserError, "answer for each board"):
            order.action_confirm()

    def test_withdrawn_quotation(self):
        """REP-03: its boards can be quoted anew."""
        self._sent_quotation(self.slip)._action_cancel()
        self.assertFalse(self.first.quote_state)
        again = self._sent_quotation(self.slip, (450, 250))
        self.assertEqual(self.first.quotation_id, again)

    def test_answer_on_paper(self):
        """REP-03: the clerk records who answered what, through what."""
        order = self._sent_quotation(self.slip)
        self._answer_on_paper(self.clerk, ["accepted", "refused"])
        self.assertEqual(self.first.quote_state, "accepted")
        self.assertEqual(self.first.repair_price, 500)
        self.assertEqual(self.first.price_state, "priced")
        self.assertEqual(self.first.price_level, "quotation")
        self.assertTrue(self.first.price_frozen)
        self.assertEqual(self.first.quote_answered_by, "王磊")
        self.assertEqual(self.first.quote_channel, "paper")
        self.assertEqual(self.second.quote_state, "refused")
        self.assertEqual(self.second.outcome, "refused")
        self.assertEqual(self.second.board_state, "tested")
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.amount_untaxed, 500)
        self.assertEqual(order.invoice_status, "no")
        self.assertIn("王磊", self.slip.message_ids[0].body)

    def test_answers_come_one_after_the_other(self):
        """REP-03: what is left open waits; the order stands once all are answered."""
        order = self._sent_quotation(self.slip)
        self._answer_on_paper(self.clerk, ["accepted", False])
        self.assertEqual(order.state, "sent")
        self.assertEqual(self.slip.pending_count, 1)
        self._answer_on_paper(self.clerk, ["accepted"])
        self.assertEqual(order.state, "sale")
        with self.assertRaisesRegex(UserError, "have accepted|has accepted"):
            order._action_cancel()

    def test_answers_count_once(self):
        """REP-03: who answers a second time changes nothing."""
        self._sent_quotation(self.slip)
        self._answer_on_paper(self.clerk, ["accepted", "refused"])
        given = self.slip._answer_quotations(
            {self.first: "refused", self.second: "accepted"}, "别人", "phone"
        )
        self.assertFalse(any(given.values()))
        self.assertEqual(self.first.quote_state, "accepted")
        self.assertEqual(self.second.quote_state, "refused")

    def test_all_refused(self):
        """REP-03: nothing is ordered, the boards go back."""
        order = self._sent_quotation(self.slip)
        self._answer_on_paper(self.customer_service, ["refused", "refused"])
        self.assertEqual(order.state, "cancel")
        self.assertEqual(self.first.state, "cancel")
        self.assertEqual(self.first.repair_price, 0)

    def test_answer_of_the_future(self):
        """REP-03: nobody has answered tomorrow."""
        self._sent_quotation(self.slip)
        action = self.slip.with_user(self.clerk).action_answer_quotation()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.clerk)
            .with_context(**action["context"])
        )
        wizard.answered_by = "王磊"
        wizard.answered_on = fields.Datetime.now() + timedelta(days=1)
        with self.assertRaisesRegex(UserError, "future"):
            wizard.save().action_confirm()

    def test_who_may(self):
        """REP-03: technicians neither quote nor answer, nor finance; not by RPC."""
        self._sent_quotation(self.slip)
        for user in (self.technician, self.finance):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["ruiji.quote.answer"].with_user(user).create(
                    {"slip_id": self.slip.id, "answered_by": "x"}
                )
        with self.assertRaises(AccessError):
            self._received_slip().with_user(self.clerk).action_quote()

    def test_manager_is_reminded_once(self):
        """REP-03: an expired quotation without answer is followed up."""
        order = self._sent_quotation(self.slip)
        order.validity_date = fields.Date.today() - timedelta(days=1)
        for _day in range(2):
            with self.enter_registry_test_mode():
                self.env.ref(CRON).method_direct_trigger()
        order.invalidate_recordset(["activity_ids"])
        activity = order.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.manager)
        self._answer_on_paper(self.clerk, ["accepted", "accepted"])
        self.assertFalse(order.activity_ids)

    def test_boards_are_not_invoiced_from_the_order(self):
        """REP-06: only a settlement invoices boards, a down payment neither."""
        order = self._sent_quotation(self.slip)
        self._answer_on_paper(self.clerk, ["accepted", "accepted"])
        order.order_line.qty_delivered = 1
        self.assertEqual(order.order_line.mapped("qty_to_invoice"), [0, 0])
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "delivered"}
        )
        with self.assertRaisesRegex(UserError, "settle"):
            wizard.create_invoices()

    def test_quoted_boards_count_once(self):
        """GRD-01: the order of a quotation adds nothing to its boards."""
        today = fields.Date.today()
        before = self.yanan._business_volumes(today)[self.yanan.id]
        self._sent_quotation(self.slip)
        self._answer_on_paper(self.clerk, ["accepted", "accepted"])
        after = self.yanan._business_volumes(today)[self.yanan.id]
        self.assertEqual(sum(after.years.values()) - sum(before.years.values()), 760)
