from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .fee_common import FeeCase


@tagged("post_install", "-at_install")
class TestServiceFeePrices(FeeCase):
    """What a signed visit costs."""

    def _lines(self, fee):
        return [(line.charge, line.amount) for line in fee.line_ids]

    def test_price_of_the_list_and_travel(self):
        """SVC-06, PRI-03: the list's price with its parts, and travel by the tariff."""
        self._standard_price(200)
        fee = self._fee(parts=["电容"])
        self.assertEqual(self._lines(fee), [("work", 200), ("part", 0), ("travel", 50)])
        self.assertEqual((fee.amount, fee.state), (250, "to_collect"))
        self.assertEqual(fee.line_ids[0].quantity, 1)
        self.assertTrue(all(fee.line_ids.mapped("source")))

    def test_tariff_where_no_list_knows(self):
        """SVC-06: work and parts by the tariff; suburbs travel further."""
        part = self.env["product.product"].create({"name": "风扇", "type": "consu"})
        self._new_tariff("work", 90)
        self._new_tariff("part", 30, product_id=part.id)
        call = self._new_visit(area="suburbs")
        fee = self._fee(call, part_ids=[(0, 0, {"product_id": part.id, "quantity": 2})])
        self.assertEqual(
            self._lines(fee), [("work", 90), ("part", 60), ("travel", 120)]
        )

    def test_missing_price_waits_for_the_office(self):
        """SVC-06: unpriced work waits; customer service enters it, and is named."""
        fee = self._fee(user=self.customer_service)
        self.assertEqual(fee.state, "to_price")
        self.assertFalse(self._voucher_amount())
        with Form(fee) as form, form.line_ids.edit(0) as line:
            line.price = 80
        self.assertEqual((fee.amount, fee.state), (130, "to_collect"))
        self.assertIn(self.customer_service.name, fee.line_ids[0].source)

    def _voucher_amount(self):
        return self.call.voucher_ids[-1:].with_user(self.field).amount_to_collect

    def test_contract_and_warranty_are_free_with_the_reason(self):
        """SVC-06, CON-06, PRI-05: B and C cost nothing, and say why."""
        self._standard_price(200)
        self.contract.covers_subordinates = True
        for kind in ("contract", "warranty"):
            self.contract.service_kind = kind
            fee = self._fee(self._new_visit())
            self.assertEqual((fee.kind, fee.state, fee.amount), (kind, "free", 0))
            self.assertIn(self.contract.number, fee.free_reason)

    def test_taken_in_is_charged_by_the_workshop(self):
        """SVC-06, REP-06: the settlement charges the repair; here there's travel."""
        self._standard_price(200)
        board = {"product_id": self.tnet.id, "serial_number": "FEE-1"}
        fee = self._fee(
            result="taken_in",
            pickup_ids=[(0, 0, board | {"fault_description": "无输出"})],
        )
        self.assertEqual(self._lines(fee), [("travel", 50)])

    def test_nothing_wrong_costs_the_inspection(self):
        """SVC-06: no fault: the inspection fee of the company."""
        self._standard_price(200)
        fee = self._fee(result="nothing")
        self.assertEqual(self._lines(fee), [("inspection", 60), ("travel", 50)])

    def test_each_visit_travels_absent_clients_do_not_pay(self):
        """SVC-06: one fee a call; work once, travel for each signed visit."""
        self._standard_price(100)
        self._sign(result="absent", signature=False, signer_name=False)
        self._sign(result="continued", reason="缺备件")
        self.assertFalse(self.call.sudo().fee_ids)
        fee = self._fee()
        self.assertEqual(self._lines(fee), [("work", 100), ("travel", 100)])

    def test_corrected_voucher_corrects_the_fee(self):
        """SVC-06, SVC-03: as long as nothing was paid, the last signature counts."""
        self._standard_price(100)
        fee = self._fee()
        action = fee.voucher_id.with_user(self.field).action_correct()
        new = self.env["ruiji.service.voucher"].browse(action["res_id"])
        new = new.with_user(self.field)
        new.write(
            {
                "result": "nothing",
                "signature": self.signature,
                "signer_name": "高建华",
            }
        )
        new.action_conclude()
        self.assertEqual(len(self.call.sudo().fee_ids), 1)
        self.assertEqual(self._lines(fee), [("inspection", 60), ("travel", 50)])

    def test_withdrawn_after_work_is_charged(self):
        """SVC-06: work that was signed is charged, though the call was withdrawn."""
        self.assertFalse(self.call.sudo().fee_ids)
        call = self._dispatch(self._new_call())
        call.action_withdraw()
        self.assertFalse(call.sudo().fee_ids)

    def test_prices_looked_up_anew(self):
        """SVC-06: a price list published late counts as long as nothing was paid."""
        fee = self._fee()
        self._standard_price(100)
        fee.action_price_anew()
        self.assertEqual((fee.amount, fee.state), (150, "to_collect"))
        self._collect(fee)
        with self.assertRaises(UserError):
            fee.action_price_anew()

    def test_query_count_does_not_grow(self):
        """SVC-06, PRI-03: the fees of all calls are priced in the same statements."""
        self._standard_price(100)

        def queries(count):
            calls = self.env["ruiji.service.call"].create(
                [
                    {
                        "partner_id": self.yanan.id,
                        "product_id": self.tnet.id,
                        "fault_description": "坏",
                    }
                ]
                * count
            )
            self._dispatch(calls)
            calls.with_user(self.field).action_arrive()
            vouchers = self.env["ruiji.service.voucher"].create(
                [
                    {"call_id": c.id, "state": "done", "result": "mended"}
                    | {"date_finished": fields.Datetime.now()}
                    for c in calls
                ]
            )
            calls._finish(fields.Datetime.now())
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            calls._charge()
            self.env.flush_all()
            self.assertEqual(len(vouchers.fee_ids), count)
            return self.env.cr.sql_log_count - before

        queries(5)
        self.assertLess(queries(100), 2 * queries(10))
