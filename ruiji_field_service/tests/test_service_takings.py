import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .fee_common import FeeCase


@tagged("post_install", "-at_install")
class TestServiceTakings(FeeCase):
    """Money from the technician's pocket to the company's safe."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._standard_price(100)

    def setUp(self):
        super().setUp()
        cash = self._collect(self._fee())
        wechat = self._collect(self._fee(self._new_visit()), method="wechat")
        self.fees = (cash | wechat).with_user(self.field)

    def _hand_in(self, user=None):
        action = self.env["ruiji.service.fee"].with_user(user or self.field)
        action = action.action_hand_in()
        takings = self.env["ruiji.service.takings"].browse(action["res_id"])
        self.env.flush_all()
        return takings.with_user(self.finance)

    def _count(self, takings, cash, other, note=""):
        with Form(takings) as form:
            form.cash_counted = cash
            form.other_counted = other
            form.note = note
        takings.action_count()
        self.env.flush_all()

    def test_handed_in_and_counted_by_another(self):
        """SVC-06: all receipts, cash apart; finance checks them off."""
        takings = self._hand_in()
        self.assertEqual(takings.fee_ids, self.fees)
        self.assertEqual((takings.cash, takings.other), (150, 150))
        self.assertEqual(set(self.fees.mapped("state")), {"handed_in"})
        self._count(takings, 150, 150)
        self.assertEqual(set(self.fees.mapped("state")), {"counted"})
        self.assertEqual(takings.counted_by_id, self.finance)
        self.assertFalse(takings.difference)
        with self.assertRaises(UserError):
            self._hand_in()

    def test_differences_show_and_say_why(self):
        """SVC-06: less than the receipts say needs its reason, and stays visible."""
        takings = self._hand_in()
        with self.assertRaises(UserError):
            self._count(takings, 140, 150)
        self._count(takings, 140, 150, "少收10元，次日补交")
        self.assertEqual(takings.difference, -10)

    def test_nobody_counts_his_own_money(self):
        """SVC-06: two people, whatever groups one of them has; in the database, too."""
        takings = self._hand_in()
        self.field.sudo().group_ids += self.env.ref(
            "ruiji_client_archive.group_finance"
        )
        own = takings.with_user(self.field)
        own.write({"cash_counted": 150, "other_counted": 150})
        with self.assertRaises(UserError):
            own.action_count()
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE ruiji_service_takings SET counted_by_id = collector_id"
            )

    def test_others_neither_count_nor_look(self):
        """SVC-06, ACC-02: technicians see their own; only finance counts."""
        takings = self._hand_in()
        self.assertTrue(takings.with_user(self.field).read(["cash"]))
        with self.assertRaises(AccessError):
            takings.with_user(self.field2).read(["cash"])
        for user in (self.field, self.head, self.vp, self.customer_service):
            with self.assertRaises(AccessError, msg=user.login):
                takings.with_user(user).write({"cash_counted": 1})
            with self.assertRaises(AccessError, msg=user.login):
                takings.with_user(user).action_count()
        with self.assertRaises(UserError):
            takings.write({"cash": 1})

    def test_counted_is_final(self):
        """SVC-06: neither finance nor the database changes what was counted."""
        takings = self._hand_in()
        self._count(takings, 150, 150)
        with self.assertRaises(UserError):
            takings.write({"cash_counted": 1})
        for statement in (
            f"UPDATE ruiji_service_takings SET cash = 1 WHERE id = {takings.id}",
            f"DELETE FROM ruiji_service_fee WHERE id = {self.fees[0].id}",
            f"UPDATE ruiji_service_fee SET amount = 1 WHERE id = {self.fees[0].id}",
            f"UPDATE ruiji_service_fee SET takings_id = NULL"
            f" WHERE id = {self.fees[0].id}",
        ):
            with (
                self.assertRaises(psycopg2.errors.RaiseException),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)
