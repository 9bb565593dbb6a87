from datetime import date

from freezegun import freeze_time
from psycopg2.errors import ExclusionViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DAY, PricingCase


@freeze_time(DAY)
@tagged("post_install", "-at_install")
class TestRepairPrice(PricingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._new_contract(cls.yanan, "Y-1")

    def test_board_brings_its_model_and_category(self):
        """PRI-02: one key per line; the levels above it follow by themselves."""
        line = self._new_price(self.contract, self.aslc, 100)
        self.assertEqual(line.device_model_id, self.zxj10)
        self.assertEqual(line.categ_id, self.switching)
        self.assertEqual(line.level, "board")
        self.assertEqual(line.currency_id, self.contract.currency_id)
        by_model = self._new_price(self.contract, self.zxj10, 90)
        self.assertEqual(by_model.categ_id, self.switching)
        self.assertEqual(by_model.level, "model")
        by_category = self._new_price(self.contract, self.switching, 80)
        self.assertEqual(by_category.level, "category")

    def test_keys_that_do_not_belong_together_are_refused(self):
        """PRI-02: a board of another model, a model of another category."""
        wrong = {"contract_id": self.contract.id, "price": 1}
        for values in (
            {"product_id": self.aslc.id, "device_model_id": self.ewsd.id},
            {"device_model_id": self.zxj10.id, "categ_id": self.power.id},
        ):
            with self.assertRaisesRegex(ValidationError, "do not belong together"):
                self.Price.create({**wrong, **values})

    def test_price_below_zero_is_refused(self):
        """PRI-02: what a repair costs is never negative."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(Exception, "price_not_negative"),
        ):
            self._new_price(self.contract, self.aslc, -1)

    def test_dates_stay_inside_the_contract(self):
        """PRI-02: validity dates lie inside the contract, from either side."""
        with self.assertRaisesRegex(ValidationError, "outside contract Y-1"):
            self._new_price(self.contract, self.aslc, 1, date_end=date(2027, 1, 1))
        self._new_price(self.contract, self.aslc, 1, date_start=date(2026, 2, 1))
        with self.assertRaisesRegex(ValidationError, "outside contract Y-1"):
            self.contract.date_start = date(2026, 3, 1)

    def test_price_list_is_entered_in_the_contract(self):
        """PRI-02: the clerk types lines into the contract's own form."""
        with Form(self.contract.with_user(self.clerk)) as form:
            with form.price_ids.new() as line:
                line.product_id = self.aslc
                self.assertEqual(line.device_model_id, self.zxj10)
                line.price = 100
            with form.price_ids.new() as line:
                line.device_model_id = self.ewsd
                self.assertEqual(line.categ_id, self.switching)
                line.price = 200
        self.assertCountEqual(self.contract.price_ids.mapped("price"), [100, 200])

    def test_account_manager_keeps_the_prices_of_own_clients(self):
        """PRI-02: price lines are entered by the account manager."""
        self.yanan.user_id = self.manager
        action = self.contract.with_user(self.manager).action_open_prices()
        Price = self.Price.with_user(self.manager).with_context(**action["context"])
        view = self.env.ref("ruiji_repair_pricing.repair_price_view_list")
        with Form(Price, view=view) as form:
            form.product_id = self.aslc
            form.price = 100
        line = self.contract.price_ids
        self.assertEqual((line.price, line.create_uid), (100, self.manager))
        foreign = line.with_user(self.other_manager)
        with self.assertRaises(AccessError):
            foreign.price = 1

    def test_same_key_on_the_same_day_is_refused(self):
        """PRI-08: no two lines of one key valid on the same day; the sentence says
        what to do."""
        first = self._new_price(
            self.contract, self.aslc, 100, date_end=date(2026, 6, 30)
        )
        second = self._new_price(
            self.contract, self.aslc, 110, date_start=date(2026, 7, 1)
        )
        for values in ({}, {"date_start": date(2026, 6, 30)}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(ValidationError, "already a price"),
            ):
                self._new_price(self.contract, self.aslc, 120, **values)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(ValidationError, "already a price"),
        ):
            first.date_end = date(2026, 7, 1)
        self.assertEqual(self.contract.price_ids, first + second)

    def test_different_keys_and_lists_do_not_overlap(self):
        """PRI-08: another level, another contract, the standard list are other
        keys."""
        other = self._new_contract(self.xian, "X-1")
        for contract in (self.contract, other, None):
            for key in (self.aslc, self.dti, self.zxj10, self.switching):
                self._new_price(contract, key, 100)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(ValidationError, "already a price"),
        ):
            self._new_price(None, self.switching, 100)

    def test_database_itself_refuses_an_overlap(self):
        """PRI-08: also where no line of ours runs."""
        line = self._new_price(self.contract, self.zxj10, 100)
        self.env.flush_all()
        columns = (
            "contract_id, company_id, categ_id, device_model_id, currency_id, price"
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation):
            self.env.cr.execute(
                f"""INSERT INTO ruiji_repair_price ({columns})
                    SELECT {columns} FROM ruiji_repair_price WHERE id = %s""",
                [line.id],
            )

    def test_used_price_is_not_deleted(self):
        """CON-07: a price that repairs refer to can only be ended."""
        used = self._new_price(self.contract, self.aslc, 100)
        unused = self._new_price(self.contract, self.dti, 100)
        self.env["ruiji.repair.slip"].create(
            {
                "partner_id": self.yanan.id,
                "repair_ids": [Command.create({"product_id": self.aslc.id})],
            }
        )
        unused.unlink()
        with self.assertRaisesRegex(UserError, "end date"):
            used.unlink()
        used.date_end = date(2026, 6, 30)

    def test_price_list_is_copied_between_contracts(self):
        """PRI-02: lines are copied from another contract, raised by a percentage,
        and leave alone what is there."""
        self._new_price(self.contract, self.aslc, 100, date_end=date(2026, 6, 30))
        self._new_price(self.contract, self.aslc, 120, date_start=date(2026, 7, 1))
        self._new_price(self.contract, self.ewsd, 200)
        self._new_price(self.contract, self.power, 50)
        target = self._new_contract(
            self.yanan,
            "Y-2",
            date_start=date(2027, 1, 1),
            date_end=date(2027, 12, 31),
        )
        kept = self._new_price(target, self.power, 60)
        Copy = self.env["ruiji.price.copy"].with_user(self.clerk)
        with Form(Copy.with_context(default_contract_id=target.id)) as form:
            form.source_id = self.contract
            self.assertEqual(form.copied_count, 2)
            form.percent = 5
        form.record.action_copy()
        prices = {line._key_label(): line.price for line in target.price_ids - kept}
        self.assertEqual(
            prices, {self.aslc.display_name: 126, self.ewsd.display_name: 210}
        )
        self.assertEqual(kept.price, 60)
