from datetime import datetime

from odoo.tests import freeze_time, tagged

from .common import CallCase


@tagged("post_install", "-at_install")
class TestCallKind(CallCase):
    """What a call costs, found by the system, with the reason."""

    def test_superiors_contract_covers_the_unit(self):
        """SVC-01, CON-06: B by the province's contract, which is named."""
        call = self._new_call()
        self.assertEqual(call.kind, "contract")
        self.assertEqual(call.contract_id, self.contract)
        self.assertIn(self.contract.number, call.kind_reason)
        self.assertIn(self.province.name, call.kind_reason)

    def test_kinds_of_contract(self):
        """SVC-01, CON-06: A and C as the contract says; the nearest one decides."""
        self.contract.service_kind = "warranty"
        self.assertEqual(self._new_call().kind, "warranty")
        own = self._new_contract("RJ-0002", self.yanan, service_kind="paid")
        call = self._new_call()
        self.assertEqual((call.kind, call.contract_id), ("paid", own))

    def test_no_contract_is_paid(self):
        """SVC-01: nothing in force on the day of the call: A, and said so."""
        self.contract.write({"covers_subordinates": False})
        call = self._new_call()
        self.assertEqual(call.kind, "paid")
        self.assertFalse(call.contract_id)
        self.assertTrue(call.kind_reason)

    def test_day_of_the_call_decides(self):
        """SVC-01, CON-02: contracts count from their first day in China on."""
        self.contract.write({"date_start": "2026-03-02", "date_end": "2026-12-31"})
        with freeze_time(datetime(2026, 3, 1, 15, 59)):
            self.assertEqual(self._new_call().kind, "paid")
        with freeze_time(datetime(2026, 3, 1, 16, 1)):
            self.assertEqual(self._new_call().kind, "contract")

    def test_guarantee_of_the_last_repair(self):
        """SVC-01, PRI-05: a serial number under guarantee is free, the repair named."""
        with freeze_time(datetime(2026, 3, 1)):
            slip = self._new_slip(boards=[self.tnet])
            slip.action_submit()
            slip.action_receive()
            slip.repair_ids.sudo().action_repair_start()
            slip.repair_ids.sudo().action_repair_end()
            slip.repair_ids.sudo()._ship()
        serial = slip.repair_ids.serial_number
        self.contract.guarantee_months = 3
        with freeze_time(datetime(2026, 4, 1)):
            call = self._new_call(serial_number=serial)
            self.assertEqual(call.kind, "warranty")
            self.assertEqual(call.earlier_repair_id, slip.repair_ids)
            self.assertIn(slip.repair_ids.name, call.kind_reason)
        with freeze_time(datetime(2026, 7, 1)):
            self.assertEqual(self._new_call(serial_number=serial).kind, "contract")

    def test_contract_filed_late_is_found_anew(self):
        """SVC-01: the clerk has the kind found again once a contract is there."""
        self.contract.covers_subordinates = False
        call = self._new_call()
        self._new_contract("RJ-0003", self.yanan, service_kind="warranty")
        call.action_find_kind()
        self.assertEqual(call.kind, "warranty")

    def test_query_count_does_not_grow(self):
        """SVC-01: kinds of all calls are found in the same queries."""

        def queries(count):
            calls = self.env["ruiji.service.call"].create(
                [
                    {
                        "partner_id": unit.id,
                        "product_id": self.tnet.id,
                        "serial_number": f"Q{count}-{number}",
                        "fault_description": "坏",
                    }
                    for number in range(count)
                    for unit in (self.yanan | self.xian)[number % 2]
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            calls._compute_kind()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(4)
        self.assertLess(queries(100), 2 * queries(10))
