from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .settlement_common import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlementDispute(SettlementCase):
    """What is disputed is reversed and settled anew, never edited (REP-09)."""

    def setUp(self):
        super().setUp()
        self.env.company.post_settlement_invoices = True
        self.slip = self._shipped_slip()
        self.settlement = self._settlement()
        self.board = self.slip.repair_ids[0]
        self.line = self.board.settlement_line_id

    def _dispute(self, lines=None, user=None):
        settlement = self.settlement.with_user(user or self.finance)
        action = settlement.action_dispute()
        wizard = self.env[action["res_model"]].with_user(user or self.finance)
        with Form(wizard.with_context(**action["context"])) as form:
            form.reason = "The client says it was never repaired"
            for line in lines or self.line:
                form.line_ids.add(line)
        action = form.record.action_confirm()
        return self.env["ruiji.settlement"].browse(action["res_id"])

    def test_reversing_entry_and_credit_note(self):
        """REP-09: the line stays; its reversal is settled and credited."""
        correction = self._dispute()
        self.assertEqual(self.line.amount, 800)
        self.assertEqual(correction.kind, "correction")
        self.assertEqual(correction.line_ids.reversal_of_id, self.line)
        self.assertEqual(correction.amount, -800)
        credit = correction.invoice_id
        self.assertEqual(credit.move_type, "out_refund")
        self.assertEqual(credit.reversed_entry_id, self.settlement.invoice_id)
        self.assertEqual(credit.amount_untaxed, 800)
        self.assertEqual(credit.state, "posted")
        self.assertEqual(self.settlement.amount, 1150)
        self.assertIn(correction.name, self.settlement.message_ids[0].body)

    def test_disputed_board_waits(self):
        """REP-09: it is not settled before somebody said at what price."""
        self._dispute()
        self.assertTrue(self.board.charge_disputed)
        with self.assertRaisesRegex(UserError, "Nothing that was shipped"):
            self._settle()

    def test_corrected_price_comes_into_the_next_settlement(self):
        """REP-09, PRI-06: priced anew on record, settled for the second time."""
        self._dispute()
        self.contract.price_ids.filtered(
            lambda price: price.product_id == self.tnet
        ).price = 500
        self.slip.repair_ids.invalidate_recordset()
        action = self.board.with_user(self.vp).action_reprice()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.vp)
            .with_context(**action["context"])
        )
        wizard.reason = "Agreed with the client"
        wizard.save().action_reprice()
        again = self._settlement()
        self.assertEqual(again.amount, 500)
        self.assertEqual(again.line_ids.round, 2)
        self.assertEqual(self.board.settlement_line_id, again.line_ids)

    def test_charge_that_stands(self):
        """REP-09: finance says so, and the board is settled at its price."""
        self._dispute()
        with self.assertRaises(AccessError):
            self.board.with_user(self.manager).action_charge_stands()
        self.board.with_user(self.finance).action_charge_stands()
        self.assertEqual(self._settlement().amount, 800)

    @mute_logger("odoo.sql_db")
    def test_reversed_once(self):
        """REP-09: neither again, nor a reversal, nor of another settlement."""
        correction = self._dispute()
        with self.assertRaisesRegex(UserError, "reversed already"):
            self.settlement._reverse_lines(self.line, "x")
        with self.assertRaisesRegex(UserError, "reversed already"):
            correction._reverse_lines(correction.line_ids, "x")
        with self.assertRaisesRegex(UserError, "lines of this settlement"):
            correction._reverse_lines(self.line, "x")

    def test_invoice_comes_first(self):
        """REP-09: a credit note needs an invoice that it takes back."""
        self.env.company.post_settlement_invoices = False
        self._shipped_slip(self.xian, [self.tnet])
        settlement = self._settlement()
        with self.assertRaisesRegex(UserError, "post the invoice"):
            settlement._reverse_lines(settlement.line_ids, "x")

    def test_closed_slip(self):
        """REP-09: a board of a closed slip can be disputed and priced anew."""
        self.slip.action_close()
        self._dispute()
        action = self.board.with_user(self.vp).action_reprice()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.vp)
            .with_context(**action["context"])
        )
        wizard.reason = "x"
        wizard.save().action_reprice()
        self.assertFalse(self.board.charge_disputed)
