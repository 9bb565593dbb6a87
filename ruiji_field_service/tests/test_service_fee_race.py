from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_clock_race import CallRaceCase


@tagged("post_install", "-at_install")
class TestServiceFeeRace(CallRaceCase):
    """Two that charge the same call at the same moment."""

    def setUp(self):
        super().setUp()
        with self._as() as env:
            self.fee_id = self._make_fee(env).id

    def _make_fee(self, env):
        company = env["res.company"].browse(1)
        return env["ruiji.service.fee"].create(
            {
                "call_id": self.call_id,
                "technician_id": self.user_id,
                "kind": "paid",
                "currency_id": company.currency_id.id,
                "collect_limit": 500,
                "date_due": "2026-03-10",
                "line_ids": [
                    Command.create({"name": "工时", "price": 80, "priced": True})
                ],
            }
        )

    def _fee(self, env):
        return env["ruiji.service.fee"].browse(self.fee_id)

    def _remove_what_was_committed(self):
        with self._as() as env:
            fee = self._fee(env)
            fee.activity_ids.unlink()
            fee.message_ids.unlink()
            env["account.move"].search([("service_fee_id", "=", fee.id)]).unlink()
        return super()._remove_what_was_committed()

    def _collect(self, env):
        self._fee(env)._collect("cash")
        env.flush_all()

    def _invoice(self, env):
        fees = self._fee(env).try_lock_for_update()
        fees.filtered(lambda fee: fee.state == "to_invoice")._invoice()
        env.flush_all()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_collected_once(self):
        """SVC-06: the second one, tried again as Odoo does, finds it collected."""
        with self.assertRaises(UserError), self._as() as late:
            self._fee(late).read(["state"])
            with self._as(self.user_id) as env:
                self._collect(env)
                with self.assertRaises(UserError), self._as() as other:
                    self._collect(other)
            retrying(lambda: self._collect(late), late)
        with self._as() as env:
            self.assertEqual(self._fee(env).collector_id.id, self.user_id)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_invoiced_once_and_not_collected(self):
        """SVC-06: two jobs make one invoice; who collects meanwhile is refused."""
        with self._as() as env:
            self._fee(env)._invoice_instead("客户要求开票")
        with self._as() as env:
            self._invoice(env)
            with self._as() as other:
                self._invoice(other)
        with self._as() as env:
            self._invoice(env)
        with self.assertRaises(UserError), self._as(1) as env:
            self._collect(env)
        with self._as() as env:
            moves = env["account.move"].search([("service_fee_id", "=", self.fee_id)])
            self.assertEqual(moves, self._fee(env).invoice_id)
            self.assertEqual(len(moves), 1)
