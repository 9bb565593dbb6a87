from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ArchiveCase

TODAY, LATER = "2026-06-10", date(2026, 7, 1)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestUnitMove(ArchiveCase):
    """Units move under other superiors, now or on a day to come."""

    def _move_form(self, units, user=None, **context):
        wizards = self.env["ruiji.unit.move"].with_user(user or self.clerk)
        return Form(
            wizards.with_context(
                active_model="res.partner", active_ids=units.ids, **context
            )
        )

    def _move(self, units, superior, day=None, user=None):
        form = self._move_form(units, user)
        form.superior_id = superior
        if day:
            form.day = day
        form.save().action_move()

    def _run_job(self):
        job = self.env.ref("ruiji_client_archive.cron_take_planned_moves")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()

    def test_move_from_today_on(self):
        """SUB-04, SUB-05: history stays, the tree of today changes."""
        self._move(self.yanan | self.xian, self.other_province)
        self.assertEqual(self.yanan.superior_id, self.other_province)
        self.assertIn(self.province, self.yanan._units_above(date(2026, 6, 9)))
        self.assertIn(self.other_province, self.xian._units_above(date(2026, 6, 10)))
        self.assertEqual(len(self.yanan.membership_ids), 2)

    def test_move_from_a_past_day_on(self):
        """SUB-04, SUB-05: a prefecture that moved in April settles March as before."""
        self._move(self.yanan, self.other_province, date(2026, 4, 1))
        self.assertIn(self.province, self.yanan._units_above(date(2026, 3, 31)))
        self.assertNotIn(self.province, self.yanan._units_above(date(2026, 4, 1)))

    def test_planned_move_happens_by_itself(self):
        """SUB-04, SUB-05: kept at once, today's view follows on the day."""
        self._move(self.yanan, self.other_province, LATER)
        self.assertEqual(self.yanan.superior_id, self.province)
        self.assertEqual(self.yanan.planned_move_date, LATER)
        self.assertIn(self.other_province, self.yanan._units_above(LATER))
        self._run_job()
        self.assertEqual(self.yanan.superior_id, self.province)
        with freeze_time("2026-06-30 17:00:00"):
            # The house's clock is eight hours ahead.
            self._run_job()
        self.assertEqual(self.yanan.superior_id, self.other_province)
        with freeze_time("2026-07-01"):
            self.env.invalidate_all()
            self.assertFalse(self.yanan.planned_move_date)

    def test_planned_move_can_be_taken_back(self):
        """SUB-04: until its day nothing has happened; a second plan has to wait."""
        self._move(self.yanan, self.other_province, LATER)
        with self.assertRaisesRegex(UserError, "planned already"):
            self._move(self.yanan, self.group)
        self.yanan.with_user(self.clerk).action_take_back_planned_move()
        self.assertFalse(self.yanan.planned_move_date)
        self.assertEqual(self.yanan._units_above(LATER), self.province | self.group)
        self._move(self.yanan, self.other_province)

    def test_planned_leaving(self):
        """SUB-04, SUB-05: a unit can be without superior from a day on."""
        form = self._move_form(self.yanan)
        form.day = LATER
        form.save().action_move()
        self.assertEqual(self.yanan.planned_move_date, LATER)
        self.assertTrue(self.yanan._units_above(date(2026, 6, 30)))
        self.assertFalse(self.yanan._units_above(LATER))
        self.yanan.action_take_back_planned_move()
        self.assertTrue(self.yanan._units_above(LATER))

    def test_tier_order_holds_for_planned_moves(self):
        """SUB-01, SUB-04: when planned, and when a tier changes meanwhile."""
        with self.assertRaises(ValidationError):
            self._move(self.province, self.other_province, LATER)
        empty = self._new_client("中国电信股份有限公司青海分公司", "province")
        self._move(self.yanan, empty, LATER)
        with self.assertRaises(ValidationError):
            empty.client_tier = "prefecture"

    def test_units_are_picked_from_the_province(self):
        """SUB-02: a province takes up filed units, with or without a superior."""
        loose = self._new_client("中国电信股份有限公司铜川分公司", "prefecture")
        form = Form(
            self.env["ruiji.unit.move"]
            .with_user(self.clerk)
            .with_context(default_superior_id=self.province.id, default_unit_ids=[])
        )
        form.unit_ids.add(loose)
        form.unit_ids.add(self.lanzhou)
        form.save().action_move()
        self.assertEqual(
            self.province.subordinate_ids,
            self.yanan | self.xian | loose | self.lanzhou,
        )

    def test_only_filed_units_and_new_places(self):
        """SUB-02, SUB-04: the refusal says what to do."""
        draft = self._new_client(
            "中国电信股份有限公司铜川分公司", "prefecture", archive_state="draft"
        )
        with self.assertRaisesRegex(UserError, "not filed yet"):
            self._move(draft, self.province)
        with self.assertRaisesRegex(UserError, "stands there already"):
            self._move(self.yanan, self.province)

    def test_who_may_move(self):
        """SUB-04: account managers place units once; over RPC, too."""
        self.yanan.user_id = self.manager
        mine = self.yanan.with_user(self.manager)
        with self.assertRaisesRegex(AccessError, "marketing clerk"):
            mine.write({"superior_id": self.other_province.id})
        with self.assertRaises(AccessError):
            self.env["ruiji.unit.move"].with_user(self.manager).create(
                {"unit_ids": self.yanan.ids}
            )
        with self.assertRaises(AccessError):
            mine.action_take_back_planned_move()
        for mover in (self.clerk, self.vp, self.general_manager):
            place = self.yanan.superior_id
            other = (self.province | self.other_province) - place
            self._move(self.yanan, other, user=mover)
            self.assertEqual(self.yanan.superior_id, other)

    def test_move_of_a_day_to_come_is_planned(self):
        """SUB-05: today's superior never runs ahead of the history."""
        dated = self.yanan.with_context(membership_date="2026-07-01")
        with self.assertRaisesRegex(UserError, "Plan a move"):
            dated.superior_id = self.other_province

    def test_says_when_it_cannot_tell_everything(self):
        """SUB-04, ACC-02: a closed superior is named as a reason to ask."""
        self.province.confidentiality = "secret"
        form = self._move_form(self.yanan)
        form.superior_id = self.other_province
        self.assertTrue(form.is_partial)
        form = self._move_form(self.yanan, self.vp)
        form.superior_id = self.other_province
        self.assertFalse(form.is_partial)
