from odoo.exceptions import UserError, ValidationError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import Connection

ARCHIVE = "ruiji_client_archive"


@tagged("post_install", "-at_install")
class TestDisposalRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with self._as() as env:
            self.clerk, self.vp, self.gm = (
                new_test_user(
                    env, f"racing_{role}", groups=f"{ARCHIVE}.group_{role}"
                ).id
                for role in ("marketing_clerk", "marketing_vp", "general_manager")
            )
            client = env["res.partner"].create(
                {
                    "name": "并发销毁单位",
                    "is_client": True,
                    "client_tier": "independent",
                    "archive_state": "filed",
                    "state_id": env.ref("base.state_cn_SN").id,
                }
            )
            self.client_id = client.id
        with self._as(self.clerk) as env:
            client = env["res.partner"].browse(self.client_id)
            self.disposal_id = env["ruiji.disposal"]._propose(client, "无意向").id
        self.addCleanup(self._remove_what_was_committed)

    def _as(self, user_id=1):
        return Connection(self.registry, user_id)

    def _remove_what_was_committed(self):
        with self._as() as env:
            client = env["res.partner"].browse(self.client_id)
            contracts = env["ruiji.contract"].search([("partner_id", "=", client.id)])
            contracts.validity = "void"
            contracts.unlink()
            env["ruiji.disposal"].browse(self.disposal_id).unlink()
            client.assignment_ids.unlink()
            client.unlink()
            users = env["res.users"].browse((self.clerk, self.vp, self.gm))
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _disposal(self, env):
        return env["ruiji.disposal"].browse(self.disposal_id)

    def _state(self):
        with self._as() as env:
            return self._disposal(env).state

    def _approve(self):
        with self._as(self.vp) as env:
            self._disposal(env).action_approve()

    def _new_contract(self, env):
        env["ruiji.contract"].create(
            {
                "name": "维修合同",
                "number": "RACE-DISPOSAL",
                "partner_id": self.client_id,
                "date_start": "2026-01-01",
                "date_end": "2099-12-31",
            }
        )
        env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_two_deciders_at_once(self):
        """ACC-12: while one decides the other is told so; the first one counts."""
        with self._as(self.vp) as env:
            self._disposal(env).action_approve()
            env.flush_all()
            with (
                self.assertRaisesRegex(UserError, "Somebody else decides"),
                self._as(self.gm) as other,
            ):
                self._disposal(other).action_refuse()
        self.assertEqual(self._state(), "approved")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_page_that_was_loaded_before(self):
        """ACC-12: who decides on what was carried out meanwhile is refused."""
        self._approve()
        with (
            self.assertRaisesRegex(UserError, "present state"),
            self._as(self.gm) as late,
        ):
            self._disposal(late).read(["state"])
            with self._as(self.clerk) as env:
                self._disposal(env).action_execute()
            retrying(lambda: self._disposal(late).action_refuse(), late)
        self.assertEqual(self._state(), "executed")

    @mute_logger("odoo.sql_db")
    def test_contract_that_is_being_made(self):
        """ACC-12: a file that is just getting a contract is not destroyed."""
        self._approve()
        with self._as() as env:
            self._new_contract(env)
            with (
                self.assertRaisesRegex(UserError, "works with the file"),
                self._as(self.clerk) as other,
            ):
                self._disposal(other).action_execute()
        with (
            self.assertRaisesRegex(UserError, "prospects without agreement"),
            self._as(self.clerk) as env,
        ):
            self._disposal(env).action_execute()
        self.assertEqual(self._state(), "approved")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_contract_that_comes_too_late(self):
        """ACC-12: a file destroyed meanwhile gets no contract, and no slip."""
        self._approve()
        with (
            self.assertRaisesRegex(ValidationError, "is not a filed client"),
            self._as() as late,
        ):
            late["res.partner"].browse(self.client_id).read(["name", "archive_state"])
            with self._as(self.clerk) as env:
                self._disposal(env).action_execute()
            retrying(lambda: self._new_contract(late), late)
        self.assertEqual(self._state(), "executed")
        with (
            self.assertRaisesRegex(ValidationError, "was destroyed"),
            self._as() as late,
        ):
            late["ruiji.repair.slip"].create({"partner_id": self.client_id})
