from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from ..utils.amount_in_words import in_words
from .fee_common import FeeCase


@tagged("post_install", "-at_install")
class TestServiceFeeMoney(PaperMixin, FeeCase):
    """From the signature to the money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._standard_price(200)

    def _run(self, job):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(f"ruiji_field_service.{job}").method_direct_trigger()
        self.env.invalidate_all()

    def test_collected_on_site_against_a_receipt(self):
        """SVC-06: the technician collects; the receipt has its number and is paper."""
        fee = self._fee()
        voucher = fee.voucher_id.with_user(self.field)
        self.assertEqual(voucher.amount_to_collect, 250)
        voucher.action_collect_fee()
        self._collect(fee, method="wechat", payment_reference="4200001")
        self.assertEqual((fee.state, fee.method), ("collected", "wechat"))
        self.assertEqual(fee.collector_id, self.field)
        self.assertTrue(fee.receipt_number and fee.date_collected)
        report = self.env.ref("ruiji_field_service.service_receipt_report")
        [page] = self._print_paper(report, fee, self.field)
        for text in (fee.receipt_number, self.yanan.name, "贰佰伍拾元整", "4200001"):
            self.assertIn(self._plain(text), page)
        with self.assertRaises(UserError):
            self._collect(fee)

    def test_amounts_in_words(self):
        """SVC-06: amounts as receipts write them out."""
        for amount, words in (
            (0, "零元整"),
            (80, "捌拾元整"),
            (1080.5, "壹仟零捌拾元伍角整"),
            (100050, "壹拾万零伍拾元整"),
            (20000001, "贰仟万零壹元整"),
            (3.07, "叁元零柒分"),
            (0.05, "伍分"),
        ):
            self.assertEqual(in_words(amount), words)

    def test_higher_fees_are_invoiced_by_the_job(self):
        """SVC-06: over the limit of the company: an invoice, once, the same day."""
        self.env.company.collect_limit = 200
        fee = self._fee()
        self.assertEqual(fee.state, "to_invoice")
        with self.assertRaises(AccessError):
            fee.with_user(self.field).read(["amount_to_collect"])
        self._run("cron_invoice_fees")
        invoice = fee.invoice_id
        self.assertEqual(fee.state, "invoiced")
        self.assertEqual(invoice.partner_id, self.yanan)
        self.assertEqual(invoice.amount_untaxed, 250)
        self.assertEqual(invoice.invoice_date, self.env.company._business_day())
        self._run("cron_invoice_fees")
        self.assertEqual(
            self.env["account.move"].search([("service_fee_id", "=", fee.id)]), invoice
        )

    def test_who_does_not_pay_there_is_invoiced(self):
        """SVC-06: the technician says why, and the office invoices."""
        fee = self._fee()
        context = fee.with_user(self.field).action_collect()["context"]
        answers = self.env["ruiji.service.fee.collect"].with_user(self.field)
        answer = answers.with_context(**context).create({})
        with self.assertRaises(UserError):
            answer.action_invoice_instead()
        with self.assertRaises(UserError):
            answer.action_collect()
        answer.reason = "财务要求开票"
        answer.action_invoice_instead()
        self.env.flush_all()
        self.assertEqual(fee.state, "to_invoice")
        fee.action_invoice()
        self.assertEqual(fee.state, "invoiced")

    def test_cancelled_invoice_is_left_to_finance(self):
        """SVC-06: it is to be invoiced again, by who cancelled it; never twice."""
        self.env.company.collect_limit = 200
        fee = self._fee()
        fee.action_invoice()
        first = fee.invoice_id
        first.button_cancel()
        self.assertEqual(fee.state, "to_invoice")
        self._run("cron_invoice_fees")
        self.assertEqual(fee.invoice_id, first)
        fee.action_invoice()
        self.assertNotEqual(fee.invoice_id, first)
        with self.assertRaises(UserError):
            first.button_draft()

    def test_only_who_was_there_collects(self):
        """SVC-06, ACC-02: no colleague, no clerk, no finance; over RPC neither."""
        fee = self._fee()
        for user in (self.field2, self.finance, self.customer_service):
            with self.assertRaises(AccessError, msg=user.login):
                fee.with_user(user).action_collect()
            with self.assertRaises(AccessError, msg=user.login):
                fee.with_user(user)._collect("cash")
            with self.assertRaises(UserError, msg=user.login):
                fee.with_user(user).write({"method": "cash"})
        for user in (self.field, self.head, self.vp, self.manager):
            with self.assertRaises(AccessError, msg=user.login):
                fee.with_user(user).write({"line_ids": []})

    def test_technicians_see_the_sum_alone(self):
        """SVC-06: what they have to collect; no lines, no tariff, no price list."""
        fee = self._fee().with_user(self.field)
        self.assertEqual(fee.read(["amount_to_collect"])[0]["amount_to_collect"], 250)
        form = Form(fee)
        self.assertNotIn("line_ids", form._view["fields"])
        for name in ("amount", "line_ids", "free_reason", "collect_limit"):
            with self.assertRaises(AccessError, msg=name):
                fee.read([name])
        for model in ("ruiji.service.tariff", "ruiji.service.fee.line"):
            with self.assertRaises(AccessError, msg=model):
                self.env[model].with_user(self.field).search([])
        with self.assertRaises(AccessError):
            fee.with_user(self.head).read(["amount"])
        for user in (self.technician, self.outsider, self.wang_user):
            with self.assertRaises(AccessError, msg=user.login):
                fee.with_user(user).read(["state"])

    def test_technicians_open_the_page(self):
        """SVC-06, ACC-02: whom to write to stays open without the client's file."""
        fee = self._fee(user=self.field)
        self.assertFalse(self.yanan.with_user(self.field).has_access("read"))
        told = fee._message_get_suggested_recipients(no_create=True)
        self.assertNotIn(self.yanan.id, [one["partner_id"] for one in told])

    def test_closed_files_keep_their_fees_closed(self):
        """SVC-06, ACC-02: secret clients' fees are finance's, not the clerk's."""
        fee = self._fee()
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        for user in (self.customer_service, self.other_manager):
            seen = self.env["ruiji.service.fee"].with_user(user).search([])
            self.assertNotIn(fee, seen)
        self.assertEqual(fee.with_user(self.finance).read(["amount"])[0]["amount"], 250)

    def test_settled_lines_stay(self):
        """SVC-06: what was collected isn't changed any more, nor taken away."""
        fee = self._collect(self._fee()).with_user(self.finance)
        with self.assertRaises(UserError):
            fee.line_ids[0].price = 1
        with self.assertRaises(UserError):
            fee.line_ids[0].unlink()
        with self.assertRaises(UserError):
            fee.sudo().unlink()
