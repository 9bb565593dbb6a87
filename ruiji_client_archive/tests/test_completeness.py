from odoo.exceptions import AccessError
from odoo.modules.module import get_module_path, load_script
from odoo.tests import Form, tagged

from .common import ArchiveCase

SCORES_ANEW = "/migrations/19.0.1.3.0/end-migration.py"


@tagged("post_install", "-at_install")
class TestCompleteness(ArchiveCase):
    """What a file lacks, what cannot be right in it, and what that scores."""

    def _form(self, record, user=None):
        return Form(
            record.with_user(user or self.clerk),
            view="ruiji_client_archive.client_view_form",
        )

    def _todo(self, client, user=None):
        return {
            item["text"]: item
            for item in client.with_user(user or self.clerk).file_todo
        }

    def _rule(self, name):
        return self.env.ref(f"ruiji_client_archive.completeness_rule_{name}")

    def test_filling_in_raises_the_score(self):
        """ARC-10: the weight of what was filled in, and its line is gone."""
        before = self.yanan.completeness
        asked = self.env["ruiji.completeness.rule"].search([])._asked_of(self.yanan)
        total = sum(asked[self.yanan.id].mapped("weight"))
        rule = self._rule("contact_name")
        self.assertIn(rule.name, self._todo(self.yanan))
        form = self._form(self.yanan)
        form.contact_name = "何辉杰"
        form.save()
        gained = self.yanan.completeness - before
        self.assertAlmostEqual(gained, 100 * rule.weight / total, delta=1)
        self.assertNotIn(rule.name, self._todo(self.yanan))

    def test_list_follows_while_one_types(self):
        """ARC-10: the to-do list of the form answers before it is saved."""
        form = self._form(self.yanan)
        name = self._rule("street").name
        self.assertIn(name, [item["text"] for item in form.file_todo])
        form.street = "枣园路12号"
        self.assertNotIn(name, [item["text"] for item in form.file_todo])

    def test_a_line_leads_to_its_field(self):
        """ARC-10: each thing to do knows the page and the field of the form."""
        todo = self._todo(self.yanan)
        item = todo[self._rule("zip").name]
        self.assertEqual((item["page"], item["field"]), ("basic", "zip"))
        item = todo[self._rule("industry").name]
        self.assertEqual(item["page"], "enterprise")
        item = todo[self._rule("person_operations").name]
        self.assertEqual((item["page"], item["field"]), ("persons", False))

    def test_persons_count_by_their_position(self):
        """ARC-10: a head of operations is asked for until there is one."""
        rule = self._rule("person_operations")
        before = self.yanan.completeness
        person = self.env["res.partner"].create(
            {
                "name": "何辉杰",
                "parent_id": self.yanan.id,
                "position_role": "operations_head",
            }
        )
        self.assertGreater(self.yanan.completeness, before)
        self.assertNotIn(rule.name, self._todo(self.yanan))
        person.position_role = "other"
        self.assertEqual(self.yanan.completeness, before)

    def test_rules_ask_by_tier_and_type(self):
        """ARC-10: a group needs no superior, a prefecture no subordinates."""
        superior, subordinate = self._rule("superior"), self._rule("subordinate")
        lone = self._new_client("国家电网有限公司", "group")
        self.assertIn(subordinate.name, self._todo(lone))
        self.assertNotIn(superior.name, self._todo(lone))
        self.assertNotIn(subordinate.name, self._todo(self.yanan))
        code = self._rule("login_code")
        self.assertNotIn(code.name, self._todo(self.yanan))
        self.yanan.client_type = "online"
        self.assertIn(code.name, self._todo(self.yanan))

    def test_new_file_begins_with_everything_to_do(self):
        """ARC-10: before its tier is chosen it is not complete."""
        clients = self.env["res.partner"].with_user(self.clerk)
        form = Form(
            clients.with_context(default_is_client=True),
            view="ruiji_client_archive.client_view_form",
        )
        self.assertLess(form.completeness, 50)
        self.assertIn("zip", [item["field"] for item in form.file_todo])

    def test_what_cannot_be_right_lowers_the_accuracy(self):
        """ARC-10: phone, mobile, e-mail, postal code of another province."""
        self.assertEqual(self.yanan.accuracy, 100)
        wrong = {
            "phone": ("88", "029-88450000"),
            "mobile": ("1234567", "eleven digits"),
            "email": ("何辉杰", "name@example.cn"),
            "zip": ("730000", "陕西省.*71"),
        }
        for field, (value, mending) in wrong.items():
            with self.subTest(field):
                form = self._form(self.yanan)
                form[field] = value
                client = form.save()
                self.assertEqual(client.accuracy, 0)
                item = next(i for i in client.file_todo if i["kind"] == "wrong")
                self.assertEqual(item["field"], field)
                self.assertRegex(item["text"], mending)
                self.assertIn(value, item["text"])
                client[field] = False
        self.yanan.write(
            {
                "phone": "029-88450000",
                "mobile": "13779286487",
                "email": "he@example.cn",
                "zip": "716000",
            }
        )
        self.assertEqual(self.yanan.accuracy, 100)

    def test_wrong_number_of_a_person_counts_too(self):
        """ARC-10: and the line names the person."""
        self.env["res.partner"].create(
            {"name": "何辉杰", "parent_id": self.yanan.id, "mobile": "110"}
        )
        self.assertEqual(self.yanan.accuracy, 0)
        wrong = [i for i in self.yanan.file_todo if i["kind"] == "wrong"]
        self.assertEqual(wrong[0]["page"], "persons")
        self.assertIn("何辉杰", wrong[0]["text"])

    def test_every_province_has_its_postal_codes(self):
        """ARC-10: which codes are of which province is data."""
        provinces = self.env["res.city"].search([("division_code", "!=", False)])
        self.assertFalse(provinces.state_id.filtered(lambda s: not s.postal_prefixes))

    def test_average_of_an_account_manager(self):
        """ARC-10: the average is a figure of performance."""
        files = self.yanan | self.xian
        files.user_id = self.manager
        self.yanan.contact_name = "何辉杰"
        self.manager.invalidate_recordset()
        average = sum(files.mapped("completeness")) / 2
        figure = self.manager.with_user(self.vp).average_completeness
        self.assertAlmostEqual(figure, average, places=1)

    def test_changed_rule_is_applied_in_the_background(self):
        """ARC-10: rules are data; a new weight reaches all files by the job."""
        cron = self.env.ref("ruiji_client_archive.cron_refresh_completeness")
        triggers = self.env["ir.cron.trigger"].search_count
        waiting = triggers([("cron_id", "=", cron.id)])
        before = self.yanan.completeness
        self._rule("contact_name").weight = 500
        self.assertEqual(triggers([("cron_id", "=", cron.id)]), waiting + 1)
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertLess(self.yanan.completeness, before)

    def test_rules_are_kept_by_the_administrator(self):
        """ARC-10, ACC-06: others read them."""
        for role in ("clerk", "manager", "vp", "customer_service"):
            with self.subTest(role), self.assertRaises(AccessError):
                self._rule("zip").with_user(getattr(self, role)).weight = 1

    def test_update_scores_files_that_were_scored_without_rules(self):
        """ARC-10: a database of an older version shows what is missing after it."""
        right = self.yanan.completeness, self.yanan.accuracy
        self.assertLess(right[0], 100)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET completeness = 100, accuracy = NULL WHERE is_client"
        )
        self.env.invalidate_all()
        path = get_module_path("ruiji_client_archive") + SCORES_ANEW
        load_script(path, "scores_anew").migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()
        self.assertEqual((self.yanan.completeness, self.yanan.accuracy), right)

    def test_ten_thousand_files_in_a_handful_of_queries(self):
        """ARC-10: the queries do not grow with the files."""
        self.env.flush_all()
        self.env.cr.execute(
            """INSERT INTO res_partner
               SELECT twin.* FROM res_partner AS client, generate_series(1, 10000) AS n,
                      LATERAL jsonb_populate_record(client, jsonb_build_object(
                          'id', nextval('res_partner_id_seq'), 'name_key', 'x' || n,
                          'client_number', NULL, 'accuracy', 0)) AS twin
                WHERE client.id = %s RETURNING id""",
            [self.yanan.id],
        )
        clients = self.env["res.partner"].browse(
            id_ for (id_,) in self.env.cr.fetchall()
        )
        counts = {}
        for size in (100, 10000):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            clients[:size]._refresh_completeness()
            counts[size] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts[10000], counts[100] + 2)
        self.assertLess(counts[10000], 20)
        self.assertEqual(clients[-1].accuracy, 100)
