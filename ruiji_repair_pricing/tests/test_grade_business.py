from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .slip_common import SlipCase

FILE_CONTRACT = "ruiji_client_archive.mail_activity_file_contract"


@tagged("post_install", "-at_install")
class TestGradeBusiness(SlipCase):
    """Contracts, repairs and orders decide grade and lifecycle."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.year = cls.today.year

    def _years(self, client, first, last, **values):
        return self._new_contract(
            f"T-{client.id}-{first}-{last}",
            client,
            date_start=f"{self.year + first}-01-01",
            date_end=f"{self.year + last}-12-31",
            **values,
        )

    def _order(self, client, price, when=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": client.id,
                "order_line": [
                    Command.create({"product_id": self.spc.id, "price_unit": price})
                ],
            }
        )
        order.order_line.price_unit = price
        order.action_confirm()
        if when:
            order.date_order = when
        return order

    def test_years_of_contracts(self):
        """GRD-01: three years on end make a key client, two a stable one."""
        self._years(self.xian, -1, 1)
        self.assertEqual(self.xian.grade, "stable")
        self._years(self.lanzhou, -2, 1)
        self.assertEqual(self.lanzhou.grade, "key")
        self.assertEqual(self.lanzhou.confidentiality, "confidential")

    def test_a_contract_that_came_to_nothing(self):
        """GRD-01: void before its end; what ended counts though it is void now."""
        contract = self._years(self.xian, -2, 1)
        contract._change_validity("void", "未履行")
        self.assertEqual(self.xian.grade, "potential")
        ended = self._years(self.lanzhou, -3, -1)
        ended._change_validity("void", "到期")
        self.assertEqual(self.lanzhou.grade, "key")

    def test_amounts_of_contracts(self):
        """GRD-01: a single large contract; its amount counts once, by years."""
        contract = self._years(self.xian, 0, 0, amount=299_999)
        self.assertEqual(self.xian.grade, "stable")
        with Form(contract.with_user(self.clerk)) as form:
            form.amount = 300_000
        self.assertEqual(self.xian.grade, "key")

    def test_repairs_and_orders_add_up(self):
        """GRD-01: boards repaired and goods ordered, whichever the client sends."""
        self._order(self.yanan, 100_000 - 800 - 350)
        self.assertEqual(self.yanan.grade, "general")
        slip = self._new_slip()
        slip.with_user(self.clerk).action_submit()
        self.assertEqual(self.yanan.grade, "stable")
        self.assertIn("100,000", self.yanan.grade_reason)

    def test_a_contract_and_its_repairs_count_once(self):
        """GRD-01: the greater of what was promised and what was repaired."""
        self._years(self.yanan, 0, 0, amount=60_000)
        self._order(self.yanan, 60_000)
        volume = self.yanan._business_volumes(self.today)[self.yanan.id]
        self.assertEqual(volume.years, {self.year: 60_000})

    def test_foreign_currency(self):
        """GRD-01: amounts are compared in the company's currency."""
        usd = self.env.ref("base.USD")
        usd.active = True
        company = self.env.company
        foreign = usd if company.currency_id != usd else self.env.ref("base.EUR")
        foreign.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": foreign.id,
                "name": "2020-01-01",
                "rate": 0.5,
                "company_id": company.id,
            }
        )
        self._years(self.xian, 0, 0, amount=200_000, currency_id=foreign.id)
        volume = self.xian._business_volumes(self.today)[self.xian.id]
        self.assertEqual(volume.largest_contract, 400_000)

    def test_many_clients_in_the_same_queries(self):
        """GRD-01: the facts of a hundred clients take the queries of ten."""
        clients = self.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"第{number}号通信公司",
                    "client_tier": "independent",
                    "archive_state": "filed",
                }
                for number in range(110)
            ]
        )
        for number, client in enumerate(clients):
            self._years(client, -(number % 4), 1, amount=number * 10_000)
        self.env.flush_all()
        counts = []
        for some in (clients[:10], clients[10:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._refresh_lifecycle()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_every_fact_moves_the_lifecycle(self):
        """ARC-05: contract entered, shortened, voided, deleted; order; repair."""
        self.assertEqual(self.xian.lifecycle, "prospective")
        contract = self._years(self.xian, 0, 0)
        self.assertEqual(self.xian.lifecycle, "current")
        yesterday = self.today - relativedelta(days=1)
        contract.date_start = yesterday - relativedelta(years=2)
        contract.date_end = yesterday
        self.assertEqual(self.xian.lifecycle, "former")
        contract.date_end = f"{self.year + 1}-12-31"
        self.assertEqual(self.xian.lifecycle, "current")
        contract.with_user(self.vp)._change_validity("void", "终止合作")
        self.assertNotEqual(self.xian.lifecycle, "current")
        contract.unlink()
        self.assertEqual(self.xian.lifecycle, "prospective")
        order = self._order(self.xian, 10)
        self.assertEqual(self.xian.lifecycle, "current")
        order._action_cancel()
        self.assertEqual(self.xian.lifecycle, "prospective")
        with freeze_time(self.today - relativedelta(years=3)):
            self._new_slip(self.xian).action_submit()
        self.assertEqual(self.xian.lifecycle, "former")

    def test_a_lead_won_turns_current_on_its_contract(self):
        """ARC-12: the contract answers the activity and makes the client current."""
        lead = self.env["crm.lead"].create(
            {
                "name": "板件维修",
                "type": "opportunity",
                "partner_id": self.yanan.id,
                "user_id": self.manager.id,
            }
        )
        lead.action_set_won()
        self.assertTrue(self.yanan.activity_search([FILE_CONTRACT]))
        self.assertEqual(self.yanan.lifecycle, "prospective")
        self._years(self.yanan, 0, 0)
        self.assertFalse(self.yanan.activity_search([FILE_CONTRACT]))
        self.assertEqual(self.yanan.lifecycle, "current")
