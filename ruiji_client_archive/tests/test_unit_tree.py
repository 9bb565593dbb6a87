from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestUnitTree(ArchiveCase):
    """Three tiers of units, dated."""

    def test_ancestors_and_descendants(self):
        """SUB-02: from any unit one sees what is above and what is below."""
        self.assertEqual(self.yanan._units_above(), self.province | self.group)
        self.assertEqual(
            set(self.group._units_below()),
            set(
                self.province
                | self.other_province
                | self.yanan
                | self.xian
                | self.lanzhou
            ),
        )
        self.assertEqual(self.province.subordinate_count, 2)

    def test_all_descendants_come_in_one_query(self):
        """SUB-06: the closure answers, not a walk down the tree."""
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertEqual(len(self.group._units_below()), 5)

    def test_tier_order_is_enforced(self):
        """SUB-01: group over province over prefecture; independent under nobody."""
        independent = self._new_client("国家电网有限公司", "independent")
        refused = [
            (self.group, self.province),
            (self.province, self.yanan),
            (self.yanan, self.xian),
            (independent, self.group),
            (self.yanan, independent),
        ]
        for unit, superior in refused:
            with self.subTest(unit.name), self.assertRaises(ValidationError):
                unit.superior_id = superior

    def test_tier_cannot_change_past_its_subordinates(self):
        """SUB-01: the order holds from above as well."""
        with self.assertRaises(ValidationError):
            self.province.client_tier = "prefecture"

    def test_form_offers_a_superior(self):
        """SUB-02: the clerk places a unit in its file, once."""
        tianshui = self._new_client("中国电信股份有限公司天水分公司", "prefecture")
        view = "ruiji_client_archive.client_view_form"
        with Form(tianshui.with_user(self.clerk), view=view) as form:
            form.superior_id = self.province
        self.assertIn(tianshui, self.province._units_below())
        with (
            Form(tianshui.with_user(self.clerk), view=view) as form,
            self.assertRaisesRegex(AssertionError, "readonly"),
        ):
            form.superior_id = self.other_province

    def test_first_superior_counts_since_ever(self):
        """SUB-05: nobody knows of a time before the first superior."""
        self.assertEqual(
            self.yanan._units_above(date(1999, 1, 1)), self.province | self.group
        )

    def test_move_is_dated(self):
        """SUB-05: March still belongs to the old province."""
        self.yanan.with_context(
            membership_date="2026-04-01"
        ).superior_id = self.other_province
        old, new = date(2026, 3, 31), date(2026, 4, 1)
        self.assertIn(self.province, self.yanan._units_above(old))
        self.assertNotIn(self.province, self.yanan._units_above(new))
        self.assertIn(self.other_province, self.yanan._units_above(new))
        self.assertIn(self.yanan, self.province._units_below(old))
        self.assertNotIn(self.yanan, self.province._units_below(new))

    def test_move_of_a_province_takes_its_prefectures_along(self):
        """SUB-05: descendants follow from the same day on."""
        other_group = self._new_client("中国移动通信集团有限公司", "group")
        self.province.with_context(
            membership_date="2026-04-01"
        ).superior_id = other_group
        self.assertIn(self.group, self.yanan._units_above(date(2026, 3, 31)))
        self.assertEqual(
            self.yanan._units_above(date(2026, 4, 1)), self.province | other_group
        )

    def test_leaving_and_coming_back(self):
        """SUB-05: a gap stays a gap."""
        dated = self.yanan.with_context
        dated(membership_date="2026-02-01").superior_id = False
        dated(membership_date="2026-03-01").superior_id = self.province
        self.assertIn(self.province, self.yanan._units_above(date(2026, 1, 31)))
        self.assertFalse(self.yanan._units_above(date(2026, 2, 15)))
        self.assertIn(self.province, self.yanan._units_above(date(2026, 3, 1)))

    def test_second_move_on_the_same_day_replaces_the_first(self):
        """SUB-05: a slip of the hand leaves no trace in the tree."""
        moving = self.yanan.with_context(membership_date="2026-04-01")
        moving.superior_id = self.other_province
        moving.superior_id = self.province
        self.assertEqual(
            self.yanan._units_above(date(2026, 4, 1)), self.province | self.group
        )

    def test_move_before_the_last_one_is_refused(self):
        """SUB-05: history is not rewritten by accident."""
        self.yanan.with_context(
            membership_date="2026-04-01"
        ).superior_id = self.other_province
        with self.assertRaisesRegex(UserError, "later day"):
            self.yanan.with_context(
                membership_date="2026-03-01"
            ).superior_id = self.province

    @mute_logger("odoo.sql_db")
    def test_database_refuses_two_superiors_at_once(self):
        """SUB-05: memberships of a unit cannot overlap."""
        with self.assertRaises(IntegrityError):
            self.env["ruiji.unit.membership"].create(
                {"unit_id": self.yanan.id, "superior_id": self.other_province.id}
            )

    def test_closure_equals_a_walk_through_the_memberships(self):
        """SUB-05: the stored closure says what the memberships say, on every day."""
        self.yanan.with_context(
            membership_date="2026-04-01"
        ).superior_id = self.other_province
        self.province.with_context(membership_date="2026-05-01").superior_id = False
        units = self.env["res.partner"].search([("is_client", "=", True)])
        history = self.env["ruiji.unit.membership"].search([])
        for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 1)):
            for unit in units:
                walked, current = self.env["res.partner"], unit
                while current:
                    current = history.filtered(
                        lambda m, u=current, d=day: m.unit_id == u
                        and (not m.date_from or m.date_from <= d)
                        and (not m.date_to or m.date_to >= d)
                    ).superior_id
                    walked |= current
                self.assertEqual(unit._units_above(day), walked)
