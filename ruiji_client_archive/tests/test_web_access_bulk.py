import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL

from .web_access_common import WebAccessCase


@tagged("post_install", "-at_install")
class TestBulkGrant(WebAccessCase):
    """WEB-02, WEB-03: web access for the people of many units at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.province.write({"contact_name": "何辉", "function": "运维部主任"})
        cls.yanan.write({"contact_name": "王磊", "function": "运维部主任"})

    def _bulk(self, client=None, user=None):
        """The dialog as it opens from a client's form, down the tree."""
        client = (client or self.province).with_user(user or self.clerk)
        action = client.action_grant_web_access_below()
        return (
            self.env[action["res_model"]]
            .with_user(user or self.clerk)
            .browse(action["res_id"])
        )

    def _row(self, bulk, name):
        return bulk.line_ids.filtered(lambda line: line.name == name)

    def _granted(self, bulk, **values):
        bulk.write({"consent": True, "consent_date": "2026-03-02", **values})
        return bulk.action_grant()

    def _paper(self, action):
        return base64.b64decode(action["params"]["paper"]).decode()

    def test_rows_of_the_tree(self):
        """WEB-02: one row a person; the main contacts are ticked, codes proposed."""
        bulk = self._bulk()
        self.assertEqual(
            bulk.line_ids.client_id, self.province | self.yanan | self.xian
        )
        self.assertEqual(
            {row.name: (row.chosen, row.login_code) for row in bulk.line_ids},
            {
                "何辉": (True, "sxdxyw"),
                "王磊": (True, "yadxyw"),
                "李娟": (False, "xadxyw"),
            },
        )

    def test_unit_without_anybody_says_what_is_missing(self):
        """WEB-02: a sentence in the row, and nothing ticked."""
        self.li.unlink()
        row = self._bulk().line_ids.filtered(lambda line: line.client_id == self.xian)
        self.assertFalse(row.chosen)
        self.assertTrue(row.problem)
        self.assertFalse(row.name)

    def test_codes_differ_from_each_other_and_from_all(self):
        """WEB-01: also within the rows, in any letter case, each the next one."""
        self.env["res.partner"].create(
            [
                {"parent_id": self.yanan.id, "name": name, "function": "运维部员工"}
                for name in ("赵一", "赵二", "赵三")
            ]
        )
        self.clerk.login = "YADXYW2"
        codes = self._bulk(self.yanan).line_ids.mapped("login_code")
        self.assertEqual(codes, ["yadxyw", "yadxyw3", "yadxyw4", "yadxyw5"])

    def test_grant_makes_users_and_persons(self):
        """WEB-02: users, codes on files, consent with who and when."""
        self._granted(self._bulk())
        head = self.province.child_ids
        self.assertEqual(head.name, "何辉")
        self.assertEqual(head.user_ids.login, "sxdxyw")
        self.assertEqual(self.province.login_code, "sxdxyw")
        self.assertEqual(self.wang.user_ids.login, "yadxyw")
        self.assertEqual(self.wang.web_consent_by, "王磊")
        self.assertEqual(str(self.wang.web_consent_date), "2026-03-02")
        self.assertEqual(
            (self.yanan | self.province).mapped("client_type"), ["online"] * 2
        )
        self.assertFalse(self.li.user_ids)
        for partner in self.wang, self.yanan:
            self.assertIn("yadxyw", "".join(partner.message_ids.mapped("body")))

    def test_sheet_has_a_slip_for_each_and_nothing_is_kept(self):
        """WEB-03: the passwords are on the paper and nowhere in the database."""
        action = self._granted(self._bulk())
        self.assertEqual(action["tag"], "ruiji_print_once")
        paper = self._paper(action)
        passwords = self._passwords_on(paper)
        self.assertEqual(len(passwords), 2)
        for text in ("何辉", "王磊", "sxdxyw", "yadxyw", "/web/login"):
            self.assertIn(text, paper)
        self.env.flush_all()
        self.assertFalse(self._tables_with(passwords[0]))
        self.assertTrue(self.wang.user_ids.password_is_one_time)

    def _passwords_on(self, paper):
        word = "[2-9b-df-hj-np-tv-z]{4}"
        self.env.cr.execute(
            "SELECT m[1] FROM regexp_matches(%s, %s, 'g') AS m",
            [paper, f">\\s*({word}-{word}-{word})\\s*<"],
        )
        return [found for [found] in self.env.cr.fetchall()]

    def _tables_with(self, text):
        """The tables in any row of which this text stands."""
        self.env.cr.execute(
            """SELECT table_name FROM information_schema.tables
                WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"""
        )
        found = []
        for [table] in self.env.cr.fetchall():
            self.env.cr.execute(
                SQL(
                    "SELECT FROM %s AS kept WHERE kept::text LIKE %s LIMIT 1",
                    SQL.identifier(table),
                    f"%{text}%",
                )
            )
            if self.env.cr.rowcount:
                found.append(table)
        return found

    def test_invitation_where_there_is_an_address(self):
        """WEB-03: a mail with a link for one, a slip for the other."""
        bulk = self._bulk()
        self._row(bulk, "何辉").email = "he@example.cn"
        paper = self._paper(self._granted(bulk))
        self.assertNotIn("何辉", paper)
        self.assertIn("王磊", paper)
        recipients = self.province.child_ids.ids
        mail = self.env["mail.mail"].search([("recipient_ids", "in", recipients)])
        self.assertEqual(mail.recipient_ids.email, "he@example.cn")
        self.assertIn("/web/signup?", mail.body_html)

    def test_rows_that_are_not_right_are_refused_with_a_sentence_each(self):
        """WEB-02: doubles, bad codes, bad addresses; nothing is granted then."""
        bulk = self._bulk()
        head, wang = self._row(bulk, "何辉"), self._row(bulk, "王磊")
        wang.login_code = "SXDXYW"
        self.assertTrue(head.problem and wang.problem)
        with self.assertRaises(UserError) as refused:
            self._granted(bulk)
        self.assertIn(self.province.name, str(refused.exception))
        self.assertIn(self.yanan.name, str(refused.exception))
        for code in ("abc", "yadx-yw", "延安电信"):
            wang.login_code = code
            self.assertTrue(wang.problem)
            self.assertFalse(head.problem)
        wang.write({"login_code": "yadxyw", "email": "nobody"})
        self.assertTrue(wang.problem)
        self.assertFalse(self.wang.user_ids)

    def test_who_has_an_account_gets_no_second_one(self):
        """WEB-02: the row says so, with the code."""
        self._grant(self.wang)
        row = self._row(self._bulk(), "王磊")
        self.assertFalse(row.chosen)
        self.assertIn("yadxyw", row.problem)

    def test_file_must_be_filed_and_consent_given(self):
        """WEB-02: neither without an archive nor without consent."""
        bulk = self._bulk()
        with self.assertRaises(UserError):
            bulk.action_grant()
        self.province.archive_state = "returned"
        bulk.line_ids.invalidate_recordset(["problem"])
        with self.assertRaises(UserError):
            self._granted(bulk)

    def test_marketing_alone_grants(self):
        """WEB-02: over RPC neither."""
        for user in self.manager, self.finance, self.customer_service, self.outsider:
            with self.assertRaises(AccessError):
                self._bulk(user=user)
            with self.assertRaises(AccessError):
                self.wang.with_user(user).action_print_one_time_passwords()
        bulk = self._bulk()
        with self.assertRaises(AccessError):
            bulk.with_user(self.manager).action_grant()
        self.assertTrue(self._bulk(user=self.vp))

    def test_clerk_may_edit_a_row_in_the_dialog(self):
        """WEB-02: the double shows while the clerk types."""
        with Form(self._bulk()) as form:
            with form.line_ids.edit(1) as line:
                line.login_code = "SxDxYw"
                self.assertTrue(line.problem)

    def test_new_slips_for_those_who_lost_theirs(self):
        """WEB-03: chosen in the list of persons; the old ones work no more."""
        old = self._passwords_on(self._paper(self._granted(self._bulk())))
        persons = (self.wang | self.province.child_ids).with_user(self.clerk)
        paper = self._paper(persons.action_print_one_time_passwords())
        new = self._passwords_on(paper)
        self.assertEqual(len(new), 2)
        self.assertFalse(set(old) & set(new))
        with self.assertRaises(UserError):
            self.li.with_user(self.clerk).action_print_one_time_passwords()

    def test_proposing_rows_costs_the_same_for_many(self):
        """WEB-02: queries do not grow with the number of persons."""
        self._bulk(self.yanan)
        for name in ("甲", "乙"):
            self.env["res.partner"].create(
                [
                    {"parent_id": self.yanan.id, "name": f"{name}{number}"}
                    for number in range(5 if name == "甲" else 50)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._bulk(self.yanan)
            self.env.flush_all()
            count = self.env.cr.sql_log_count - before
            if name == "甲":
                few = count
        self.assertLessEqual(count, few + 3)

    def test_granting_costs_the_same_for_many(self):
        """WEB-02: but for the one query that Odoo's own creation asks for each user."""
        few, many = (self._queries_of_a_grant(count) for count in (3, 30))
        self.assertLess(many, few + 2 * 27)

    def _queries_of_a_grant(self, count):
        """Grant persons with addresses on file; returns what it asked the database."""
        persons = self.env["res.partner"].create(
            [
                {
                    "parent_id": self.yanan.id,
                    "name": f"员工{count}之{number}",
                    "email": f"staff{count}.{number}@example.cn",
                }
                for number in range(count)
            ]
        )
        bulk = self._bulk(self.yanan)
        for row in bulk.line_ids:
            row.chosen = row.person_id in persons
        bulk.write({"consent": True, "consent_date": "2026-03-02"})
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        bulk.action_grant()
        self.env.flush_all()
        used = self.env.cr.sql_log_count - before
        self.assertEqual(len(persons.user_ids), count)
        self.assertEqual(persons.mapped("login_code"), persons.user_ids.mapped("login"))
        return used
