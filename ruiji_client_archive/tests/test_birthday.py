from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import BaseCase, Form, freeze_time, tagged
from odoo.tools import SQL, mute_logger

from ..utils.birthday import birthday_spans, next_birthday, read_birthday
from .common import ArchiveCase

PERSON_FORM = "ruiji_client_archive.person_view_form"


@tagged("post_install", "-at_install")
class TestBirthdayReckoning(BaseCase):
    """Month and day, without the ORM."""

    def test_writings(self):
        """ANA-04: what people write is one day."""
        for text in ("03-05", "3-5", "3/5", "3.5", "3月5日", " 1975-03-05 "):
            with self.subTest(text):
                self.assertEqual(read_birthday(text), "03-05")
        self.assertEqual(read_birthday("2-29"), "02-29")
        for text in ("2-30", "13-1", "0-1", "5", "75年", "正月初三"):
            with self.subTest(text):
                self.assertRaises(ValueError, read_birthday, text)

    def test_spans(self):
        """CAR-05: over the turn of the year, and with 29 February."""
        for first, last, spans in (
            (date(2026, 3, 1), date(2026, 3, 31), [("03-01", "03-31")]),
            (
                date(2026, 12, 10),
                date(2027, 1, 9),
                [("12-10", "12-31"), ("01-01", "01-09")],
            ),
            (date(2027, 2, 28), date(2027, 2, 28), [("02-28", "02-29")]),
            (date(2028, 2, 28), date(2028, 2, 28), [("02-28", "02-28")]),
            (date(2026, 5, 1), date(2027, 5, 1), [("01-01", "12-31")]),
            (date(2026, 5, 2), date(2026, 5, 1), []),
        ):
            with self.subTest(first=first, last=last):
                self.assertEqual(birthday_spans(first, last), spans)

    def test_next(self):
        """CAR-05: today counts, yesterday is next year's."""
        today = date(2026, 11, 22)
        self.assertEqual(next_birthday("11-22", today), today)
        self.assertEqual(next_birthday("11-21", today), date(2027, 11, 21))
        self.assertEqual(next_birthday("02-29", today), date(2027, 2, 28))
        self.assertEqual(next_birthday("02-29", date(2027, 12, 1)), date(2028, 2, 29))


@tagged("post_install", "-at_install")
@freeze_time("2026-12-10 04:00:00")
class TestBirthday(ArchiveCase):
    """Birthdays of persons and of main contacts (ANA-04, CAR-05)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.province.user_id = cls.yanan.user_id = cls.manager

    def _person(self, name, birthday, client=None):
        return self.env["res.partner"].create(
            {
                "name": name,
                "parent_id": (client or self.yanan).id,
                "birthday": birthday,
            }
        )

    def _between(self, user, *days):
        return self.env["res.partner"].with_user(user)._birthdays_between(*days)

    def test_entered_on_the_person(self):
        """ANA-04: an account manager enters it as people write it."""
        person = self._person("李红", False)
        with Form(person.with_user(self.manager), view=PERSON_FORM) as form:
            form.birthday = "3/5"
        self.assertEqual(person.birthday, "03-05")
        self.assertEqual(person.next_birthday, date(2027, 3, 5))

    def test_what_is_no_day_is_refused(self):
        """ANA-04: one sentence for people, a constraint for the rest."""
        with self.assertRaisesRegex(ValidationError, "2-30.*03-15"):
            self._person("李红", "2-30")
        person = self._person("李红", "02-28")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.env.execute_query(
                SQL(
                    "UPDATE res_partner SET birthday = '02-30' WHERE id = %s "
                    "RETURNING id",
                    person.id,
                )
            )

    def test_coming_ones_over_the_turn_of_the_year(self):
        """CAR-05: found in the order in which they come."""
        january = self._person("王一", "01-09")
        december = self._person("王二", "12-10")
        self._person("王三", "01-10")
        self._person("王四", "12-09")
        self._person("王五", False)
        self.xian.write({"contact_name": "赵六", "birthday": "12-31"})
        found = self._between(self.manager, date(2026, 12, 10), date(2027, 1, 9))
        self.assertEqual(found, december + self.xian + january)
        self.assertEqual(found.mapped("celebrated_name"), ["王二", "赵六", "王一"])

    def test_main_contact_who_is_a_person_counts_once(self):
        """CAR-05: nobody is congratulated twice."""
        self.yanan.write({"contact_name": "王二", "birthday": "12-20"})
        person = self._person("王二", "12-20")
        found = self._between(self.manager, date(2026, 12, 20), date(2026, 12, 20))
        self.assertEqual(found, person)

    def test_list_of_the_next_30_days(self):
        """ANA-04: the menu's own domain."""
        january = self._person("王一", "01-09")
        december = self._person("王二", "12-10")
        self._person("王三", "01-10")
        action = self.env.ref("ruiji_client_archive.birthday_action")
        answer = (
            self.env["res.partner"]
            .with_user(self.manager)
            .web_search_read(
                [("next_birthday", "<=", "today +30d")],
                {"celebrated_name": {}, "next_birthday": {}},
                order="next_birthday",
            )
        )
        self.assertIn("('next_birthday', '<=', 'today +30d')", action.domain)
        self.assertEqual(
            [row["id"] for row in answer["records"]], (december + january).ids
        )

    def test_closed_files_keep_their_birthdays(self):
        """ACC-02, ANA-04: only those who may open the file find them."""
        person = self._person("王二", "12-20")
        self.yanan.confidentiality = "secret"
        day = date(2026, 12, 20)
        self.assertEqual(self._between(self.vp, day, day), person)
        self.assertEqual(self._between(self.manager, day, day), person, "his own file")
        self.assertFalse(self._between(self.other_manager, day, day))

    def test_finance_sees_none(self):
        """ACC-02: neither by reading nor by searching."""
        person = self._person("王二", "12-20").with_user(self.finance)
        for call in (
            lambda: person.read(["birthday"]),
            lambda: person.read(["next_birthday"]),
            lambda: person.search([("birthday", "=", "12-20")]),
            lambda: person.search([("next_birthday", "<=", "today +30d")]),
            lambda: person.search([], order="next_birthday"),
        ):
            with self.assertRaises(AccessError):
                call()
        menu = self.env.ref("ruiji_client_archive.birthday_menu")
        self.assertNotIn(menu.id, menu.with_user(self.finance)._visible_menu_ids())
        self.assertIn(menu.id, menu.with_user(self.manager)._visible_menu_ids())

    def test_found_in_one_indexed_query(self):
        """CAR-05: whatever their number, by the index of the birthdays."""
        self.assertTrue(self.env["res.partner"]._fields["birthday"].index)
        partners = self.env["res.partner"].with_user(self.manager)
        few, many = (self._queries(partners, count) for count in (10, 100))
        self.assertLess(many, 2 * few)

    def _queries(self, partners, count):
        for number in range(count):
            self._person(f"人{number}", "12-20")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        partners._birthdays_between(date(2026, 12, 10), date(2027, 1, 9))
        return self.cr.sql_log_count - before
