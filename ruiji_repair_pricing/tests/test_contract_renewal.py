from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import PricingCase


@freeze_time("2026-11-15")
@tagged("post_install", "-at_install")
class TestContractRenewal(PricingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.contract = cls._new_contract(cls.yanan, "Y-1", amount=1000)
        cls._new_price(
            cls.contract,
            cls.aslc,
            100,
            date_start=date(2026, 1, 1),
            date_end=date(2026, 6, 30),
        )
        cls._new_price(cls.contract, cls.aslc, 200, date_start=date(2026, 7, 1))
        cls._new_price(cls.contract, cls.zxj10, 300)

    def _renew(self, user=None, percent=0, **values):
        contract = self.contract.with_user(user or self.manager)
        context = contract.action_renew()["context"]
        Renewal = self.env["ruiji.contract.renewal"].with_user(contract.env.user)
        with Form(Renewal.with_context(**context)) as form:
            form.number = "Y-2"
            form.percent = percent
            for name, value in values.items():
                setattr(form, name, value)
        action = form.record.action_renew()
        return contract.browse(action["res_id"])

    def test_copies_the_contract_with_its_prices(self):
        """CON-04: the next period, the last price of each line, ten percent dearer,
        linked as a chain."""
        renewal = self._renew(percent=10)
        self.assertEqual(renewal.renewed_from_id, self.contract)
        self.assertEqual(self.contract.renewal_id, renewal)
        self.assertEqual(
            (renewal.date_start, renewal.date_end),
            (date(2027, 1, 1), date(2027, 12, 31)),
        )
        self.assertEqual(sorted(renewal.price_ids.mapped("price")), [220, 330])
        self.assertFalse(any(renewal.price_ids.mapped("date_start")))
        self.assertEqual(renewal.state, "draft")
        self.assertFalse(renewal.signer)

    def test_comes_into_force_by_approval_alone(self):
        """CON-10: proposed by the account manager, approved by the VP, on record."""
        renewal = self._renew(date_start=date(2026, 11, 1))
        with self.assertRaises(AccessError):
            renewal.with_user(self.clerk).write({"validity": "in_force"})
        with self.assertRaisesRegex(UserError, "approves it"):
            renewal.with_user(self.clerk).action_file()
        with self.assertRaisesRegex(AccessError, "decided by"):
            renewal.action_approve()
        renewal.action_propose()
        self.assertIn(self.vp, renewal.sudo().activity_ids.user_id)
        self.assertEqual(renewal.state, "draft")
        renewal.with_user(self.vp).action_approve()
        self.assertEqual((renewal.state, renewal.validity), ("in_force", "in_force"))
        self.assertEqual(renewal.approved_by_id, self.vp)
        self.assertFalse(renewal.sudo().activity_ids)
        with self.assertRaisesRegex(UserError, "already"):
            renewal.with_user(self.vp).action_approve()

    def test_returned_with_a_reason(self):
        """CON-10: what is not approved goes back as a draft."""
        renewal = self._renew()
        renewal.action_propose()
        action = renewal.with_user(self.vp).action_return()
        Decision = self.env["ruiji.contract.decision"].with_user(self.vp)
        with Form(Decision.with_context(**action["context"])) as form:
            form.reason = "涨价太多"
        form.record.action_confirm()
        self.assertEqual(renewal.filing_state, "draft")
        self.assertIn("涨价太多", str(renewal.sudo().message_ids.mapped("body")))

    def test_a_clerk_cannot_slip_a_renewal_past_the_vp(self):
        """CON-10: a renewal entered by hand starts as a draft, too."""
        renewal = (
            self.env["ruiji.contract"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "续签",
                    "number": "Y-3",
                    "partner_id": self.yanan.id,
                    "date_start": date(2027, 1, 1),
                    "date_end": date(2027, 12, 31),
                    "renewed_from_id": self.contract.id,
                }
            )
        )
        self.assertEqual((renewal.state, renewal.validity), ("draft", "void"))

    def test_one_successor(self):
        """CON-04: a contract is renewed once; the database refuses a second."""
        renewal = self._renew()
        with self.assertRaisesRegex(UserError, "renewed by Y-2"):
            self.contract.with_user(self.clerk).action_renew()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self._new_contract(self.yanan, "Y-4", renewed_from_id=self.contract.id)
        renewal.with_user(self.clerk).unlink()
        self.contract.with_user(self.clerk).action_renew()

    def test_only_its_manager_and_the_marketing_department_renew(self):
        """CON-04: others' contracts are not mine to renew, over RPC either."""
        with self.assertRaises(AccessError):
            self._renew(user=self.other_manager)
        with self.assertRaises(AccessError):
            self._renew(user=self.finance)

    def test_gaps_and_overlaps_are_shown(self):
        """CON-04: before the draft is made, and on the contract itself."""
        context = self.contract.with_user(self.manager).action_renew()["context"]
        Renewal = self.env["ruiji.contract.renewal"].with_user(self.manager)
        form = Form(Renewal.with_context(**context))
        self.assertFalse(form.period_note)
        form.date_start = date(2027, 1, 11)
        self.assertIn("10 days without cover after Y-1", form.period_note)
        form.date_start = date(2026, 12, 1)
        self.assertIn("Overlaps Y-1", form.period_note)
        later = self._new_contract(
            self.yanan, "Y-9", date_start="2027-02-01", date_end="2027-12-31"
        )
        self.assertIn("31 days without cover after Y-1", later.period_note)
        self.assertIn("31 days without cover before Y-9", self.contract.period_note)

    def test_comparison_before_approval(self):
        """CON-10: the VP sees lines added, dropped and repriced with percent."""
        renewal = self._renew(percent=5)
        prices = renewal.price_ids.with_user(self.manager)
        prices.filtered(lambda line: line.product_id == self.aslc).unlink()
        self._new_price(renewal, self.dti, 500)
        action = renewal.with_user(self.vp).action_compare_with_previous()
        comparison = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(comparison.added_count, 1)
        self.assertEqual(comparison.dropped_count, 1)
        self.assertEqual(comparison.repriced_count, 1)
        repriced = comparison.line_ids.filtered(lambda x: x.change == "repriced")
        self.assertAlmostEqual(repriced.percent, 0.05)
        with self.assertRaisesRegex(UserError, "renews no other"):
            self.contract.action_compare_with_previous()
