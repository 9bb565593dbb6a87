from datetime import date

from freezegun import freeze_time

from odoo.tests import Form, tagged

from .common import PricingCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-10")
class TestUnitMoveContracts(PricingCase):
    """What a move brings, before it is done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.of_group = cls._new_contract(cls.group, "G-1")
        cls.of_province = cls._new_contract(cls.province, "P-1")
        cls.of_other = cls._new_contract(cls.other_province, "P-2")
        cls.next_year = cls._new_contract(
            cls.other_province,
            "P-3",
            date_start=date(2027, 1, 1),
            date_end=date(2027, 12, 31),
        )
        cls._new_contract(cls.yanan, "C-1")
        cls._new_contract(cls.province, "P-OWN", covers_subordinates=False)
        cls._new_contract(cls.province, "P-VOID", validity="void")
        cls._new_contract(
            cls.province,
            "P-OLD",
            date_start=date(2025, 1, 1),
            date_end=date(2025, 12, 31),
        )

    def _preview(self, units, superior, user=None, day=None):
        """{(kind, contract number): units concerned}, as the wizard shows it."""
        wizards = self.env["ruiji.unit.move"].with_user(user or self.clerk)
        form = Form(
            wizards.with_context(active_model="res.partner", active_ids=units.ids)
        )
        form.superior_id = superior
        form.day = day or date(2026, 6, 10)
        return {
            (line["kind"], line["label"].split()[0]): line["unit_count"]
            for line in form.effect_ids._records
        }

    def test_prefecture_changes_its_province(self):
        """SUB-04: contracts of the old province are lost, of the new one gained;
        those of both, its own, void and past ones don't matter."""
        self.assertEqual(
            self._preview(self.yanan, self.other_province),
            {("lost", "P-1"): 1, ("gained", "P-2"): 1, ("gained", "P-3"): 1},
        )

    def test_a_province_takes_its_units_along(self):
        """SUB-04: the units below lose and gain as well."""
        mobile = self._new_client("中国移动通信集团有限公司", "group")
        self._new_contract(mobile, "M-1")
        self.assertEqual(
            self._preview(self.province, mobile),
            {("lost", "G-1"): 3, ("gained", "M-1"): 3},
        )

    def test_several_units_and_leaving(self):
        """SUB-04: together they lose what each of them loses."""
        self.assertEqual(
            self._preview(self.yanan | self.lanzhou, self.env["res.partner"]),
            {
                ("lost", "G-1"): 2,
                ("lost", "P-1"): 1,
                ("lost", "P-2"): 1,
                ("lost", "P-3"): 1,
            },
        )

    def test_contracts_of_a_later_day(self):
        """SUB-04: a move next year meets next year's contracts."""
        self.assertEqual(
            self._preview(self.yanan, self.other_province, day=date(2027, 2, 1)),
            {("gained", "P-3"): 1},
        )

    def test_closed_contracts_stay_hidden(self):
        """SUB-04, ACC-02: who may not open a superior sees none of its contracts."""
        self.other_province.confidentiality = "secret"
        moved = self._preview(self.yanan, self.env["res.partner"], self.clerk)
        self.assertEqual(moved, {("lost", "G-1"): 1, ("lost", "P-1"): 1})
        self.assertFalse(
            self.yanan.with_user(self.clerk)._move_effects(
                self.group.with_user(self.clerk), date(2026, 6, 10)
            )[1:]
        )
        effects = self.yanan.with_user(self.clerk)._move_effects(
            self.other_province.with_user(self.clerk), date(2026, 6, 10)
        )
        self.assertEqual([effect.kind for effect in effects], ["lost"])

    def test_prices_of_past_days_stay(self):
        """SUB-04, SUB-05, PRI-03: what was asked before gives the same answer."""
        self._new_price(self.of_province, self.aslc, 100)
        self._new_price(self.of_other, self.aslc, 70)
        before = self._resolve(self.yanan, self.aslc, date(2026, 6, 9))
        self.yanan._move(self.other_province, date(2026, 6, 10))
        after = self._resolve(self.yanan, self.aslc, date(2026, 6, 9))
        self.assertEqual(before, after)
        self.assertEqual(after["price"], 100)
        moved = self._resolve(self.yanan, self.aslc, date(2026, 6, 10))
        self.assertEqual(moved["price"], 70)

    def test_preview_asks_a_fixed_number_of_queries(self):
        """SUB-04: for two units as for twenty."""
        units = self.env["res.partner"].concat(
            *(
                self._new_client(
                    f"中国电信股份有限公司{number}号分公司",
                    "prefecture",
                    superior_id=self.province.id,
                )
                for number in range(20)
            )
        )
        self.env.flush_all()
        counts = []
        for moved in (units[:2], units):
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()
            before = self.cr.sql_log_count
            moved._move_effects(self.other_province, date(2026, 6, 10))
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
