from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import ArchiveCase

CRON = "ruiji_client_archive.cron_refresh_lifecycle"


@tagged("post_install", "-at_install")
class TestGrade(ArchiveCase):
    """The grade on the file."""

    def _set_grade(self, user, grade="key", client=None, until="2099-12-31"):
        wizard = Form(
            self.env["ruiji.grade.override"]
            .with_user(user)
            .with_context(active_ids=(client or self.yanan).ids)
        )
        wizard.grade = grade
        wizard.reason = "集团重点客户"
        wizard.date_until = until
        wizard.save().action_set()

    def _notes(self, client):
        return " ".join(client.message_ids.mapped("body"))

    def test_a_new_client_has_potential(self):
        """GRD-01: without business a client is a potential one, with the reason."""
        self.assertEqual(self.yanan.grade, "potential")
        self.assertTrue(self.yanan.grade_reason)
        self.assertTrue(self.yanan.grade_date)
        self.assertFalse(self.vp.partner_id.grade)

    def test_business_of_the_old_system_counts(self):
        """GRD-01: in business, but nothing known of its extent: general."""
        self.yanan.write(
            {"lifecycle_stated": "current", "lifecycle_stated_on": date(2026, 5, 1)}
        )
        self.yanan._refresh_lifecycle()
        self.assertEqual(self.yanan.grade, "general")

    def test_what_is_entered_decides_at_once(self):
        """GRD-01: potential demand and national rank are facts of the file."""
        client = Form(
            self.yanan.with_user(self.vp), "ruiji_client_archive.client_view_form"
        )
        client.potential_demand = 1_000_000
        client.save()
        self.assertEqual(self.yanan.grade, "key")
        self.assertIn("1,000,000", self.yanan.grade_reason)
        self.yanan.potential_demand = 0
        self.assertEqual(self.yanan.grade, "potential")
        self.yanan.national_rank = 100
        self.assertEqual(self.yanan.grade, "key")

    def test_rules_are_data(self):
        """GRD-01: the VP changes a threshold, and the next run grades by it."""
        self.yanan.potential_demand = 5000
        self.assertEqual(self.yanan.grade, "potential")
        rule = self.env.ref("ruiji_client_archive.grade_rule_key_demand")
        rule.with_user(self.vp).threshold = 5000
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.assertEqual(self.yanan.grade, "key")
        with self.assertRaises(AccessError):
            rule.with_user(self.manager).threshold = 1

    def test_rules_make_sense(self):
        """GRD-01: no threshold of nothing, no two rules of a kind for a grade."""
        rule = self.env.ref("ruiji_client_archive.grade_rule_key_demand")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            rule.threshold = 0
            rule.flush_recordset()
        self.env.invalidate_all(flush=False)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            rule.copy()

    def test_a_change_is_on_record(self):
        """GRD-01, ARC-09: old and new grade and the reason stand in the chatter."""
        self.yanan.potential_demand = 1_000_000
        self.assertIn("1,000,000", self._notes(self.yanan))

    def test_a_grade_by_hand_needs_reason_and_expiry(self):
        """GRD-01: the VP sets it; when its time is over the rules decide again."""
        with freeze_time("2026-06-01"):
            self._set_grade(self.vp, until="2026-08-31")
            self.assertEqual(self.yanan.grade, "key")
            self.assertIn("集团重点客户", self.yanan.grade_reason)
            self.yanan._refresh_lifecycle()
            self.assertEqual(self.yanan.grade, "key")
            self.env.flush_all()
        with freeze_time("2026-09-01"), self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.assertEqual(self.yanan.grade, "potential")
        self.assertFalse(self.yanan.grade_manual)

    def test_a_grade_by_hand_ends_some_day(self):
        """GRD-01: an expiry in the past is refused, and none at all, too."""
        with self.assertRaisesRegex(UserError, "day to come"):
            self._set_grade(self.vp, until="2020-01-01")
        with self.assertRaises(AssertionError):
            self._set_grade(self.vp, until=False)

    def test_nobody_else_grades_by_hand(self):
        """GRD-01: neither with the wizard nor by writing the fields over RPC."""
        self.yanan.user_id = self.manager
        for user in (self.manager, self.clerk, self.customer_service):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._set_grade(user)
        for user in (self.manager, self.vp, self.general_manager):
            for values in (
                {"grade": "key"},
                {"grade_manual": "key", "grade_manual_until": "2099-12-31"},
                {"lifecycle": "current"},
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    self.yanan.with_user(user).write(values)
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.manager).create(
                {"name": "某公司", "is_client": True, "grade": "key"}
            )

    def _clients(self, count):
        return self.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"第{number}号通信公司",
                    "client_tier": "independent",
                }
                for number in range(count)
            ]
        )

    def test_many_cost_no_more_queries_than_few(self):
        """GRD-01, GRD-03: grading 500 anew, all to key, asks what grading 50 does."""
        clients = self._clients(550)
        rule = self.env.ref("ruiji_client_archive.grade_rule_key_demand")
        counts = []
        for few in (clients[:50], clients[50:]):
            self.env.cr.execute(
                "UPDATE res_partner SET potential_demand = %s WHERE id = ANY(%s)",
                [rule.threshold, few.ids],
            )
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            few._refresh_lifecycle()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(set(few.mapped("grade")), {"key"})
            self.assertEqual(set(few.mapped("confidentiality")), {"confidential"})
        # The ORM itself writes a hundred rows a statement.
        self.assertLess(counts[1] - counts[0], 10)


@tagged("post_install", "-at_install")
class TestKeyClients(ArchiveCase):
    """Key clients' files stand apart (GRD-03)."""

    def test_a_key_client_is_confidential_by_default(self):
        """GRD-03: raised with the reason on record, not lowered by itself."""
        self.yanan.potential_demand = 1_000_000
        self.assertEqual(self.yanan.confidentiality, "confidential")
        self.assertIn("1,000,000", " ".join(self.yanan.message_ids.mapped("body")))
        self.yanan.potential_demand = 0
        self.assertEqual(self.yanan.grade, "potential")
        self.assertEqual(self.yanan.confidentiality, "confidential")

    def test_a_decision_on_the_level_stands(self):
        """GRD-03, ACC-01: who sets levels may open a key file, or close it more."""
        self.yanan.potential_demand = 1_000_000
        self.yanan.with_user(self.vp).confidentiality = "internal"
        self.yanan._refresh_lifecycle()
        self.assertEqual(self.yanan.confidentiality, "internal")
        self.xian.confidentiality = "secret"
        self.xian.potential_demand = 1_000_000
        self.assertEqual(self.xian.confidentiality, "secret")

    def test_a_new_file_can_be_key_from_the_start(self):
        """GRD-03: registered with its rank, confidential at once."""
        client = self._new_client("华为技术有限公司", "independent", national_rank=1)
        self.assertEqual(client.grade, "key")
        self.assertEqual(client.confidentiality, "confidential")

    def test_who_sees_the_list_of_key_clients(self):
        """GRD-03, ACC-01: those cleared for confidential files, and the manager."""
        self.yanan.user_id = self.manager
        self.yanan.national_rank = 1
        action = self.env.ref("ruiji_client_archive.client_action_key")
        domain = [("is_client", "=", True), ("grade", "=", "key")]
        self.assertEqual(str(domain), action.domain)
        for user in (self.manager, self.clerk, self.customer_service, self.finance):
            with self.subTest(user.login):
                found = self.env["res.partner"].with_user(user).search(domain)
                self.assertIn(self.yanan, found)
        found = self.env["res.partner"].with_user(self.other_manager).search(domain)
        self.assertNotIn(self.yanan, found)
        menu = self.env.ref("ruiji_client_archive.client_key_menu")
        self.assertNotIn(menu.id, menu.with_user(self.outsider)._visible_menu_ids())
        self.assertIn(menu.id, menu.with_user(self.clerk)._visible_menu_ids())


@tagged("post_install", "-at_install")
class TestDemandClass(ArchiveCase):
    """How much a prospect wants (GRD-02)."""

    def test_the_sales_manager_sets_it(self):
        """GRD-02: VP and general manager; all others are refused over RPC, too."""
        self.yanan.user_id = self.manager
        for user in (self.vp, self.general_manager):
            self.yanan.with_user(user).demand_class = "a"
        for user in (self.manager, self.clerk, self.customer_service):
            for value in ("b", False):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    self.yanan.with_user(user).demand_class = value
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.manager).create(
                {"name": "某公司", "is_client": True, "demand_class": "a"}
            )
        self.assertEqual(self.yanan.demand_class, "a")

    def test_it_is_for_prospects(self):
        """GRD-02: a client in business has no demand class to set."""
        self.yanan.write(
            {"lifecycle_stated": "former", "lifecycle_stated_on": date(2020, 5, 1)}
        )
        with self.assertRaisesRegex(UserError, "no prospect"):
            self.yanan.with_user(self.vp).demand_class = "a"
