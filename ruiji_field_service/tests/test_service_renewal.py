from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .common import CallCase


@tagged("post_install", "-at_install")
class TestServiceRenewal(PaperMixin, CallCase):
    """What the service head takes along to a client whose maintenance ends."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract.date_end = fields.Date.today() + timedelta(days=30)
        cls.in_time = cls._arrived()
        cls.late = cls._arrived(date_called=cls._hours_ago(24 * 20))
        cls.waiting = cls._new_call(partner_id=cls.xian.id)
        cls._new_call().action_withdraw()
        cls._arrived(date_called=cls._hours_ago(24 * 400))
        cls.env.flush_all()

    @classmethod
    def _arrived(cls, **values):
        call = cls._dispatch(cls._new_call(**values))
        call.with_user(cls.field).action_arrive()
        return call

    def _renewal(self, user=None):
        renewals = self.env["ruiji.service.renewal"].with_user(user or self.head)
        return renewals.search([("number", "=", self.contract.number)])

    def test_figures_of_twelve_months(self):
        """SVC-05: calls, broken promises and punctuality, subordinates included."""
        renewal = self._renewal()
        self.assertEqual(renewal.call_count, 3)
        self.assertEqual(renewal.arrived_count, 2)
        self.assertEqual(renewal.breach_count, 1)
        self.assertEqual(renewal.open_count, 3)
        self.assertEqual(renewal.punctuality, 50)
        calls = self.env["ruiji.service.call"].search(
            renewal.action_open_calls()["domain"]
        )
        self.assertEqual(calls, self.in_time | self.late | self.waiting)

    def test_only_maintenance_near_its_end(self):
        """SVC-05: neither paid contracts nor those that run on or are renewed."""
        self.contract.service_kind = "paid"
        self.env.flush_all()
        self.assertFalse(self._renewal())
        self.contract.service_kind = "contract"
        self.contract.date_end = fields.Date.today() + timedelta(days=90)
        self.env.flush_all()
        self.assertFalse(self._renewal())

    def test_printed_for_the_visit(self):
        """SVC-05: the head prints it, without a price or the contract itself."""
        renewal = self._renewal()
        report = self.env.ref("ruiji_field_service.service_renewal_report")
        [page] = self._print_paper(report, renewal, self.head)
        for text in (self.province.name, self.contract.number, self.late.name):
            self.assertIn(self._plain(text), page)
        with self.assertRaises(AccessError):
            renewal.read(["contract_id"])

    def test_closed_files_stay_closed(self):
        """SVC-05, ACC-02: secret clients: head and management, not the clerk."""
        self.province.confidentiality = "secret"
        self.env.flush_all()
        for user in (self.head, self.vp, self.general_manager):
            self.assertTrue(self._renewal(user), user.login)
        self.assertFalse(self._renewal(self.customer_service))
        for user in (self.field, self.technician, self.wang_user):
            with self.assertRaises(AccessError, msg=user.login):
                self._renewal(user)

    def test_query_count_does_not_grow(self):
        """SVC-05: one statement for all contracts."""

        def cost(count):
            for number in range(count):
                self._new_contract(
                    f"BY-{count}-{number}",
                    self.xian,
                    date_start=fields.Date.today() - timedelta(days=300),
                    date_end=fields.Date.today() + timedelta(days=20),
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            renewals = self.env["ruiji.service.renewal"].with_user(self.head)
            renewals.search([]).read(["number", "call_count", "punctuality"])
            return self.env.cr.sql_log_count - before

        cost(1)
        self.assertLess(cost(100), 2 * cost(10))
