from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .access_request_common import AccessRequestCase

CLOSED = "odoo.addons.ruiji_client_archive.exceptions.ClosedFileError"


@tagged("post_install", "-at_install")
class TestAccessGrantHttp(AccessRequestCase, HttpCase):
    """The borrower's browser: one session from the closed file to the closed file."""

    def _call(self, model, method, *args, **kwargs):
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": model,
                    "method": method,
                    "args": args,
                    "kwargs": kwargs,
                },
            },
        ).json()
        return answer.get("result"), answer.get("error", {}).get("data", {})

    def _open_file(self):
        """What the client form and the list ask for; the name, or the error's."""
        specification = {"name": {}, "child_ids": {"fields": {"mobile": {}}}}
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            read, error = self._call(
                "res.partner", "web_read", self.yanan.ids, specification=specification
            )
        found, _error = self._call(
            "res.partner", "search_count", [("id", "=", self.yanan.id)]
        )
        self.assertEqual(found, bool(read) and 1 or 0)
        return read[0]["child_ids"][0]["mobile"] if read else error["name"]

    def test_file_opens_and_closes_in_the_same_session(self):
        """ACC-04: no new log-in when it begins, no screen when it ends."""
        self.authenticate("other_manager", "other_manager")
        self.assertEqual(self._open_file(), CLOSED)
        request = self._hand_in(self.other_manager, hours=2)
        self.assertEqual(self._open_file(), CLOSED)
        request.with_user(self.head).action_approve()
        self.assertEqual(self._open_file(), self.person.mobile)
        with freeze_time(fields.Datetime.now() + timedelta(hours=2, seconds=1)):
            self.assertEqual(self._open_file(), CLOSED)

    def test_borrower_cannot_approve_or_type_steps_over_rpc(self):
        """ACC-04: private steps stay private, fields of steps are refused."""
        self.authenticate("other_manager", "other_manager")
        request = self._hand_in(self.other_manager)
        attempts = (
            ("action_approve", [request.ids], {}),
            ("_grant", [request.ids], {}),
            ("_refuse", [request.ids, "x"], {}),
            ("write", [request.ids, {"step": "approved"}], {}),
            ("web_save", [request.ids, {"head_id": 2}], {"specification": {}}),
        )
        for method, args, kwargs in attempts:
            with (
                self.subTest(method=method),
                mute_logger("odoo.http", "odoo.service.model"),
            ):
                _result, error = self._call(
                    "ruiji.access.request", method, *args, **kwargs
                )
                self.assertIn("AccessError", error["name"])
        self.assertEqual(request.step, "submitted")
