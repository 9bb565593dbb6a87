from datetime import date, datetime

from psycopg2 import DatabaseError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .settlement_common import MARCH, SettlementCase


@tagged("post_install", "-at_install")
class TestSettlement(SettlementCase):
    """A contracting party settles a period, once (REP-06)."""

    def test_charge(self):
        """REP-06: what a board costs follows from how its repair ended."""
        self.env.company.inspection_fee = 50
        boards = [self.tnet, self.tnet, self.tnet, self.tnet, self.spc]
        slip = self._new_slip(boards=boards, user=self.env.user)
        slip.action_submit()
        slip.action_receive()
        outcomes = [
            "repaired",
            "exchanged",
            "no_fault_found",
            "irreparable",
            "repaired",
        ]
        self.assertEqual(set(slip.repair_ids.mapped("charge_kind")), {False})
        for board, outcome in zip(slip.repair_ids, outcomes, strict=True):
            board.write(
                {"outcome": outcome, "exchange_serial_number": f"NEU-{board.id}"}
            )
        self.assertEqual(slip.repair_ids.mapped("charge"), [800, 800, 50, 0, 0])
        self.assertEqual(
            slip.repair_ids.mapped("charge_kind"),
            ["contract", "contract", "inspection", "unrepaired", False],
        )

    def test_one_settlement_and_one_invoice_a_party(self):
        """REP-06, SUB-03: what prefectures sent in settles with who signed."""
        self._shipped_slip(self.yanan)
        self._shipped_slip(self.xian, [self.tnet])
        self._shipped_slip(self.lanzhou, [self.tnet], outcome="irreparable")
        run = self._settle()
        self.assertEqual(run.state, "done")
        settlement = self._made(run, self.province)
        self.assertEqual(settlement.amount, 800 + 350 + 800)
        self.assertEqual(settlement.board_count, 3)
        self.assertEqual(settlement.state, "invoiced")
        invoice = settlement.invoice_id
        self.assertEqual(invoice.partner_id, self.province)
        self.assertEqual(invoice.amount_untaxed, 1950)
        self.assertEqual(invoice.state, "draft")
        self.assertEqual(len(invoice.invoice_line_ids), 2)
        taxes = self.env.company.account_sale_tax_id
        self.assertEqual(invoice.invoice_line_ids.tax_ids, taxes)
        free = self._made(run, self.lanzhou)
        self.assertEqual((free.amount, free.state), (0, "confirmed"))
        self.assertFalse(free.invoice_id)

    def _made(self, run, party):
        made = run.line_ids.settlement_id
        return made.filtered(lambda s: s.partner_id == party)

    def test_breakdown_per_unit(self):
        """REP-06: the sums per unit are those of the boards."""
        self._shipped_slip(self.yanan)
        self._shipped_slip(self.xian, [self.tnet], outcome="no_fault_found")
        settlement = self._settlement()
        units = settlement.unit_ids.grouped("unit_id")
        self.assertEqual(units[self.yanan].amount, 1150)
        self.assertEqual(units[self.yanan].charged_count, 2)
        self.assertEqual(units[self.xian].unrepaired_count, 1)
        self.assertEqual(units[self.xian].superior_id, self.province)
        self.assertEqual(sum(settlement.unit_ids.mapped("amount")), settlement.amount)

    def test_unit_that_moved_since(self):
        """SUB-05: a prefecture that moved in April settles March as it stood."""
        slip = self._shipped_slip(self.yanan)
        memberships = self.env["ruiji.unit.membership"].search(
            [("unit_id", "=", self.yanan.id)]
        )
        self.assertEqual(memberships.superior_id, self.province)
        self.yanan._move(self.other_province, date(2026, 4, 1))
        settlement = self._settlement()
        self.assertEqual(settlement.line_ids.repair_id, slip.repair_ids)
        self.assertEqual(settlement.line_ids.superior_id, self.province)

    def test_party_follows_the_contract(self):
        """REP-06, SUB-03: whoever signed settles, also when that changes."""
        slip = self._new_slip(user=self.env.user)
        slip.action_submit()
        slip.action_receive()
        self.assertEqual(slip.repair_ids.settlement_partner_id, self.province)
        self.contract.contracting_party_id = self.group
        self._shipped_slip(self.xian)
        self.assertEqual(self._settlement(self.group).amount, 1150)

    def test_days_of_the_seat(self):
        """REP-06: what left at seven on 1 April in Xi'an is not March's."""
        self._shipped_slip(shipped=datetime(2026, 3, 31, 23))
        run = self.env["ruiji.settlement.run"].create(
            {"date_from": MARCH[0], "date_to": MARCH[1]}
        )
        self.assertFalse(run._preview())
        with self.assertRaisesRegex(UserError, "Nothing that was shipped"):
            run.action_start()
        self.assertTrue(self._settle(period=(date(2026, 4, 1), date(2026, 4, 30))))

    def test_what_was_left_over(self):
        """REP-06: boards of February come along, unless that is not wanted."""
        self._shipped_slip(shipped=datetime(2026, 3, 20, 4))
        april = (date(2026, 4, 1), date(2026, 4, 30))
        run = self.env["ruiji.settlement.run"].create(
            {"date_from": april[0], "date_to": april[1], "with_earlier": False}
        )
        self.assertFalse(run._preview())
        self.assertEqual(self._settlement(period=april).board_count, 2)

    def test_bills_nothing_that_was_not_shipped(self):
        """REP-09: neither the run nor the database."""
        slip = self._new_slip(user=self.env.user)
        slip.action_submit()
        slip.action_receive()
        slip.repair_ids.outcome = "repaired"
        settlement = self.env["ruiji.settlement"].create(
            {
                "partner_id": self.province.id,
                "date_from": MARCH[0],
                "date_to": date(2030, 1, 1),
            }
        )
        with self.assertRaisesRegex(UserError, "No board of this party"):
            settlement.with_user(self.finance).action_collect()
        vals = {
            "settlement_id": settlement.id,
            "repair_id": slip.repair_ids[0].id,
            "unit_id": self.yanan.id,
            "kind": "paid",
            "amount": 1,
            "date_in": datetime(2026, 3, 1),
            "date_out": datetime(2026, 3, 2),
        }
        with (
            self.assertRaisesRegex(DatabaseError, "not shipped"),
            mute_logger("odoo.sql_db"),
        ):
            self.env["ruiji.settlement.line"].create(vals)

    def test_priceless_boards_wait(self):
        """REP-06: what nobody knows the price of is not settled for nothing."""
        slip = self._shipped_slip(boards=[self.spc, self.tnet])
        settlement = self._settlement()
        self.assertEqual(settlement.line_ids.repair_id, slip.repair_ids[1])
        unsettled = self.env["repair.order"].search(
            [("date_shipped", "!=", False), ("settlement_line_id", "=", False)]
        )
        self.assertIn(slip.repair_ids[0], unsettled)

    def test_settled_once(self):
        """REP-06: a second run finds nothing, and boards stand."""
        slip = self._shipped_slip()
        self._settlement()
        with self.assertRaisesRegex(UserError, "Nothing that was shipped"):
            self._settle()
        with self.assertRaisesRegex(UserError, "are settled"):
            slip.repair_ids[0].outcome = "irreparable"
        with self.assertRaisesRegex(UserError, "are settled"):
            slip.repair_ids.sudo()._reprice("x")

    @mute_logger("odoo.sql_db")
    def test_confirmed_lines_are_final(self):
        """REP-09: not over RPC, not as the system, not in the database."""
        self._shipped_slip()
        settlement = self._settlement()
        line = settlement.line_ids[0]
        with self.assertRaises(AccessError):
            line.with_user(self.finance).amount = 1
        with self.assertRaises(AccessError):
            line.with_user(self.finance).unlink()
        for statement in (
            "UPDATE ruiji_settlement_line SET amount = 1 WHERE id = %s",
            "DELETE FROM ruiji_settlement_line WHERE id = %s",
        ):
            with (
                self.assertRaisesRegex(DatabaseError, "final"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [line.id])
        mine = settlement.with_user(self.finance)
        for vals in (
            {"confirmed_on": False},
            {"invoice_id": False},
            {"date_to": date(2026, 5, 1)},
            {"partner_id": self.xian.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                mine.write(vals)
        with self.assertRaises(UserError):
            mine.unlink()

    def test_draft(self):
        """REP-06: a draft for one party; given up, its boards are free again."""
        slip = self._shipped_slip()
        form = Form(self.env["ruiji.settlement"].with_user(self.finance))
        form.partner_id = self.province
        form.date_from, form.date_to = MARCH
        draft = form.save()
        draft.action_collect()
        self.assertEqual(draft.amount, 1150)
        self.assertEqual(slip.repair_ids.settlement_id, draft)
        draft.action_cancel()
        self.assertEqual(draft.state, "cancelled")
        self.assertFalse(slip.repair_ids.settlement_id)
        self.assertEqual(self._settlement().amount, 1150)

    def test_invoice_decides_the_state(self):
        """REP-06: posted per setting, paid by its payment, free if cancelled."""
        self.env.company.post_settlement_invoices = True
        self._shipped_slip()
        settlement = self._settlement()
        self.assertEqual(settlement.invoice_id.state, "posted")
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=settlement.invoice_id.ids
        ).create({})._create_payments()
        self.assertEqual(settlement.state, "paid")

    def test_lost_invoice_is_made_again(self):
        """REP-06: a cancelled invoice leaves the settlement to be invoiced."""
        self._shipped_slip()
        settlement = self._settlement()
        settlement.invoice_id.button_cancel()
        self.assertEqual(settlement.state, "confirmed")
        settlement.with_user(self.finance).action_invoice()
        self.assertEqual(settlement.state, "invoiced")

    def test_parties_by_choice(self):
        """REP-06: only the chosen parties are settled."""
        self._shipped_slip(self.yanan)
        self._shipped_slip(self.lanzhou, [self.tnet], outcome="irreparable")
        run = self._settle(partner_ids=[Command.link(self.lanzhou.id)])
        self.assertEqual(run.line_ids.partner_id, self.lanzhou)

    def test_roles(self):
        """REP-06, ACC-02: finance settles, management reads, technicians nothing."""
        self._shipped_slip()
        settlement = self._settlement()
        for user in (self.vp, self.general_manager, self.manager, self.finance):
            self.assertTrue(settlement.with_user(user).has_access("read"), user.login)
            line = settlement.line_ids[0].with_user(user)
            self.assertEqual(line.amount, settlement.line_ids[0].amount)
        for user in (self.other_manager, self.technician, self.clerk, self.outsider):
            self.assertFalse(settlement.with_user(user).has_access("read"), user.login)
            lines = settlement.line_ids.with_user(user)
            self.assertFalse(lines.has_access("read"), user.login)
        for user in (self.vp, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["ruiji.settlement.dispute"].with_user(user).create(
                    {"settlement_id": settlement.id, "reason": "x"}
                )
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["ruiji.settlement.run"].with_user(user).create({})
        seen = self.env["repair.order"].with_user(self.technician).fields_get()
        self.assertFalse({"charge", "settlement_id", "charge_disputed"} & seen.keys())
