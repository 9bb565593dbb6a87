import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .pickup_common import SERIALS, PickupCase


@tagged("post_install", "-at_install")
class TestReturn(PaperMixin, PickupCase):
    """Boards come back to the client, who signs for them."""

    def test_nothing_goes_back_before_it_is_done_with(self):
        """SVC-03: boards on the bench aren't brought back."""
        self._take_away("RT-1")
        with self.assertRaises(UserError):
            self._bring_back()

    def test_the_signature_closes_the_slip(self):
        """SVC-03: out by the goods register, slip closed, the call says returned."""
        slip = self._slip(self._take_away(*SERIALS))
        self._mend(slip)
        self.assertEqual(self.call.goods_place, "ready")
        back = self._bring_back()
        self.assertEqual(self._bring_back(), back)
        self.assertEqual(len(back.pickup_ids), 2)
        with self.assertRaises(UserError):
            back.action_conclude()
        with Form(back) as form:
            form.signer_name = "高建华"
            form.note = "客户验收完好"
        self._sign(back)
        self.assertEqual(back.state, "done")
        self.assertTrue(back.date_signed)
        self.assertEqual(slip.state, "closed")
        self.assertEqual(slip.confirmed_by, "高建华")
        [entry] = slip.repair_ids.goods_out_id
        self.assertEqual(entry.user_id, self.field)
        self.assertIn(back.name, entry.note)
        self.assertEqual(self.call.goods_place, "returned")
        with self.assertRaises(UserError):
            back.action_conclude()
        with self.assertRaises(UserError):
            self._bring_back()

    def test_one_now_and_one_later(self):
        """SVC-03: the slip closes when the client has signed for every board."""
        slip = self._slip(self._take_away(*SERIALS))
        self._mend(slip.repair_ids[:1].slip_id)
        back = self._bring_back()
        later = back.pickup_ids[:1]
        back.write({"pickup_ids": [Command.unlink(later.id)]})
        self._sign(back)
        self.assertEqual(slip.state, "received")
        self.assertEqual(self.call.goods_place, "ready")
        second = self._bring_back()
        self.assertEqual(second.pickup_ids, later)
        self._sign(second)
        self.assertEqual(slip.state, "closed")

    def test_shipped_boards_are_signed_for_too(self):
        """SVC-03: what the warehouse sent by parcel is closed by the signature."""
        slip = self._slip(self._take_away("RT-4"))
        self._mend(slip)
        entry = slip.repair_ids.with_user(self.clerk)._ship({"waybill": "SF-1"})
        self.assertEqual(self.call.goods_place, "shipped")
        self._sign(self._bring_back())
        self.assertEqual(slip.repair_ids.goods_out_id, entry)
        self.assertEqual(slip.state, "closed")
        self.assertEqual(self.call.goods_place, "returned")

    def test_another_technician_brings_them(self):
        """SVC-03, ACC-02: the head decides; only who brings them has them signed."""
        self._mend(self._slip(self._take_away("RT-5")))
        back = self._bring_back(user=self.head)
        self.assertEqual(back.technician_id, self.field)
        with self.assertRaises(UserError):
            back.with_user(self.field).write({"technician_id": self.field2.id})
        back.write({"technician_id": self.field2.id})
        own = back.with_user(self.field2)
        self.assertEqual(own.read(["client_name"])[0]["client_name"], self.yanan.name)
        self.assertTrue(own.pickup_ids.read(["serial_number", "outcome"]))
        for user in (self.field, self.technician, self.wang_user, self.outsider):
            with self.assertRaises(AccessError, msg=user.login):
                back.with_user(user).action_conclude()
        self._sign(own)
        self.assertEqual(self.call.goods_place, "returned")

    def test_only_boards_of_the_call(self):
        """SVC-03: over RPC nobody hands over what belongs to another call."""
        self._mend(self._slip(self._take_away("RT-6")))
        other = self._new_visit()
        strange = self._take_away("RT-7", call=other)
        back = self._bring_back()
        with self.assertRaises(ValidationError):
            back.write({"pickup_ids": [Command.link(strange.pickup_ids.id)]})

    def test_signed_is_frozen(self):
        """SVC-03: not by technician or head, not in the database."""
        self._mend(self._slip(self._take_away("RT-8")))
        back = self._sign(self._bring_back())
        for user in (self.field, self.head):
            own = back.with_user(user)
            for vals in (
                {"note": "别的"},
                {"signature": False},
                {"signer_name": "别人"},
                {"pickup_ids": [Command.clear()]},
                {"state": "draft"},
            ):
                with self.assertRaises(UserError):
                    own.write(vals)
            with self.assertRaises(UserError):
                own.unlink()
        for statement in (
            "UPDATE ruiji_service_return SET signature = NULL WHERE id = %s",
            "UPDATE ruiji_service_return SET state = 'draft' WHERE id = %s",
            "DELETE FROM ruiji_service_return_pickup_rel WHERE return_id = %s",
            "DELETE FROM ruiji_service_return WHERE id = %s",
        ):
            with (
                self.assertRaises(psycopg2.errors.RaiseException),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [back.id])

    def test_number_and_status_are_not_typed(self):
        """SVC-03: over RPC neither, and nobody makes returns of their own."""
        self._mend(self._slip(self._take_away("RT-9")))
        back = self._bring_back()
        for vals in (
            {"state": "done"},
            {"date_signed": "2026-01-01 00:00:00"},
            {"client_name": "别人"},
            {"call_id": self._new_call().id},
        ):
            with self.assertRaises(UserError):
                back.write(vals)
        with self.assertRaises(AccessError):
            back.create({"call_id": self.call.id, "technician_id": self.field.id})

    def test_no_mail_of_a_parcel(self):
        """SVC-03: who has just signed hears of no boards on their way back."""
        self.call.sudo().contact_id = self.wang
        self.wang.email = "wang@example.com"
        self._mend(self._slip(self._take_away("RT-10")))
        mails = self.env["mail.mail"].search_count([])
        self._sign(self._bring_back())
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_the_paper_of_the_return(self):
        """SVC-03: what came back, with its outcome and who signed."""
        self._mend(self._slip(self._take_away("RT-11")))
        back = self._sign(self._bring_back())
        report = self.env.ref("ruiji_field_service.service_return_report")
        [page] = self._print_paper(report, back, self.field)
        for text in (back.name, self.yanan.name, "RT-11", "高建华"):
            self.assertIn(self._plain(text), page)
