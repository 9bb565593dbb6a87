from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestReprice(SlipCase):
    """Told prices change by an explicit act alone, on record (PRI-06)."""

    def setUp(self):
        super().setUp()
        self.slip = self._new_slip()
        self.slip.action_submit()
        self.slip.action_receive()
        self.board = self.slip.repair_ids[0]

    def _wizard(self, user):
        action = self.slip.repair_ids.with_user(user).action_reprice()
        return Form(
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
        )

    def test_frozen_prices_survive_everything_else(self):
        """PRI-06: line, contract, tree and catalogue may change; the price stands."""
        self.tnet_price.price = 1
        self.contract.write({"validity": "void", "service_kind": "warranty"})
        self.yanan.superior_id = False
        self.zxj10.name = "ZXJ10B"
        self.slip.repair_ids._resolve_prices()
        self.assertEqual(self.board.repair_price, 800)
        self.assertEqual(self.board.price_line_id, self.tnet_price)

    def test_old_and_new_show_before_anything_is_done(self):
        """PRI-06: the decider sees both prices, gives a reason, and it is logged."""
        self.tnet_price.price = 650
        with self._wizard(self.vp) as form:
            form.reason = "Agreed by phone"
        self.assertEqual(form.record.line_ids.mapped("old_price"), [800, 350])
        self.assertEqual(form.record.line_ids.mapped("new_price"), [650, 350])
        self.assertEqual(form.record.changed_count, 1)
        self.assertEqual(self.board.repair_price, 800)
        form.record.action_reprice()
        self.assertEqual(self.board.repair_price, 650)
        self.assertTrue(self.board.price_frozen)
        entry = self.env["ruiji.price.change"].search(
            [("repair_id", "=", self.board.id)]
        )
        self.assertEqual((entry.kind, entry.reason), ("repriced", "Agreed by phone"))
        self.assertEqual(entry.create_uid, self.vp)
        self.assertIn("Agreed by phone", self.board.message_ids[0].body)

    def test_only_deciders_reprice(self):
        """PRI-06: clerks and account managers can't, over RPC either."""
        for user in (self.clerk, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._wizard(user)

    def test_new_prices_are_asked_for(self):
        """PRI-06: who talks to the client asks; the VP finds the question on the slip
        and its answer ends it."""
        slip = self.slip.with_user(self.manager)
        action = slip.action_ask_reprice()
        Request = self.env[action["res_model"]].with_user(self.manager)
        with Form(Request.with_context(**action["context"])) as form:
            form.reason = "客户认为价格偏高"
        form.record.action_ask()
        question = self.slip.activity_ids.filtered(lambda a: a.user_id == self.vp)
        self.assertIn("客户认为价格偏高", question.note)
        self.tnet_price.price = 650
        action = self.slip.with_user(self.vp).action_reprice()
        wizard = self.env[action["res_model"]].with_user(self.vp)
        with Form(wizard.with_context(**action["context"])) as form:
            form.reason = "同意"
        form.record.action_reprice()
        self.assertEqual(self.board.repair_price, 650)
        self.assertFalse(self.slip.activity_ids)

    def test_new_prices_are_asked_for_by_those_who_may(self):
        """PRI-06, ACC-06: over RPC neither for files of others nor before a price
        was told."""
        request = self.env["ruiji.reprice.request"]
        for user in (self.technician, self.finance):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).create({"slip_id": self.slip.id, "reason": "x"})
        draft = self._new_slip()
        with self.assertRaisesRegex(UserError, "by itself"):
            draft.action_ask_reprice()
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        foreign = request.with_user(self.other_manager).create(
            {"slip_id": self.slip.id, "reason": "x"}
        )
        with self.assertRaises(AccessError):
            foreign.action_ask()

    def test_closed_slips_stay(self):
        """PRI-06: a closed slip is not priced anew."""
        self.slip.repair_ids.sudo().action_repair_cancel()
        self.slip.repair_ids._ship()
        self.slip.action_close()
        with self.assertRaisesRegex(UserError, "not closed"):
            self._wizard(self.vp)
