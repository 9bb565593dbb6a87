from itertools import count

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import Connection

NUMBERS = count(1)
SIGNATURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAA"
    b"SUVORK5CYII="
)
SIGNED_TABLES = ("ruiji_service_voucher", "ruiji_service_pickup")


@tagged("post_install", "-at_install")
class TestPickupRace(TransactionCase):
    """One voucher on two real connections; what they save is removed again."""

    def setUp(self):
        super().setUp()
        with self._as() as env:
            user = new_test_user(
                env,
                f"pickup_racer_{next(NUMBERS)}",
                groups="ruiji_field_service.group_field_technician",
            )
            self.user_id = user.id
            self.voucher_id = self._new_voucher(env, user).id
        self.addCleanup(self._remove_what_was_committed)

    def _as(self, user_id=1):
        return Connection(self.registry, user_id)

    def _new_voucher(self, env, technician):
        client = env["res.partner"].create(
            {
                "name": f"并发取件单位{next(NUMBERS)}",
                "is_client": True,
                "client_tier": "independent",
                "archive_state": "filed",
                "state_id": env.ref("base.state_cn_SN").id,
            }
        )
        call = env["ruiji.service.call"].create(
            {"partner_id": client.id, "fault_description": "无输出"}
        )
        call.technician_id = technician
        call.action_arrive()
        return env["ruiji.service.voucher"].create(
            {
                "call_id": call.id,
                "result": "taken_in",
                "work_done": "带回",
                "signature": SIGNATURE,
                "signer_name": "高建华",
                "pickup_ids": [
                    Command.create({"board_text": "竞争板", "serial_number": "RACE-P"})
                ],
            }
        )

    def _voucher(self, env):
        return env["ruiji.service.voucher"].browse(self.voucher_id)

    def _slips(self, env):
        return env["ruiji.repair.slip"].search(
            [("service_voucher_id", "=", self.voucher_id)]
        )

    def _remove_what_was_committed(self):
        with self._as() as env:
            for table in SIGNED_TABLES:
                env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            voucher, slip = self._voucher(env), self._slips(env)
            call, client, boards = voucher.call_id, voucher.partner_id, slip.repair_ids
            entries, request = boards.goods_in_id, boards.catalogue_request_id
            boards.write({"goods_in_id": False})
            entries.unlink()
            slip.state = "draft"
            slip.unlink()
            request.unlink()
            call.message_ids.unlink()
            env.flush_all()
            for records in (
                call.voucher_ids.fee_ids.line_ids,
                call.voucher_ids.fee_ids,
                voucher.pickup_ids,
                voucher,
                call,
            ):
                statement = f"DELETE FROM {records._table} WHERE id = ANY(%s)"
                env.cr.execute(statement, [records.ids])
            for table in SIGNED_TABLES:
                env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            env.invalidate_all()
            client.assignment_ids.unlink()
            client.unlink()
            user = env["res.users"].browse(self.user_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()

    @mute_logger("odoo.sql_db")
    def test_two_at_the_same_moment(self):
        """SVC-03: the second is told that somebody is at it; one slip is made."""
        with self._as(self.user_id) as env:
            self._voucher(env).action_conclude()
            env.flush_all()
            with self.assertRaises(UserError), self._as(self.user_id) as other:
                self._voucher(other).action_conclude()
        with self._as() as env:
            self.assertEqual(len(self._slips(env)), 1)
            self.assertEqual(self._slips(env).state, "received")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_page_that_was_loaded_before(self):
        """SVC-03: who presses the button on an old page makes no second slip."""
        with self.assertRaises(UserError), self._as(self.user_id) as late:
            self._voucher(late).mapped("state")
            with self._as(self.user_id) as env:
                self._voucher(env).action_conclude()
            retrying(lambda: self._voucher(late).action_conclude(), late)
        with self._as() as env:
            self.assertEqual(len(self._slips(env)), 1)
            self.assertEqual(len(self._slips(env).repair_ids), 1)
