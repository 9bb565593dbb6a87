from itertools import count

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import Connection

NUMBERS = count(1)


@tagged("post_install", "-at_install")
class TestGoodsRace(TransactionCase):
    """Two clerks on two real connections; what they save is removed again."""

    def setUp(self):
        super().setUp()
        with self._as() as env:
            self.user_ids = [
                new_test_user(
                    env, login, groups="ruiji_client_archive.group_marketing_clerk"
                ).id
                for login in ("first_packer", "second_packer")
            ]
            self.slip_id = self._new_slip(env).id
        self.addCleanup(self._remove_what_was_committed)

    def _as(self, user_id=1):
        return Connection(self.registry, user_id)

    def _new_slip(self, env):
        client = env["res.partner"].create(
            {
                "name": f"并发收发单位{next(NUMBERS)}",
                "is_client": True,
                "client_tier": "independent",
                "archive_state": "filed",
                "state_id": env.ref("base.state_cn_SN").id,
            }
        )
        slip = env["ruiji.repair.slip"].create(
            {
                "partner_id": client.id,
                "repair_ids": [
                    Command.create({"board_text": "竞争板", "serial_number": "RACE-1"})
                ],
            }
        )
        slip.action_submit()
        return slip

    def _slip(self, env):
        return env["ruiji.repair.slip"].browse(self.slip_id)

    def _receive_and_finish(self):
        with self._as() as env:
            slip = self._slip(env)
            slip.action_receive()
            slip.repair_ids.action_repair_cancel()

    def _remove_what_was_committed(self):
        with self._as() as env:
            slip = self._slip(env)
            client, boards = slip.partner_id, slip.repair_ids
            entries = boards.goods_in_id | boards.goods_out_id
            request = boards.catalogue_request_id
            boards.write({"goods_out_id": False})
            boards.write({"goods_in_id": False})
            entries.unlink()
            slip.state = "draft"
            slip.unlink()
            request.unlink()
            client.assignment_ids.unlink()
            client.unlink()
            users = env["res.users"].browse(self.user_ids)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    @mute_logger("odoo.sql_db")
    def test_two_clerks_send_one_board(self):
        """REP-09: the second is told that somebody is at it; one entry is made."""
        self._receive_and_finish()
        first, second = self.user_ids
        with self._as(first) as env:
            self._slip(env).repair_ids._ship()
            env.flush_all()
            with (
                self.assertRaisesRegex(UserError, "Somebody else"),
                self._as(second) as other,
            ):
                self._slip(other).repair_ids._ship()
        with self._as() as env:
            self.assertEqual(len(self._slip(env).repair_ids.goods_out_id), 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_page_that_was_loaded_before(self):
        """REP-09: who sends what went meanwhile is told so by name."""
        self._receive_and_finish()
        first, second = self.user_ids
        with (
            self.assertRaisesRegex(UserError, "gone back already.*RACE-1"),
            self._as(second) as late,
        ):
            self._slip(late).repair_ids.mapped("board_state")
            with self._as(first) as env:
                self._slip(env).repair_ids._ship()
            retrying(lambda: self._slip(late).repair_ids._ship(), late)

    @mute_logger("odoo.sql_db")
    def test_two_clerks_receive_one_parcel(self):
        """REP-02: a parcel is checked in once."""
        first, second = self.user_ids
        with self._as(first) as env:
            self._slip(env).action_receive()
            env.flush_all()
            with (
                self.assertRaisesRegex(UserError, "Somebody else"),
                self._as(second) as other,
            ):
                self._slip(other).action_receive()
        with self._as() as env:
            self.assertEqual(len(self._slip(env).repair_ids.goods_in_id), 1)
