from odoo.tests import TransactionCase, tagged

MAY = {"day": "2026年5月3日", "month": "2026年5月", "quarter": "2026年第2季度"}


@tagged("post_install", "-at_install")
class TestPeriods(TransactionCase):
    """How periods of groups read in lists, charts and pivots."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["res.partner"].create(
            {"name": "日期测试", "date_registered": "2026-05-03"}
        )

    def _label(self, period, lang):
        groups = (
            self.env["res.partner"]
            .with_context(lang=lang)
            .formatted_read_group(
                [("id", "=", self.partner.id)],
                [f"date_registered:{period}"],
                ["__count"],
            )
        )
        return groups[0][f"date_registered:{period}"][1]

    def test_in_the_order_of_chinese(self):
        """OPS-01: year, month, day, as people write them."""
        for period, written in MAY.items():
            with self.subTest(period):
                self.assertEqual(self._label(period, "zh_CN"), written)

    def test_other_languages_stay_as_odoo_writes_them(self):
        """OPS-01: the month goes before the year in English."""
        self.assertEqual(self._label("month", "en_US"), "May 2026")

    def test_nothing_entered_is_a_group_as_before(self):
        """OPS-01: records without a day have no period."""
        self.partner.date_registered = False
        groups = self.partner.with_context(lang="zh_CN").formatted_read_group(
            [("id", "=", self.partner.id)], ["date_registered:month"], ["__count"]
        )
        self.assertFalse(groups[0]["date_registered:month"])
