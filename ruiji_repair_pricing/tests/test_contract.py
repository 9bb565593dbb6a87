from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DAY, PricingCase


@freeze_time(DAY)
@tagged("post_install", "-at_install")
class TestContract(PricingCase):
    def test_clerk_files_a_contract(self):
        """CON-01: entered by the marketing clerk when the contract is filed."""
        Contract = self.env["ruiji.contract"].with_user(self.clerk)
        with Form(Contract) as form:
            form.number = "RJ-2026-1"
            form.name = "板件维修服务合同"
            form.partner_id = self.province
            self.assertEqual(form.contracting_party_id, self.province)
            form.signer = "金洋秀"
            form.date_signed = date(2025, 12, 20)
            form.date_start = date(2026, 1, 1)
            form.date_end = date(2026, 12, 31)
            form.date_filed = date(2026, 1, 5)
            form.archive_number = "DA00001"
            form.filing_note = "正本两份"
            form.amount = 250000
        contract = form.record
        self.assertEqual(contract.display_name, "RJ-2026-1 板件维修服务合同")
        self.assertEqual(contract.validity, "in_force")
        self.assertEqual(contract.currency_id, self.env.company.currency_id)
        scan = self.env["ir.attachment"].with_user(self.clerk)
        scan = scan.create(
            {
                "name": "scan.pdf",
                "raw": b"%PDF-1.4",
                "res_model": contract._name,
                "res_id": contract.id,
            }
        )
        self.assertEqual(scan.with_user(self.finance).raw, b"%PDF-1.4")
        with self.assertRaises(AccessError):
            scan.with_user(self.technician).raw  # noqa: B018

    def test_number_is_unique(self):
        """CON-01: no two contracts with one number."""
        self._new_contract(self.yanan, "RJ-1")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self._new_contract(self.xian, "RJ-1")

    def test_only_filed_clients_take_contracts(self):
        """ARC-07: a draft file takes no contract."""
        draft = self._new_client(
            "中国电信铜川分公司", "prefecture", archive_state="draft"
        )
        with self.assertRaisesRegex(ValidationError, "File the client's archive first"):
            self._new_contract(draft, "RJ-1")

    def test_end_before_start_is_refused(self):
        """CON-02: the sentence names both days; the database refuses it as well."""
        contract = self._new_contract(self.yanan, "RJ-1")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(Exception, "dates_in_order|before it starts"),
        ):
            contract.date_end = date(2025, 12, 31)
            self.env.flush_all()

    def test_in_force_today_is_searchable(self):
        """CON-02: in force on a day = flag in force and the day within its dates."""
        running = self._new_contract(self.yanan, "RJ-1")
        void = self._new_contract(self.yanan, "RJ-2", validity="void")
        ended = self._new_contract(
            self.yanan,
            "RJ-3",
            date_start=date(2025, 1, 1),
            date_end=date(2026, 6, 14),
        )
        ending = self._new_contract(self.yanan, "RJ-4", date_end=DAY)
        coming = self._new_contract(self.yanan, "RJ-5", date_start=date(2026, 6, 16))
        ours = running + void + ended + ending + coming
        Contract = self.env["ruiji.contract"]
        domain = [("id", "in", ours.ids)]
        found = Contract.search([*domain, ("in_force_today", "=", True)])
        self.assertEqual(found, running + ending)
        self.assertEqual(ours.filtered("in_force_today"), running + ending)
        rest = Contract.search([*domain, ("in_force_today", "=", False)])
        self.assertEqual(rest, ours - found)
        self.assertEqual(
            ours.mapped("state"),
            ["in_force", "void", "expired", "expiring", "filed"],
        )

    def test_coverage_follows_the_tier(self):
        """CON-05: with subordinates by default for provinces and groups."""
        for client, covers in (
            (self.group, True),
            (self.province, True),
            (self.yanan, False),
        ):
            contract = self._new_contract(client, f"RJ-{client.id}")
            self.assertEqual(contract.covers_subordinates, covers)
        own = self._new_contract(self.group, "RJ-OWN", covers_subordinates=False)
        self.assertFalse(own.covers_subordinates)

    def test_covering_contracts_of_a_unit(self):
        """SUB-03: a contract signed at one level covers the levels below; the
        unit's file shows the nearest."""
        of_group = self._new_contract(self.group, "G-1")
        of_province = self._new_contract(self.province, "P-1")
        self._new_contract(self.province, "P-2", covers_subordinates=False)
        self._new_contract(self.province, "P-3", validity="void")
        for unit, covering in (
            (self.yanan, of_province + of_group),
            (self.lanzhou, of_group),
            (self.group, of_group),
        ):
            unit = unit.with_user(self.manager)
            self.assertEqual(unit.covering_contract_ids, covering)
            self.assertEqual(unit.covering_contract_id, covering[0])
        in_2027 = self.yanan._covering_contracts(date(2027, 6, 1))
        self.assertFalse(in_2027[self.yanan.id])

    def test_file_shows_its_contracts(self):
        """CON-01: the client's file lists its contracts and what covers it today."""
        contract = self._new_contract(self.yanan, "Y-1")
        view = self.env.ref("ruiji_client_archive.client_view_form")
        with Form(self.yanan.with_user(self.clerk), view=view) as form:
            self.assertEqual(form.business_contract_count, 1)
            self.assertEqual(form.covering_contract_id, contract)
        action = self.yanan.with_user(self.clerk).action_open_business_contracts()
        found = self.env["ruiji.contract"].search(action["domain"])
        self.assertEqual(found, contract)

    def test_superior_s_contract_counts_for_the_units_below(self):
        """ARC-10, CON-05: in the score, in the list of things to do, on the button."""
        rule = self.env.ref("ruiji_repair_pricing.completeness_rule_contract")
        self.yanan._refresh_completeness()
        before = self.yanan.completeness
        asked = [item["text"] for item in self.yanan.file_todo]
        self.assertIn(rule.name, asked)
        contract = self._new_contract(self.province, "P-1", covers_subordinates=True)
        self.yanan.invalidate_recordset()
        self.yanan._refresh_completeness()
        self.assertGreater(self.yanan.completeness, before)
        client = self.yanan.with_user(self.clerk)
        self.assertEqual(client.business_contract_count, 1)
        action = client.action_open_business_contracts()
        found = self.env["ruiji.contract"].search(action["domain"])
        self.assertEqual(found, contract)

    def test_only_the_supervisor_changes_the_flag(self):
        """CON-02: the flag changes only with the supervisor's approval."""
        contract = self._new_contract(self.yanan, "Y-1")
        as_clerk = contract.with_user(self.clerk)
        with self.assertRaisesRegex(AccessError, "decided by the marketing VP"):
            as_clerk.validity = "void"
        with self.assertRaisesRegex(AccessError, "decided by the marketing VP"):
            as_clerk.action_void()
        as_clerk.write({"validity": "in_force", "signer": "孙桂"})
        self.assertEqual(contract.validity, "in_force")

    def test_void_and_reinstated_with_reasons_on_record(self):
        """CON-02: proposed by the clerk, decided by the VP, logged with the reason."""
        contract = self._new_contract(self.yanan, "Y-1")
        self._decide(contract.with_user(self.clerk), "action_propose_void", "重复签订")
        self.assertEqual(contract.validity, "in_force")
        [proposal] = contract.activity_ids
        self.assertEqual(proposal.user_id, self.vp)
        self._decide(contract.with_user(self.vp), "action_void", "已重签")
        self.assertEqual(contract.validity, "void")
        self.assertFalse(contract.activity_ids)
        self.assertIn("已重签", str(contract.message_ids.mapped("body")))
        self._decide(contract.with_user(self.general_manager), "action_reinstate", "误")
        self.assertEqual(contract.validity, "in_force")

    def _decide(self, contract, button, reason):
        action = getattr(contract, button)()
        Decision = self.env["ruiji.contract.decision"].with_user(contract.env.user)
        with Form(Decision.with_context(**action["context"])) as form:
            form.reason = reason
        form.record.action_confirm()

    def test_contract_in_force_is_not_deleted(self):
        """CON-07: neither by the clerk nor by anybody else."""
        contract = self._new_contract(self.yanan, "Y-1")
        with self.assertRaisesRegex(UserError, "in force"):
            contract.with_user(self.clerk).unlink()
        contract.with_user(self.vp).validity = "void"
        contract.with_user(self.clerk).unlink()

    def test_contracts_make_clients_current_or_former(self):
        """ARC-05: a contract in force makes a client current; once it is over,
        former."""
        self.assertEqual(self.yanan.lifecycle, "prospective")
        contract = self._new_contract(self.yanan, "Y-1")
        self.assertEqual(self.yanan.lifecycle, "current")
        contract.write({"date_start": "2020-01-01", "date_end": "2021-12-31"})
        self.assertEqual(self.yanan.lifecycle, "former")
        self.assertEqual(self.yanan.lifecycle_date, date(2021, 12, 31))
        self._new_contract(self.yanan, "Y-2")
        self.assertEqual(self.yanan.lifecycle, "current")
