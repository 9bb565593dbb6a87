import psycopg2

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CallCase


@tagged("post_install", "-at_install")
class TestCallRegister(CallCase):
    """The call register as the telephone clerk keeps it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wang.write({"mobile": "139 9110 0001"})

    def test_telephone_number_finds_caller_and_client(self):
        """SVC-01: the number typed, the client and the person stand there."""
        form = Form(self.env["ruiji.service.call"].with_user(self.customer_service))
        form.contact_phone = "13991100001"
        self.assertEqual(form.partner_id, self.yanan)
        self.assertEqual(form.contact_id, self.wang)
        self.assertEqual(form.contact_name, self.wang.name)
        self.assertEqual(form.contact_phone, "13991100001")
        form.fault_description = "收无光"
        call = form.save()
        self.assertTrue(call.name.startswith("JX"))
        self.assertEqual(call.taken_by_id, self.customer_service)
        self.assertEqual(call.channel, "phone")
        self.assertEqual(call.state_id, self.shaanxi)
        self.assertEqual(call.city_id, self.yanan_city)

    def test_number_of_two_clients_finds_nobody(self):
        """SVC-01: where two clients share a number, the clerk chooses."""
        self._new_person(self.xian, "李明", mobile="13991100001")
        form = Form(self.env["ruiji.service.call"].with_user(self.customer_service))
        form.contact_phone = "13991100001"
        self.assertFalse(form.partner_id)

    def test_closed_file_is_not_found_by_number(self):
        """SVC-01, ACC-02: a number doesn't tell whose it is if the file is closed."""
        self.yanan.confidentiality = "secret"
        form = Form(self.env["ruiji.service.call"].with_user(self.customer_service))
        form.contact_phone = "13991100001"
        self.assertFalse(form.partner_id)

    def test_serial_number_brings_board_and_history(self):
        """SVC-01: a known serial number says which board it is and what was done."""
        slip = self._new_slip(boards=[self.aslc])
        slip.action_submit()
        slip.action_receive()
        repair = slip.repair_ids
        form = Form(self.env["ruiji.service.call"].with_user(self.customer_service))
        form.partner_id = self.yanan
        form.serial_number = repair.serial_number.lower()
        self.assertEqual(form.product_id, self.aslc)
        self.assertIn(repair.name, form.history)
        form.fault_description = "又坏了"
        first = form.save()
        again = self._new_call(serial_number=repair.serial_number)
        self.assertIn(first.name, again.history)
        self.assertNotIn(again.name, again.history)
        elsewhere = self._new_call(
            serial_number=repair.serial_number, partner_id=self.xian.id
        )
        self.assertFalse(elsewhere.history)

    def test_numbers_run_on_and_come_once(self):
        """SVC-01: each call has a number, whoever enters how many at once."""
        calls = self.env["ruiji.service.call"].create(
            [{"partner_id": self.yanan.id, "fault_description": "坏"}] * 3
        )
        self.assertEqual(len(set(calls.mapped("name"))), 3)

    def test_calls_stay_in_the_register(self):
        """SVC-01: nothing is deleted, not even by the administrator."""
        with self.assertRaises(UserError):
            self._new_call().sudo().unlink()

    def test_only_filed_clients_and_past_times(self):
        """SVC-01: a call needs a filed client and a time that has come."""
        draft = self._new_client("延安新站", "independent", archive_state="draft")
        with self.assertRaises(ValidationError):
            self._new_call(partner_id=draft.id)
        ahead = fields.Datetime.add(fields.Datetime.now(), hours=1)
        with self.assertRaises(ValidationError):
            self._new_call(date_called=ahead)

    def test_steps_are_not_typed(self):
        """SVC-01: status, number and times follow from the steps alone, by RPC too."""
        call = self._new_call()
        for vals in (
            {"state": "done"},
            {"name": "JX1"},
            {"date_arrived": fields.Datetime.now()},
        ):
            with self.assertRaises(UserError):
                call.with_user(self.head).write(vals)
        with self.assertRaises(UserError):
            self._new_call(state="done")

    @mute_logger("odoo.sql_db")
    def test_token_makes_one_call(self):
        """SVC-01: what the portal sends twice the database takes once."""
        vals = {
            "partner_id": self.yanan.id,
            "fault_description": "坏",
            "client_token": "a" * 32,
        }
        self.env["ruiji.service.call"].create(vals)
        with self.assertRaises(psycopg2.errors.UniqueViolation):
            with self.env.cr.savepoint():
                self.env["ruiji.service.call"].create(vals)
