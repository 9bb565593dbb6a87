from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import DAY, PricingCase

CRON = "ruiji_repair_pricing.cron_contract_states"


@tagged("post_install", "-at_install")
class TestContractLife(PricingCase):
    """One word for where a contract stands, and who moves it on."""

    @freeze_time(DAY)
    def test_every_state_of_a_life(self):
        """CON-02: the state follows papers, flag and dates; nobody types it."""
        for state, values in {
            "draft": {"filing_state": "draft"},
            "filed": {"date_start": date(2026, 7, 1)},
            "in_force": {},
            "expiring": {"date_end": date(2026, 8, 14)},
            "expired": {"date_end": date(2026, 6, 14)},
            "void": {"validity": "void"},
        }.items():
            with self.subTest(state=state):
                contract = self._new_contract(self.yanan, state, **values)
                self.assertEqual(contract.state, state)
                found = contract.search([("number", "=", state)])
                self.assertEqual(found.mapped("state"), [state])

    def test_the_daily_job_moves_contracts_on(self):
        """CON-02: time alone moves a contract from filed to expired."""
        with freeze_time("2025-12-01"):
            contract = self._new_contract(self.yanan, "Y-1")
            self.assertEqual(contract.state, "filed")
        for day, state in (
            ("2026-01-01", "in_force"),
            ("2026-10-31", "in_force"),
            ("2026-11-01", "expiring"),
            ("2026-12-31", "expiring"),
            ("2027-01-01", "expired"),
        ):
            with freeze_time(day), self.subTest(day=day):
                with self.enter_registry_test_mode():
                    self.env.ref(CRON).method_direct_trigger()
                self.env.invalidate_all()
                self.assertEqual(contract.state, state)

    def test_what_depends_on_the_state_follows_the_day(self):
        """CON-02: a stored field that looks at the state is moved on with it."""
        self.env["ir.model.fields"].create(
            {
                "name": "x_state_twin",
                "model_id": self.env.ref(
                    "ruiji_repair_pricing.model_ruiji_contract"
                ).id,
                "ttype": "selection",
                "related": "state",
                "store": True,
            }
        )
        with freeze_time("2026-06-15"):
            contract = self._new_contract(self.yanan, "Y-1")
            self.assertEqual(contract.x_state_twin, "in_force")
        with freeze_time("2027-01-01"):
            contract._refresh_states()
            self.assertEqual(contract.x_state_twin, "expired")

    def test_the_daily_job_costs_the_same_for_ten_or_a_hundred(self):
        """CON-02: one search, one update."""

        def cost(count, year):
            with freeze_time(f"{year}-06-15"):
                for number in range(count):
                    self._new_contract(
                        self.yanan,
                        f"{year}-{number}",
                        date_start=date(year, 1, 1),
                        date_end=date(year, 12, 31),
                    )
                self.env.flush_all()
            with freeze_time(f"{year + 1}-01-02"):
                self.env.invalidate_all()
                Contract = self.env["ruiji.contract"]
                before = self.env.cr.sql_log_count
                moved = Contract.search(
                    Contract._moved_by_time_domain(date(year + 1, 1, 2))
                )
                moved._refresh_states()
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        cost(1, 2031)
        self.assertEqual(cost(10, 2033), cost(100, 2035))

    @freeze_time(DAY)
    def test_drafts_price_nothing_until_filed(self):
        """CON-01: the clerk enters a draft and files it when it is signed."""
        Contract = self.env["ruiji.contract"].with_user(self.clerk)
        with Form(Contract.with_context(default_filing_state="draft")) as form:
            form.number = "RJ-1"
            form.name = "维修合同"
            form.partner_id = self.yanan
            form.date_start = date(2026, 1, 1)
            form.date_end = date(2026, 12, 31)
        contract = form.record
        self._new_price(contract, self.aslc, 100)
        self.assertEqual((contract.state, contract.validity), ("draft", "void"))
        self.assertFalse(self._resolve(self.yanan, self.aslc)["price"])
        with self.assertRaisesRegex(UserError, "who signed"):
            contract.action_file()
        contract.write({"signer": "孙桂", "date_signed": date(2025, 12, 1)})
        contract.action_file()
        self.assertEqual((contract.state, contract.validity), ("in_force", "in_force"))
        self.assertEqual(contract.date_filed, DAY)
        self.assertEqual(self._resolve(self.yanan, self.aslc)["price"], 100)

    @freeze_time(DAY)
    def test_steps_are_taken_by_buttons_alone(self):
        """CON-02: over RPC nobody types filing, approval or acknowledgement."""
        contract = self._new_contract(self.yanan, "Y-1").with_user(self.clerk)
        for vals in (
            {"filing_state": "draft"},
            {"approved_by_id": self.vp.id},
            {"reminder_acknowledged_end": DAY},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                contract.write(vals)
        with self.assertRaises(AccessError):
            contract.create(
                {
                    "name": "x",
                    "number": "Y-2",
                    "partner_id": self.yanan.id,
                    "date_start": DAY,
                    "date_end": DAY,
                    "approved_by_id": self.vp.id,
                }
            )

    @freeze_time(DAY)
    def test_used_contract_is_not_deleted(self):
        """CON-07: in force it stays; a draft may go."""
        contract = self._new_contract(self.yanan, "Y-1")
        with self.assertRaisesRegex(UserError, "in force"):
            contract.with_user(self.clerk).unlink()
        draft = self._new_contract(self.yanan, "Y-2", filing_state="draft")
        draft.with_user(self.clerk).unlink()
        self.assertFalse(draft.exists())
