from datetime import date

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import PricingCase


@tagged("post_install", "-at_install")
class TestPriceList(PricingCase):
    """A price list is a draft, then approved, then published (PRI-09)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.user_id = cls.manager
        cls.contract = cls._new_contract(cls.yanan, "Y-1")

    def _changes(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["ruiji.price.change"].search(
            [("contract_id", "=", self.contract.id), *domain], order="id"
        )

    def test_prices_of_other_lists_count_at_once(self):
        """PRI-09: whoever creates a price without saying more, where no list is in
        preparation, creates a published one."""
        boards = (self.aslc, self.dti, self.diu)
        for user, board in zip(
            (self.manager, self.clerk, self.vp), boards, strict=True
        ):
            line = self.Price.with_user(user).create(
                {"contract_id": self.contract.id, "product_id": board.id, "price": 9}
            )
            self.assertEqual(line.state, "published")
            self.assertEqual(self._resolve(self.yanan, board)["line_id"], line.id)

    def test_list_goes_from_draft_to_published(self):
        """PRI-09, PRI-03: prices of a list in preparation count once the marketing
        VP has approved them and they are published, not before."""
        self.contract.with_user(self.manager).action_prepare_prices()
        line = self._new_price(self.contract, self.aslc, 100)
        self.assertEqual((line.state, self.contract.price_list_state), ("draft",) * 2)
        self.assertFalse(self._resolve(self.yanan, self.aslc)["line_id"])
        self.contract.with_user(self.manager).action_ask_price_approval()
        self.assertIn(self.vp, self.contract.activity_ids.user_id)

        self.contract.with_user(self.vp).action_approve_prices()
        self.assertEqual(self.contract.price_list_state, "approved")
        self.assertFalse(self.contract.activity_ids)
        self.assertFalse(self._resolve(self.yanan, self.aslc)["line_id"])

        self.contract.with_user(self.manager).action_publish_prices()
        self.assertEqual(self.contract.price_list_state, "published")
        self.assertEqual(self._resolve(self.yanan, self.aslc)["line_id"], line.id)
        self.assertEqual(self._changes(kind="published").price_id, line)

    def test_only_deciders_approve(self):
        """PRI-09: neither by button nor over RPC does anybody else get a draft
        through."""
        self.contract.action_prepare_prices()
        line = self._new_price(self.contract, self.aslc, 100)
        for user in (self.manager, self.clerk):
            mine = line.with_user(user)
            for act in (
                mine.action_approve,
                lambda mine=mine: mine.write({"state": "published"}),
                lambda user=user: self.Price.with_user(user).create(
                    {
                        "contract_id": self.contract.id,
                        "product_id": self.dti.id,
                        "price": 1,
                        "state": "published",
                    }
                ),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()
            with self.assertRaisesRegex(UserError, "still drafts"):
                mine.action_publish()
        line.with_user(self.general_manager).action_publish()
        self.assertEqual(line.state, "published")

    def test_changed_after_approval_is_a_draft_again(self):
        """PRI-09: what is published is what was approved."""
        self.contract.action_prepare_prices()
        line = self._new_price(self.contract, self.aslc, 100)
        line.with_user(self.vp).action_approve()
        line.with_user(self.manager).price = 50
        self.assertEqual(line.state, "draft")

    def test_account_manager_proposes_on_the_screen(self):
        """PRI-02, PRI-09: what the account manager types into the list is a draft,
        what the clerk types in from the signed paper counts."""
        for user, state in ((self.manager, "draft"), (self.clerk, "published")):
            action = self.contract.with_user(user).action_open_prices()
            Price = self.Price.with_user(user).with_context(**action["context"])
            view = self.env.ref("ruiji_repair_pricing.repair_price_view_list")
            with Form(Price, view=view) as form:
                form.product_id = self.aslc if state == "draft" else self.dti
                form.price = 100
            self.assertEqual(form.record.state, state)

    def test_company_may_ask_for_approval_always(self):
        """PRI-09: the company decides whether new lists wait for approval."""
        self.env.company.price_approval = True
        contract = self._new_contract(self.xian, "X-1")
        self.assertEqual(self._new_price(contract, self.aslc, 1).state, "draft")
        self.assertEqual(self._new_price(None, self.aslc, 1).state, "draft")
        self.assertEqual(
            self._new_price(self.contract, self.aslc, 1).state, "published"
        )

    def test_standard_prices_ask_for_their_approval(self):
        """PRI-09: the approver is told how many wait, and of none once they are
        approved; one entry however many there are."""
        self.env.company.price_approval = True
        kind = self.env.ref("ruiji_repair_pricing.mail_activity_type_standard_prices")
        asked = [("user_id", "=", self.vp.id), ("activity_type_id", "=", kind.id)]
        Price = self.Price.with_user(self.clerk)
        lines = Price.create(
            [
                {"product_id": board.id, "price": 9}
                for board in (self.aslc, self.dti, self.diu)
            ]
        )
        reminder = self.env["mail.activity"].search(asked)
        self.assertIn("3", reminder.summary)
        self.assertIn("/odoo/waiting-prices", reminder.note)
        lines[0].unlink()
        self.assertIn("2", reminder.summary)
        lines[1:].with_user(self.vp).action_approve()
        self.assertFalse(self.env["mail.activity"].search(asked))
        lines[1].with_user(self.clerk).price = 10
        self.assertEqual(lines[1].state, "draft")
        self.assertTrue(self.env["mail.activity"].search(asked))

    def test_explanation_names_unpublished_prices(self):
        """PRI-04, PRI-09: a price that waits is among those passed over."""
        self.contract.action_prepare_prices()
        self._new_price(self.contract, self.aslc, 100)
        self.assertEqual(self._losers(self.yanan, self.aslc), {"Y-1": "not_published"})

    def test_copies_do_not_publish_drafts(self):
        """PRI-09: copying a contract is no way round the approval."""
        self._new_price(self.contract, self.dti, 50)
        self.contract.action_prepare_prices()
        self._new_price(self.contract, self.aslc, 100)
        copy = self.contract.with_user(self.clerk).copy()
        states = {line.product_id: line.state for line in copy.price_ids}
        self.assertEqual(states, {self.dti: "published", self.aslc: "draft"})

    def test_every_change_of_a_published_price_is_on_record(self):
        """PRI-09: old, new, who and when, for each field of each line."""
        line = self._new_price(self.contract, self.aslc, 100)
        line.with_user(self.manager).write({"price": 90, "date_end": date(2026, 6, 30)})
        line.with_user(self.clerk).write({"price": 90})
        self.assertRecordValues(
            self._changes(kind="changed"),
            [
                {"field_name": "price", "old_value": "100.00", "new_value": "90.00"},
                {"field_name": "date_end", "old_value": "", "new_value": "2026-06-30"},
            ],
        )
        self.assertEqual(self._changes(kind="changed").create_uid, self.manager)
        self.assertEqual(self._changes(kind="added").price_id, line)
        line.with_user(self.clerk).unlink()
        gone = self._changes(kind="removed")
        self.assertIn("90.00", gone.old_value)
        self.assertEqual(gone.create_uid, self.clerk)
        self.assertFalse(self._changes().price_id)

    def test_drafts_leave_no_record(self):
        """PRI-09: what never counted may be rewritten freely."""
        self.contract.action_prepare_prices()
        line = self._new_price(self.contract, self.aslc, 100)
        line.price = 90
        line.unlink()
        self.assertFalse(self._changes())

    def test_record_is_final(self):
        """PRI-09: nobody changes or deletes an entry, in the database neither."""
        self._new_price(self.contract, self.aslc, 100)
        entry = self._changes()
        with self.assertRaises(UserError):
            entry.new_value = "1"
        with self.assertRaises(UserError):
            entry.unlink()
        with self.assertRaises(AccessError):
            entry.with_user(self.vp).create({"price_label": "x", "kind": "changed"})
        for statement in (
            "UPDATE ruiji_price_change SET new_value = 'x' WHERE id = %s",
            "DELETE FROM ruiji_price_change WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(psycopg2.errors.RaiseException, "final"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [entry.id])

    def test_record_is_as_secret_as_the_price(self):
        """ACC-02: who may not read a contract learns nothing of its changes."""
        self._new_price(self.contract, self.aslc, 100)
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        for user, sees in (
            (self.manager, True),
            (self.vp, True),
            (self.clerk, False),
            (self.other_manager, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(bool(self._seen_by(user)), sees)
        with self.assertRaises(AccessError):
            self._seen_by(self.technician)

    def _seen_by(self, user):
        changes = self.env["ruiji.price.change"].with_user(user)
        return changes.search([("contract_number", "=", "Y-1")])

    def test_queries_do_not_grow_with_the_list(self):
        """PRI-09: publishing 10 or 100 prices takes the same number of queries."""
        self._queries_to_publish(5)
        self.assertEqual(self._queries_to_publish(10), self._queries_to_publish(100))

    def _queries_to_publish(self, size):
        contract = self._new_contract(self.xian, f"Q-{size}")
        contract.action_prepare_prices()
        models = self.env["ruiji.device.model"].create(
            [{"name": f"Q{size}-{n}", "categ_id": self.power.id} for n in range(size)]
        )
        self.Price.create(
            [
                {"contract_id": contract.id, "device_model_id": model.id, "price": 1}
                for model in models
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        contract.with_user(self.vp).action_publish_prices()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_price_sheet_prints_what_counts(self):
        """PRI-02, PRI-09: the sheet of a contract shows its published prices."""
        self._new_price(self.contract, self.aslc, 123)
        self.contract.action_prepare_prices()
        self._new_price(self.contract, self.dti, 456)
        report = self.env["ir.actions.report"].with_user(self.manager)
        html, _type = report._render_qweb_html(
            "ruiji_repair_pricing.price_list", self.contract.ids
        )
        self.assertIn(b"123", html)
        self.assertIn(b"ASLC", html)
        self.assertNotIn(b"456", html)
