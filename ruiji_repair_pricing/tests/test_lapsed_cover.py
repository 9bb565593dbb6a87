from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestLapsedCover(SlipCase):
    """The province's contract, which priced 延安's boards, is declared void."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.standard = cls.env["ruiji.repair.price"].create(
            {"categ_id": cls.switching.id, "price": 999}
        )
        cls.contract.validity = "void"
        cls.today = fields.Date.today()

    def _submitted(self, boards=None, **values):
        slip = self._new_slip(boards=boards or [self.tnet, self.aslc], **values)
        slip.action_submit()
        return slip

    def _decide(self, slip, user, choice, valid_until=None):
        action = slip.with_user(user).action_decide_cover()
        Decide = self.env[action["res_model"]].with_user(user)
        with Form(Decide.with_context(**action["context"])) as form:
            form.choice = choice
            if valid_until:
                form.valid_until = valid_until
            form.reason = "老客户"
        form.record.action_confirm()

    def test_never_a_silent_fall_through(self):
        """CON-09: the board waits with a mark; nobody is told the standard price."""
        slip = self._submitted(boards=[self.tnet, self.spc])
        tnet, spc = slip.repair_ids
        self.assertRecordValues(
            tnet,
            [
                {
                    "cover_state": "lapsed",
                    "lapsed_contract_id": self.contract.id,
                    "price_state": "to_quote",
                    "repair_price": 0,
                    "contract_id": False,
                }
            ],
        )
        # That contract never priced this one.
        self.assertFalse(spc.cover_state)
        self.assertEqual(spc.repair_price, 999)
        self.assertEqual(slip.lapsed_count, 1)
        [question] = slip.activity_ids
        self.assertEqual(question.user_id, self.manager)

    def test_expired_contracts_lapse_as_well(self):
        """CON-09: over is as good as void."""
        self.contract.write(
            {"validity": "in_force", "date_end": self.today - timedelta(days=1)}
        )
        slip = self._submitted()
        self.assertEqual(slip.repair_ids.mapped("cover_state"), ["lapsed"] * 2)

    def test_nearer_cover_takes_its_place(self):
        """CON-09, PRI-03: a contract in force as near or nearer leaves no question."""
        own = self._new_contract("OWN-1", self.yanan)
        self._new_price(own, self.tnet, 700)
        slip = self._submitted()
        self.assertEqual(slip.repair_ids[0].repair_price, 700)
        self.assertEqual(slip.repair_ids.mapped("cover_state"), [False, "lapsed"])

    def test_look_up_says_so(self):
        """CON-09, PRI-04: who looks up a price learns that it waits for a decision."""
        Lookup = self.env["ruiji.price.lookup"].with_user(self.manager)
        for board, has_lapsed in ((self.tnet, True), (self.spc, False)):
            with Form(Lookup) as form:
                form.partner_id = self.yanan
                form.product_id = board
                self.assertEqual(form.has_lapsed, has_lapsed)

    def test_a_renewed_contract_has_not_lapsed(self):
        """CON-09: the renewal takes over, also where it prices a board no more."""
        self._new_contract("RJ-2", self.province, renewed_from_id=self.contract.id)
        slip = self._submitted()
        self.assertEqual(slip.repair_ids.mapped("repair_price"), [999, 999])
        self.assertFalse(any(slip.repair_ids.mapped("cover_state")))

    def test_superiors_that_did_not_cover_do_not_count(self):
        """CON-09, CON-05: what never covered the unit cannot lapse for it."""
        self.contract.covers_subordinates = False
        slip = self._submitted()
        self.assertFalse(any(slip.repair_ids.mapped("cover_state")))

    def test_grace(self):
        """CON-09: the contract's price until a day, for later boards, too."""
        slip = self._submitted()
        self._decide(slip, self.vp, "grace", self.today + timedelta(days=30))
        self.assertEqual(slip.repair_ids.mapped("repair_price"), [800, 350])
        self.assertEqual(slip.repair_ids.mapped("cover_state"), ["grace"] * 2)
        self.assertEqual(slip.repair_ids.contract_id, self.contract)
        decision = self.contract.cover_decision_ids
        self.assertEqual((decision.user_id, decision.reason), (self.vp, "老客户"))
        self.assertFalse(slip.activity_ids)
        later = self._submitted()
        self.assertEqual(later.repair_ids.mapped("cover_state"), ["grace"] * 2)
        self.assertFalse(later.activity_ids)

    def test_price_without_the_contract(self):
        """CON-09: approved for these boards alone; the next ones ask again."""
        slip = self._submitted()
        self._decide(slip, self.general_manager, "standard")
        self.assertEqual(slip.repair_ids.mapped("repair_price"), [999, 999])
        self.assertEqual(slip.repair_ids.mapped("cover_state"), ["standard"] * 2)
        again = self._submitted()
        self.assertEqual(again.repair_ids.mapped("cover_state"), ["lapsed"] * 2)

    def test_manager_holds_and_vp_decides(self):
        """CON-09: by right: the manager may hold, what is charged the VP decides."""
        slip = self._submitted()
        with self.assertRaisesRegex(AccessError, "approved by the marketing VP"):
            self._decide(slip, self.manager, "standard")
        with self.assertRaises(AccessError):
            slip.repair_ids.with_user(self.other_manager)._decide_cover("hold", "x")
        self._decide(slip, self.manager, "hold")
        self.assertEqual(slip.repair_ids.mapped("cover_state"), ["hold"] * 2)
        self._decide(slip, self.vp, "standard")
        self.assertEqual(slip.repair_ids.mapped("price_state"), ["priced"] * 2)
        self.assertEqual(len(self.contract.cover_decision_ids), 2)

    def test_received_boards_wait_and_freeze_once_decided(self):
        """CON-09, PRI-06: on the shelf until decided, then the price stands."""
        slip = self._submitted()
        slip.action_receive()
        self.assertFalse(any(slip.repair_ids.mapped("price_frozen")))
        with self.assertRaisesRegex(UserError, "has lapsed"):
            slip.repair_ids[0].with_user(self.technician).action_bench_start()
        self._decide(slip, self.vp, "standard")
        self.assertTrue(all(slip.repair_ids.mapped("price_frozen")))
        slip.repair_ids[0].with_user(self.technician).action_bench_start()

    def test_grace_needs_a_day(self):
        """CON-09: dated grace, in the screen and in the database."""
        slip = self._submitted()
        action = slip.with_user(self.vp).action_decide_cover()
        wizard = (
            self.env["ruiji.cover.decide"]
            .with_user(self.vp)
            .with_context(**action["context"])
        )
        for valid_until, sentence in (
            (False, "until which day"),
            (self.today - timedelta(days=1), "past already"),
        ):
            with self.assertRaisesRegex(UserError, sentence):
                wizard.create(
                    {"choice": "grace", "reason": "x", "valid_until": valid_until}
                ).action_confirm()

    def test_decisions_are_not_rewritten(self):
        """CON-09: who decided what and why stays as it was."""
        slip = self._submitted()
        self._decide(slip, self.vp, "hold")
        decision = self.contract.cover_decision_ids.with_user(self.vp)
        for change in (
            lambda: decision.write({"reason": "other"}),
            decision.unlink,
            lambda: decision.create({"choice": "hold"}),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_cost_does_not_grow_with_the_boards(self):
        """CON-09, PRI-07: three boards or fifty take the same statements."""
        few = self._new_slip(boards=[self.tnet] * 3)
        many = self._new_slip(boards=[self.tnet, self.aslc] * 25)
        self.env.flush_all()

        def cost(slip):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            slip.repair_ids.sudo()._resolve_prices()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(few)
        self.assertEqual(cost(few), cost(many))
