from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import Connection


@tagged("post_install", "-at_install")
class TestSettlementRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._as() as env:
            self.users = [
                new_test_user(
                    env, f"racing_{name}", groups="ruiji_client_archive.group_finance"
                ).id
                for name in ("finance", "colleague")
            ]
            self.ids = self._make_shipped_board(env)
        self.addCleanup(self._remove_what_was_committed)

    def _as(self, user_id=1):
        return Connection(self.registry, user_id)

    def _make_shipped_board(self, env):
        client = env["res.partner"].create(
            {
                "name": "并发结算单位",
                "is_client": True,
                "client_tier": "independent",
                "archive_state": "filed",
                "state_id": env.ref("base.state_cn_SN").id,
            }
        )
        board = env["product.product"].create({"name": "RACE", "type": "consu"})
        slip = env["ruiji.repair.slip"].create({"partner_id": client.id})
        repair = env["repair.order"].create(
            {"slip_id": slip.id, "product_id": board.id, "serial_number": "RACE-1"}
        )
        slip.action_submit()
        slip.action_receive()
        repair.outcome = "irreparable"
        entry = repair._ship()
        entry.date = datetime(2020, 3, 20, 4)
        slip.repair_ids.goods_in_id.date = datetime(2020, 3, 2, 4)
        return {
            "res.partner": client.id,
            "product.product": board.id,
            "ruiji.repair.slip": slip.id,
            "repair.order": repair.id,
        }

    def _remove_what_was_committed(self):
        with self._as() as env:
            env.cr.execute("ALTER TABLE ruiji_settlement_line DISABLE TRIGGER USER")
            lines = env["ruiji.settlement.line"].search(
                [("repair_id", "=", self.ids["repair.order"])]
            )
            settlements = lines.settlement_id
            env["repair.order"].browse(
                self.ids["repair.order"]
            ).settlement_line_id = False
            env.flush_all()
            lines.unlink()
            env.cr.execute("ALTER TABLE ruiji_settlement_line ENABLE TRIGGER USER")
            settlements.confirmed_on = False
            settlements.unlink()
        with self._as() as env:
            repair = env["repair.order"].browse(self.ids["repair.order"])
            entries = repair.goods_in_id | repair.goods_out_id
            repair.write({"goods_out_id": False, "goods_in_id": False})
            env["ruiji.repair.slip"].browse(
                self.ids["ruiji.repair.slip"]
            ).state = "draft"
            env["ruiji.repair.slip"].browse(self.ids["ruiji.repair.slip"]).unlink()
            entries.unlink()
            env["product.product"].browse(
                self.ids["product.product"]
            ).product_tmpl_id.unlink()
            client = env["res.partner"].browse(self.ids["res.partner"])
            client.assignment_ids.unlink()
            client.unlink()
            users = env["res.users"].browse(self.users)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _draft(self, env):
        return env["ruiji.settlement"].create(
            {
                "partner_id": self.ids["res.partner"],
                "date_from": date(2020, 3, 1),
                "date_to": date(2020, 3, 31),
            }
        )

    def _settle(self, env):
        draft = self._draft(env)
        draft.action_collect()
        draft.action_confirm()
        env.flush_all()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_clerks_at_once(self):
        """REP-06: the second one, tried again as Odoo does, finds nothing left."""
        with (
            self.assertRaisesRegex(UserError, "No board of this party"),
            self._as(self.users[1]) as late,
        ):
            # The snapshot of the second is older than what the first one settles.
            late["repair.order"].sudo().search_count([])
            with self._as(self.users[0]) as env:
                self._settle(env)
            retrying(lambda: self._settle(late), late)
        with self._as() as env:
            lines = env["ruiji.settlement.line"].search(
                [("repair_id", "=", self.ids["repair.order"])]
            )
            self.assertEqual(len(lines), 1)
            self.assertEqual(lines.create_uid.id, self.users[0])
