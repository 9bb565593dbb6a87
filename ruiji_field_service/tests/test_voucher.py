import base64

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import file_open, mute_logger

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .common import ADDON, CallCase

WORK = "更换电容，恢复正常"


class VoucherCase(CallCase):
    """A technician stands before the client, with the voucher in hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(f"{ADDON}/static/description/icon.png", "rb") as image:
            cls.signature = base64.b64encode(image.read())
        cls.call = cls._new_visit()

    @classmethod
    def _new_visit(cls, **values):
        call = cls._dispatch(cls._new_call(serial_number="SN-700", **values))
        call.with_user(cls.field).action_arrive()
        return call

    def _voucher(self, call=None, user=None):
        """The voucher as who goes there opens it."""
        action = (call or self.call).with_user(user or self.field).action_fill_voucher()
        vouchers = self.env[action["res_model"]].with_user(user or self.field)
        return vouchers.browse(action["res_id"])

    def _fill(self, voucher, result="mended", **values):
        with Form(voucher) as form:
            form.result = result
            form.work_done = WORK
            with form.part_ids.new() as part:
                part.name = "电容"
                part.quantity = 2
            for name, value in values.items():
                form[name] = value
        voucher.write({"signature": self.signature, "signer_name": "高建华"})
        return voucher

    def _signed(self, **values):
        voucher = self._fill(self._voucher(), **values)
        voucher.action_conclude()
        return voucher


@tagged("post_install", "-at_install")
class TestVoucher(PaperMixin, VoucherCase):
    """From the arrival to the client's signature."""

    def test_filled_from_the_call_and_signed(self):
        """SVC-03: the system stamps the times, the signature closes the call."""
        voucher = self._voucher()
        self.assertEqual(self._voucher(), voucher)
        self.assertEqual(voucher.client_name, self.yanan.name)
        self.assertEqual(voucher.serial_number, "SN-700")
        self.assertEqual(voucher.date_arrived, self.call.date_arrived)
        self._fill(voucher).action_conclude()
        self.assertEqual(voucher.state, "done")
        self.assertTrue(voucher.date_finished and voucher.date_signed)
        self.assertEqual(self.call.state, "done")
        self.assertEqual(self.call.date_finished, voucher.date_finished)

    def test_nothing_is_concluded_half_filled(self):
        """SVC-03: result, reason, work and signature are asked for one by one."""
        voucher = self._voucher()
        steps = (
            {"result": "continued"},
            {"reason": "缺备件"},
            {"work_done": WORK},
            {"signature": self.signature},
            {"signer_name": "高建华"},
        )
        for vals in steps:
            with self.assertRaises(UserError):
                voucher.action_conclude()
            voucher.write(vals)
        voucher.action_conclude()
        self.assertEqual(self.call.state, "on_site")
        again = self._voucher()
        self.assertNotEqual(again, voucher)
        self.assertGreaterEqual(again.date_arrived, voucher.date_finished)

    def test_an_absent_client_signs_nothing(self):
        """SVC-03: nobody was there: no signature, and the call stays open."""
        voucher = self._voucher()
        voucher.result = "absent"
        voucher.action_conclude()
        self.assertFalse(voucher.date_signed)
        self.assertEqual(self.call.state, "on_site")

    def test_before_the_arrival_there_is_no_voucher(self):
        """SVC-03: the voucher belongs to a visit."""
        call = self._dispatch(self._new_call())
        with self.assertRaises(UserError):
            call.with_user(self.field).action_fill_voucher()

    def test_signed_is_frozen(self):
        """SVC-03: not by the technician, not by the head, not in the database."""
        voucher = self._signed()
        for user in (self.field, self.head):
            own = voucher.with_user(user)
            for vals in (
                {"work_done": "别的"},
                {"signature": False},
                {"part_ids": [Command.clear()]},
            ):
                with self.assertRaises(UserError):
                    own.write(vals)
            with self.assertRaises(UserError):
                own.part_ids.unlink()
            with self.assertRaises(UserError):
                own.unlink()
        statements = (
            "UPDATE ruiji_service_voucher SET work_done = 'x' WHERE id = %s",
            "UPDATE ruiji_service_voucher SET signature = NULL WHERE id = %s",
            "DELETE FROM ruiji_service_voucher_part WHERE voucher_id = %s",
            "INSERT INTO ruiji_service_voucher_part (voucher_id, quantity)"
            " VALUES (%s, 1)",
        )
        for statement in statements:
            with (
                self.assertRaises(psycopg2.errors.RaiseException),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [voucher.id])

    def test_a_closed_file_still_closes_its_vouchers(self):
        """SVC-03, ACC-02: the level of a signed voucher follows the client's file."""
        voucher = self._signed()
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        with self.assertRaises(AccessError):
            voucher.with_user(self.customer_service).read(["work_done"])
        self.assertTrue(voucher.with_user(self.vp).read(["work_done"]))

    def test_corrected_by_a_new_one(self):
        """SVC-03: the new voucher names the old one, and is signed anew."""
        voucher = self._signed()
        action = voucher.action_correct()
        new = voucher.browse(action["res_id"])
        self.assertEqual(new.corrects_id, voucher)
        self.assertEqual(new.date_arrived, voucher.date_arrived)
        self.assertEqual(len(new.part_ids), 1)
        self.assertFalse(new.signature)
        with self.assertRaises(UserError):
            new.action_conclude()
        self._fill(new).action_conclude()
        self.assertEqual(self.call.date_finished, voucher.date_finished)

    def test_times_and_status_are_not_typed(self):
        """SVC-03: over RPC neither."""
        voucher = self._voucher()
        for vals in (
            {"state": "done"},
            {"date_arrived": "2026-01-01 00:00:00"},
            {"technician_id": self.field2.id},
            {"client_name": "别人"},
        ):
            with self.assertRaises(UserError):
                voucher.write(vals)
        with self.assertRaises(AccessError):
            voucher.create({"call_id": self.call.id})

    def test_only_who_went_there(self):
        """SVC-03, ACC-02: neither colleagues nor the portal, nor the bench."""
        voucher = self._voucher()
        with self.assertRaises(AccessError):
            self._voucher(user=self.field2)
        for user in (self.field2, self.technician, self.outsider, self.wang_user):
            own = voucher.with_user(user)
            with self.assertRaises(AccessError, msg=user.login):
                own.read(["work_done"])
            with self.assertRaises(AccessError, msg=user.login):
                own.write({"work_done": WORK})
            with self.assertRaises(AccessError, msg=user.login):
                own.action_conclude()
        self.assertTrue(voucher.with_user(self.head).read(["work_done"]))

    def test_the_paper_shows_what_was_signed(self):
        """SVC-03: the technician prints it for the client."""
        voucher = self._signed()
        report = self.env.ref("ruiji_field_service.service_voucher_report")
        [page] = self._print_paper(report, voucher, self.field)
        for text in (voucher.name, self.yanan.name, WORK, "电容", "高建华"):
            self.assertIn(self._plain(text), page)


@tagged("post_install", "-at_install")
class TestVoucherDoors(HttpCase, VoucherCase):
    """What the pages of the technician ask for."""

    def test_opening_a_call_asks_for_no_file(self):
        """SVC-03, ACC-02: the messages beside the call are served without the file."""
        self.authenticate("field_one", "field_one")
        thread = {
            "thread_model": "ruiji.service.call",
            "thread_id": self.call.id,
            "request_list": ["messages", "followers", "suggestedRecipients"],
        }
        answer = self.make_jsonrpc_request(
            "/mail/data", {"fetch_params": [["mail.thread", thread]]}
        )
        told = answer["mail.thread"][0]
        self.assertEqual(told["id"], self.call.id)
        clients = {found["partner_id"] for found in told["suggestedRecipients"]}
        self.assertNotIn(self.yanan.id, clients)
