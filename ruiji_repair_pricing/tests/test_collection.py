from datetime import date

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .settlement_common import SettlementCase

READERS = ("finance", "manager", "vp", "general_manager")


@tagged("post_install", "-at_install")
class TestCollection(SettlementCase):
    """ANA-04: what was invoiced and collected, by the client's grade."""

    def setUp(self):
        super().setUp()
        self.env.company.post_settlement_invoices = True
        self._shipped_slip()
        self.invoice = self._settlement().invoice_id
        self.env.flush_all()

    def _rows(self, user, **conditions):
        domain = [(name, "=", value) for name, value in conditions.items()]
        return self.env["ruiji.collection"].with_user(user).search(domain)

    def _due(self, days):
        today = fields.Date.today()
        self.invoice.invoice_date_due = fields.Date.subtract(today, days=days)
        self.env.flush_all()

    def test_open_and_overdue(self):
        """ANA-04: nothing is overdue before the day after it was due."""
        for days, overdue in ((-5, 0), (0, 0), (12, 12)):
            with self.subTest(days=days):
                self._due(days)
                self.env.invalidate_all()
                row = self._rows(self.finance, invoice_id=self.invoice.id)
                self.assertEqual(row.invoiced, self.invoice.amount_total)
                self.assertEqual(row.open_amount, self.invoice.amount_total)
                self.assertEqual(row.collected, 0)
                self.assertEqual(row.overdue_days, overdue)
                self.assertEqual(row.overdue_amount, overdue and row.invoiced)

    def test_what_is_paid_is_collected(self):
        """ANA-04: a payment moves an amount from open to collected."""
        self._due(12)
        part = self.invoice.amount_total - 100
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        ).create(
            {"amount": part, "payment_date": date(2026, 5, 1)}
        ).action_create_payments()
        self.env.flush_all()
        self.env.invalidate_all()
        row = self._rows(self.finance, invoice_id=self.invoice.id)
        self.assertEqual(row.collected, part)
        self.assertEqual((row.open_amount, row.overdue_amount), (100, 100))

    def test_by_grade(self):
        """ANA-04: the figures follow the grade that the client has now."""
        self.province.national_rank = 1
        self.env.flush_all()
        groups = (
            self.env["ruiji.collection"]
            .with_user(self.finance)
            ._read_group(
                [("partner_id", "=", self.province.id)], ["grade"], ["invoiced:sum"]
            )
        )
        self.assertEqual(groups, [("key", self.invoice.amount_total)])

    def test_readers(self):
        """ANA-04, ACC-06: finance and managers, and nobody by any other door."""
        for login in READERS:
            with self.subTest(login):
                self.assertTrue(self._rows(getattr(self, login)))
        for user in (self.clerk, self.technician, self.technical_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._rows(user)

    def test_closed_files_stay_closed(self):
        """ACC-02: another's account manager doesn't find what a secret client owes."""
        self.assertTrue(self._rows(self.other_manager, partner_id=self.province.id))
        self.province.confidentiality = "secret"
        self.env.flush_all()
        self.assertFalse(self._rows(self.other_manager, partner_id=self.province.id))
        self.assertTrue(self._rows(self.manager, partner_id=self.province.id))

    def test_a_row_opens_what_its_reader_may_see(self):
        """ANA-02: the invoice, or the client's file for those who read none."""
        for login in READERS:
            user = getattr(self, login)
            action = self._rows(user, invoice_id=self.invoice.id).action_open()
            opened = self.env[action["res_model"]].with_user(user)
            with self.subTest(login):
                self.assertTrue(opened.browse(action["res_id"]).has_access("read"))
        action = self._rows(self.finance, invoice_id=self.invoice.id).action_open()
        self.assertEqual(action["res_model"], "account.move")
