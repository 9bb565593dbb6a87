from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .visit_common import VisitCase


@tagged("post_install", "-at_install")
class TestRenewalVisit(VisitCase):
    """A month before the end of a maintenance contract."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ruiji.contract"].search([]).write(
            {"date_start": "2000-01-01", "date_end": "2001-01-01"}
        )
        with freeze_time("2026-01-05"):
            cls.contract = cls._new_contract("BY-1", cls.yanan)

    @classmethod
    def _new_contract(cls, number, client, **values):
        return cls.env["ruiji.contract"].create(
            {
                "name": "设备保养合同",
                "number": number,
                "partner_id": client.id,
                "service_kind": "contract",
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
                **values,
            }
        )

    def _remind(self, day):
        job = self.env.ref("ruiji_repair_pricing.cron_contract_reminders")
        self.env.flush_all()
        with freeze_time(day), self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def test_a_plan_is_drafted_once(self):
        """SVC-05, CON-03, CON-08: for the account manager, two weeks before the end."""
        for day in ("2026-12-01", "2026-12-02", "2026-12-28"):
            self._remind(day)
        visit = self.contract.renewal_visit_ids
        self.assertEqual(len(visit), 1)
        self.assertEqual((visit.state, visit.user_id), ("draft", self.manager))
        self.assertEqual(visit.visit_day, date(2026, 12, 17))
        self.assertIn("BY-1", visit.goal)
        self.assertEqual(visit.activity_ids.user_id, self.manager)
        taken = self.contract.reminder_ids.filtered(lambda r: r.task == "visit")
        self.assertEqual((taken.state, taken.delivery), ("fired", "visit"))

    def test_missed_days_are_made_up_for(self):
        """SVC-05, CON-08: late, the visit is planned for the next working day."""
        self._remind("2026-12-24")
        visit = self.contract.renewal_visit_ids
        self.assertEqual(visit.visit_day, date(2026, 12, 25))

    def test_result_is_seen_at_the_contract(self):
        """SVC-05: what came of the visit stands at the contract."""
        self._remind("2026-12-01")
        visit = self.contract.renewal_visit_ids.with_user(self.manager)
        visit.action_submit()
        visit.with_user(self.vp).action_approve()
        with freeze_time("2026-12-17 06:00:00"):
            visit.action_hold()
        visit.findings = "客户同意续签，价格上浮3%"
        contract = self.contract.with_user(self.manager)
        self.assertIn("renewal_visit_ids", Form(contract)._view["fields"])
        self.assertEqual(contract.renewal_visit_ids.findings, visit.findings)

    def test_finance_opens_contracts_without_visits(self):
        """SVC-05, ACC-02: who reads no visits reads the contract all the same."""
        self._remind("2026-12-01")
        form = Form(self.contract.with_user(self.finance))
        self.assertNotIn("renewal_visit_ids", form._view["fields"])
        with self.assertRaises(AccessError):
            self.contract.with_user(self.finance).read(["renewal_visit_ids"])

    def test_query_count_does_not_grow(self):
        """SVC-05: a hundred contracts that end take few statements more than ten."""

        def cost(count, year):
            for number in range(count):
                self._new_contract(
                    f"{year}-{number}",
                    self.yanan,
                    date_start=date(year, 1, 1),
                    date_end=date(year, 12, 31),
                )
            self.env.flush_all()
            with freeze_time(f"{year}-12-05"):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                contracts = self.env["ruiji.contract"]
                due = contracts.browse(contracts._contracts_with_due_steps())
                due._take_due_steps()
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        cost(1, 2031)
        self.assertLess(cost(100, 2035), 2 * cost(10, 2033))
