from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .slip_common import SlipCase

TYPE = "ruiji_client_archive.mail_activity_watch"
CRON = "ruiji_client_archive.cron_watch_clients"


@tagged("post_install", "-at_install")
class TestWatchBusiness(SlipCase):
    """Arrears and falling orders (GRD-04); what keeps a file from disposal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.income, cls.receivable = cls.env["account.account"].create(
            [
                {"name": "主营业务收入", "code": "600188", "account_type": "income"},
                {
                    "name": "应收账款",
                    "code": "112288",
                    "account_type": "asset_receivable",
                    "reconcile": True,
                },
            ]
        )
        cls.journal = cls.env["account.journal"].create(
            {
                "name": "销售",
                "code": "TSALE",
                "type": "sale",
                "default_account_id": cls.income.id,
            }
        )
        cls.clients = cls.yanan | cls.xian
        cls.clients.property_account_receivable_id = cls.receivable

    def _invoice(self, client, amount, days_overdue):
        due = self.today - relativedelta(days=days_overdue)
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": client.id,
                "journal_id": self.journal.id,
                "invoice_date": due,
                "invoice_date_due": due,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "维修费",
                            "account_id": self.income.id,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        invoice.action_post()
        return invoice

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()

    def _kinds(self, client):
        return sorted(client.watch_alert_ids.mapped("kind"))

    def test_arrears_are_raised_once_and_end_when_paid(self):
        """GRD-04: one activity each for manager and VP, none on the next run."""
        self._invoice(self.xian, 5000, 10)
        invoice = self._invoice(self.yanan, 5000, 31)
        self._run()
        self.assertEqual(self._kinds(self.yanan), ["arrears"])
        self.assertFalse(self.xian.watch_alert_ids)
        self.assertIn("5,000", self.yanan.watch_alert_ids.note)
        activities = self.yanan.activity_search([TYPE])
        self.assertEqual(len(activities), len(activities.user_id))
        self.assertLessEqual(self.manager | self.vp, activities.user_id)
        self._run()
        self.assertEqual(self.yanan.activity_search([TYPE]), activities)
        invoice.button_draft()
        self._run()
        self.assertFalse(self.yanan.watch_alert_ids)

    def _send(self, client, times, years_ago):
        with freeze_time(self.today - relativedelta(years=years_ago, days=-30)):
            for _slip in range(times):
                self._new_slip(client, boards=[self.tnet]).action_submit()

    def test_falling_orders(self):
        """GRD-04: by the percentage and the least amount that the rule has."""
        rule = self.env.ref("ruiji_repair_pricing.watch_rule_falling_orders")
        rule.write({"amount": 2400, "percent": 60})
        self._send(self.yanan, 3, 2)
        self._send(self.yanan, 1, 1)
        self._send(self.xian, 2, 2)
        self._run()
        self.assertEqual(self._kinds(self.yanan), ["falling_orders"])
        self.assertIn("67%", self.yanan.watch_alert_ids.note)
        self.assertFalse(self.xian.watch_alert_ids)
        rule.percent = 70
        self._run()
        self.assertFalse(self.yanan.watch_alert_ids)

    def test_two_anomalies_are_one_activity(self):
        """GRD-04: one for each reader, whatever was found that day."""
        self.env.ref("ruiji_repair_pricing.watch_rule_falling_orders").amount = 100
        self._send(self.yanan, 1, 2)
        self._invoice(self.yanan, 5000, 60)
        self._run()
        self.assertEqual(self._kinds(self.yanan), ["arrears", "falling_orders"])
        activities = self.yanan.activity_search([TYPE])
        self.assertEqual(len(activities), len(activities.user_id))

    def test_many_clients_in_the_same_queries(self):
        """GRD-04: a hundred clients in arrears take the queries of ten."""
        clients = self.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"第{number}号通信公司",
                    "client_tier": "independent",
                    "archive_state": "filed",
                    "user_id": self.manager.id,
                    "property_account_receivable_id": self.receivable.id,
                }
                for number in range(110)
            ]
        )
        for client in clients:
            self._invoice(client, 5000, 60)
        self.env.flush_all()
        counts = []
        for some in (clients[:10], clients[10:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._watch(self.today)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(some.watch_alert_ids), len(some))
        # The ORM itself writes a hundred rows a statement.
        self.assertLess(counts[1] - counts[0], 5)

    def test_business_keeps_a_file(self):
        """ACC-12: a client with slips, contracts or orders is not disposed of."""
        propose = self.env["ruiji.disposal"].with_user(self.vp)._propose
        self._new_slip(self.xian)
        with self.assertRaisesRegex(UserError, "repair slips"):
            propose(self.xian.with_user(self.vp), "x")
        self.lanzhou.confidentiality = "internal"
        self.env["sale.order"].create({"partner_id": self.lanzhou.id})
        with self.assertRaisesRegex(UserError, "orders"):
            propose(self.lanzhou.with_user(self.vp), "x")
