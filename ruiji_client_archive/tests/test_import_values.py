from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from ..utils.workbook_reader import ErrorValue
from ..utils.workbook_values import FileDates, ValueProblem, display, parse

DATES = FileDates(mode=0, reference=date(2026, 6, 15))


def meaning(kind, value, dates=DATES):
    """Return what a cell means, or the code of what is wrong with it."""
    try:
        return parse(kind, value, dates)[0]
    except ValueProblem as problem:
        return problem.code


@tagged("post_install", "-at_install")
class TestImportValues(BaseCase):
    def assert_meanings(self, kind, expected):
        for value, wanted in expected:
            with self.subTest(kind=kind, value=value):
                self.assertEqual(meaning(kind, value), wanted)

    def test_dates_in_every_style(self):
        """IMP-01: text, serial, compact and two-digit dates are read right."""
        self.assert_meanings(
            "date",
            (
                (datetime(2008, 5, 24), date(2008, 5, 24)),
                (39592.0, date(2008, 5, 24)),
                ("39592", date(2008, 5, 24)),
                ("2007.6.20", date(2007, 6, 20)),
                ("2006年1月16日", date(2006, 1, 16)),
                ("2007/7/2", date(2007, 7, 2)),
                ("2004-12-20", date(2004, 12, 20)),
                ("2004-12-20 00:00:00", date(2004, 12, 20)),
                ("20041220", date(2004, 12, 20)),
                (20041220.0, date(2004, 12, 20)),
                ("07-6-5", date(2007, 6, 5)),
                ("98.1.2", date(1998, 1, 2)),
                ("2007．6．20", date(2007, 6, 20)),
                ("  ", None),
                ("2007.2.30", "not_a_date"),
                ("31/12/2007", "not_a_date"),
                ("待定", "not_a_date"),
                (1e12, "not_a_date"),
                (ErrorValue("#REF!"), "error_value"),
            ),
        )

    def test_dates_of_1904(self):
        """IMP-08: serial dates count from the workbook's own first day."""
        mac = FileDates(mode=1, reference=DATES.reference)
        self.assertEqual(meaning("date", 38130.0, mac), date(2008, 5, 24))

    def test_prices_with_marks(self):
        """IMP-01: currency marks, thousands separators, full width digits."""
        self.assert_meanings(
            "price",
            (
                ("￥2505", 2505.0),
                ("1,980.00元", 1980.0),
                ("１２３．５", 123.5),
                ("¥ 1，980", 1980.0),
                ("RMB 300", 300.0),
                ("1980元整", 1980.0),
                ("1.2万元", 12000.0),
                ("300/块", 300.0),
                (680.0, 680.0),
                (None, None),
                ("面议", "price_not_a_number"),
                ("1.980,00", "price_not_a_number"),
                (True, "price_not_a_number"),
                (float("nan"), "price_not_a_number"),
                (-20.0, "negative_price"),
                ("-20", "negative_price"),
                ("(20)", "negative_price"),
            ),
        )

    def test_postal_codes_get_their_zeros_back(self):
        """IMP-01: number cells for codes are repaired, and that is reported."""
        for value in (50051.0, "50051", "０５００５１", "050 051"):
            with self.subTest(value=value):
                self.assertEqual(
                    parse("postal_code", value, DATES),
                    ("050051", "repaired_postal_code"),
                )
        self.assertEqual(parse("postal_code", 710075.0, DATES), ("710075", None))
        self.assertEqual(meaning("postal_code", "七一〇"), "invalid_postal_code")

    def test_phone_numbers(self):
        """IMP-01: mobiles stay, area codes get their zero back."""
        for value, phone, repair in (
            (13665783680.0, "13665783680", None),
            ("0823-7148540", "0823-7148540", None),
            (8237148540.0, "08237148540", "repaired_phone"),
            ("０２９－８１１６１３３８", "029-81161338", "repaired_phone"),
            (4001234567.0, "4001234567", None),
        ):
            with self.subTest(value=value):
                self.assertEqual(parse("phone", value, DATES), (phone, repair))
        for value in ("1.3665E+10", "见备注"):
            self.assertEqual(meaning("phone", value), "invalid_phone")

    def test_persons(self):
        """ARC-02: genders, ages and years of birth."""
        self.assert_meanings(
            "gender",
            (
                ("男", "male"),
                ("女士", "female"),
                ("F", "female"),
                ("?", "unknown_gender"),
            ),
        )
        self.assert_meanings(
            "birth_year",
            (
                (48.0, 1978),
                ("48岁", 1978),
                (1978.0, 1978),
                ("1978年", 1978),
                ("1978-05-06", 1978),
                (datetime(1978, 5, 6), 1978),
                (300.0, "implausible_age"),
            ),
        )
        self.assert_meanings(
            "birthday",
            (
                ("3月5日", "03-05"),
                ("1978-03-05", "03-05"),
                (datetime(1978, 3, 5), "03-05"),
                (35.0, "unclear_birthday"),
                ("2-30", "unclear_birthday"),
            ),
        )
        self.assert_meanings(
            "email", (("a@b.cn", "a@b.cn"), ("a b@c", "invalid_email"))
        )

    def test_our_own_guard_is_taken_off(self):
        """IMP-06: what was guarded against formula injection is read as it was."""
        self.assertEqual(meaning("text", "'=1+1"), "=1+1")
        self.assertEqual(meaning("text", "'quoted'"), "'quoted'")

    def test_display_is_what_the_file_shows(self):
        """IMP-02: findings show a value as in the file."""
        for value, shown in (
            (50051.0, "50051"),
            (12.5, "12.5"),
            (datetime(2008, 5, 24), "2008-05-24"),
            (None, ""),
        ):
            self.assertEqual(display(value), shown)
