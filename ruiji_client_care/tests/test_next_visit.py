import json

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.ruiji_client_archive.tests.handover_common import HandoverCase

from .visit_common import FRIDAY, MONDAY, VisitCase


@tagged("post_install", "-at_install")
class TestNextVisit(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["ruiji.visit.rule"]
        cls.rules.search([]).unlink()
        cls._rule("key", "visit", 3)
        cls._rule("key", "phone", 1)
        cls._rule("general", "visit", 12)
        cls.yanan.write({"grade": "key", "date_filed": "2025-01-01"})
        cls.xian.write({"grade": "general", "date_filed": "2025-01-01"})

    @classmethod
    def _rule(cls, grade, kind, months, **values):
        return cls.rules.create(
            {
                "grade": grade,
                "kind": kind,
                "months": months,
                "date_start": "2026-01-01",
                **values,
            }
        )

    def _next(self, client):
        client._refresh_next_visits()
        return client.next_visit_kind, str(client.next_visit_due)

    def test_by_grade_and_kind(self):
        """CAR-02: the earliest of what the rules of the grade ask for."""
        self.assertEqual(self._next(self.yanan), ("phone", "2026-02-01"))
        self.assertEqual(self._next(self.xian), ("visit", "2027-01-01"))
        self.assertEqual(self._next(self.lanzhou), (False, "False"))

    def test_rule_of_the_tier_goes_first(self):
        """CAR-02: prefectures may have a rule of their own."""
        self._rule("general", "visit", 6, client_tier="prefecture")
        self.assertEqual(self._next(self.xian), ("visit", "2026-07-01"))

    def test_visit_sets_the_clocks_back(self):
        """CAR-02: a visit counts as a call, a call not as a visit."""
        self._held()
        self.assertEqual(
            (self.yanan.next_visit_kind, str(self.yanan.next_visit_due)),
            ("phone", "2026-10-11"),
        )
        calls = self.env["ruiji.call.log"].with_user(self.manager)
        call = {
            "client_id": self.yanan.id,
            "findings": "正常",
            "called_on": "2026-12-01 02:00:00",
        }
        with freeze_time("2026-12-01 03:00:00"):
            calls.create(call).action_log()
        self.assertEqual(
            (self.yanan.next_visit_kind, str(self.yanan.next_visit_due)),
            ("visit", "2026-12-11"),
        )

    def test_night_finds_and_reminds(self):
        """CAR-02: the job finds who is due; each manager has one reminder."""
        job = self.env.ref("ruiji_client_care.cron_next_visits")
        for _night in range(2):
            with freeze_time("2027-02-01"), self.enter_registry_test_mode():
                self.env.flush_all()
                job.method_direct_trigger()
        self.env.invalidate_all()
        kind = self.env.ref("ruiji_client_care.mail_activity_visit_due")
        mine = self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("user_id", "=", self.manager.id)]
        )
        self.assertEqual(len(mine), 1)
        self.assertIn("2", mine.summary)

    def test_one_statement_for_all(self):
        """CAR-02: ten clients cost what a hundred cost."""
        few = self._new_clients("少", 10)
        many = self._new_clients("多", 100)
        few._refresh_next_visits()
        counts = []
        for clients in (few, many):
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            clients._refresh_next_visits()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])

    def _new_clients(self, prefix, count):
        return self.env["res.partner"].create(
            [
                {
                    "is_client": True,
                    "name": f"{prefix}{number}",
                    "client_tier": "independent",
                    "state_id": self.shaanxi.id,
                    "archive_state": "filed",
                    "user_id": self.manager.id,
                }
                for number in range(count)
            ]
        )

    def test_plans_are_proposed(self):
        """CAR-02: due clients get a plan each, and one only."""
        clients = self.yanan | self.xian
        clients._refresh_next_visits()
        mine = clients.with_user(self.manager)
        with freeze_time("2026-09-11 01:00:00"):
            mine.action_propose_visits()
            mine.action_propose_visits()
        plans = clients.visit_ids
        self.assertEqual(len(plans), 2)
        call = self.yanan.visit_ids
        self.assertEqual((call.kind, call.user_id), ("phone", self.manager))
        self.assertEqual(str(call.date_start), "2026-09-14 02:00:00")
        call.findings = "正常"
        call.with_user(self.manager).action_note_call()
        self.assertEqual(call.state, "closed")

    def test_nobody_plans_for_others(self):
        """CAR-02: an account manager proposes plans for his own clients alone."""
        self.lanzhou.grade = "key"
        self.lanzhou._refresh_next_visits()
        with self.assertRaises(AccessError):
            self.lanzhou.with_user(self.manager).action_propose_visits()

    def test_month_proposes_by_itself(self):
        """CAR-02: the monthly job plans what is due by the end of the month."""
        (self.yanan | self.xian)._refresh_next_visits()
        job = self.env.ref("ruiji_client_care.cron_propose_visits")
        for _run in range(2):
            with freeze_time("2026-10-01"), self.enter_registry_test_mode():
                self.env.flush_all()
                job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(len(self.yanan.visit_ids), 1)
        self.assertFalse(self.xian.visit_ids)

    def test_neglected_key_clients_are_watched(self):
        """GRD-04: a key client whom nobody visits is at risk, until somebody goes."""
        self.yanan._refresh_next_visits()
        today = fields.Date.to_date("2026-09-10")
        self.yanan._watch(today)
        alert = self.yanan.watch_alert_ids
        self.assertEqual(alert.kind, "visit_overdue")
        self.assertIn("2026-02-01", alert.note)
        self._held()
        self.yanan._watch(today)
        self.assertFalse(alert.filtered(lambda a: not a.date_to))

    def test_by_region(self):
        """ANA-04: visits count by province and prefecture."""
        self._held()
        visits = self.env["ruiji.client.visit"].with_user(self.vp)
        regions = visits._read_group(
            [("state", "=", "held"), ("client_id", "=", self.yanan.id)],
            ["state_id", "city_id"],
            ["__count"],
        )
        self.assertEqual(regions, [(self.shaanxi, self.yanan_city, 1)])

    def test_dashboards_show_regions(self):
        """ANA-04: management's dashboards rank the regions by visits."""
        boards = self.env["spreadsheet.dashboard"]
        board = boards.search([("ruiji_board", "=", "marketing_vp")])
        data = json.loads(board.with_user(self.vp)._get_serialized_readonly_dashboard())
        shown = [
            figure["data"].get("metaData", {})
            for figure in data["snapshot"]["sheets"][0]["figures"]
        ]
        regions = [m for m in shown if m.get("resModel") == "ruiji.client.visit"]
        self.assertIn(["state_id"], [meta["groupBy"] for meta in regions])


@tagged("post_install", "-at_install")
class TestHandoverOfVisits(HandoverCase):
    def test_open_visits_go_along(self):
        """MGR-07: what lies ahead goes to the successor, the past keeps its names."""
        visits = self.env["ruiji.client.visit"].with_user(self.leaver)
        values = {"client_id": self.yanan.id, "date_start": FRIDAY, "goal": "走访"}
        ahead, past = visits.create([values, values])
        past.action_submit()
        past.with_user(self.vp).action_approve()
        with freeze_time(MONDAY):
            past.action_hold()
            past.findings = "正常"
            past.action_send_minutes()
        handover = self._handover()
        handover.action_submit()
        self._sign(handover)
        self.assertEqual(ahead.sudo().user_id, self.successor)
        self.assertEqual(past.sudo().user_id, self.leaver)
        self.assertEqual(ahead.sudo().manager_id, self.successor)
