import base64

import psycopg2

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .pickup_common import PickupCase

OTHER = base64.b64encode(b"something else")


@tagged("post_install", "-at_install")
class TestSignedPhotos(PickupCase):
    """Photos of a voucher stay as they were when the client signed."""

    def _with_photo(self, **photo):
        voucher = self._voucher()
        taken = self._photo(**photo)
        voucher.write({"photo_ids": [Command.link(taken.id)]})
        return self._fill(voucher), taken

    def test_photos_are_frozen_with_the_voucher(self):
        """SVC-03: by RPC on the voucher, on the attachment, and as the system."""
        voucher, photo = self._with_photo()
        photo.write({"name": "改前.png"})
        voucher.action_conclude()
        self.assertEqual(photo.res_id, voucher.id)
        for user in (self.field, self.head, self.env.user):
            own = photo.with_user(user)
            for vals in (
                {"datas": OTHER},
                {"raw": b"x"},
                {"name": "别的.png"},
                {"res_id": 0},
                {"res_model": "res.partner", "res_id": self.yanan.id},
            ):
                with self.assertRaises(UserError):
                    own.write(vals)
            with self.assertRaises(UserError):
                own.unlink()
        for user in (self.field, self.head):
            with self.assertRaises(UserError):
                voucher.with_user(user).write({"photo_ids": [Command.clear()]})
            with self.assertRaises(UserError):
                self._photo(user, res_model=voucher._name, res_id=voucher.id)
        loose = self._photo()
        with self.assertRaises(UserError):
            loose.write({"res_model": voucher._name, "res_id": voucher.id})

    def test_the_database_keeps_the_photos(self):
        """SVC-03: neither taken off nor added nor deleted by SQL."""
        voucher, photo = self._with_photo()
        voucher.action_conclude()
        loose = self._photo()
        self.env.flush_all()
        table = voucher._fields["photo_ids"].relation
        for statement, args in (
            (f"DELETE FROM {table} WHERE ir_attachment_id = %s", [photo.id]),
            (f"INSERT INTO {table} VALUES (%s, %s)", [voucher.id, loose.id]),
            ("DELETE FROM ir_attachment WHERE id = %s", [photo.id]),
        ):
            with (
                self.assertRaises(psycopg2.errors.RaiseException),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, args)

    def test_photos_of_something_else_are_refused(self):
        """SVC-03: what belongs to another record is not sealed with the voucher."""
        voucher, photo = self._with_photo()
        photo.sudo().write({"res_model": "res.partner", "res_id": self.yanan.id})
        with self.assertRaisesRegex(UserError, photo.sudo().name):
            voucher.action_conclude()

    def test_a_correction_shows_the_same_photos(self):
        """SVC-03: the new voucher takes them along; they stay the first one's."""
        voucher, photo = self._with_photo()
        voucher.action_conclude()
        new = voucher.browse(voucher.action_correct()["res_id"])
        self.assertEqual(new.photo_ids, photo)
        self._fill(new).action_conclude()
        self.assertEqual(photo.res_id, voucher.id)

    def test_other_attachments_are_as_free_as_ever(self):
        """SVC-03: what lies on other records is changed and deleted."""
        loose = self._photo()
        loose.write({"name": "新.png", "datas": OTHER})
        loose.unlink()
        self.assertFalse(loose.exists())


@tagged("post_install", "-at_install")
class TestPhotoDoors(HttpCase, PickupCase):
    """The doors that the web client has for attachments."""

    def test_delete_by_the_door_of_messages(self):
        """SVC-03: the route that deletes attachments finds the photo sealed."""
        voucher = self._voucher()
        photo = self._photo()
        voucher.write({"photo_ids": [Command.link(photo.id)]})
        self._fill(voucher).action_conclude()
        self.authenticate("field_one", "field_one")
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(
                "/mail/attachment/delete", {"attachment_id": photo.id}
            )
        self.assertTrue(photo.exists())
