from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged

from .visit_common import FRIDAY, MONDAY, WEDNESDAY, VisitCase


@tagged("post_install", "-at_install")
class TestVisit(VisitCase):
    def test_plan_to_approval(self):
        """CAR-01: a plan has a goal; management approves it, not who made it."""
        visit = self._plan(goal=False)
        with self.assertRaises(UserError):
            visit.action_submit()
        visit.goal = "续签合同"
        visit.action_submit()
        self.assertEqual(self._activities(visit, "approval").user_id, self.vp)
        with self.assertRaises(AccessError):
            visit.action_approve()
        visit.with_user(self.vp).action_approve()
        self.assertEqual(visit.state, "approved")
        self.assertEqual(visit.approved_by_id, self.vp)
        self.assertFalse(self._activities(visit, "approval"))
        self.assertEqual(
            (visit.state_id, visit.city_id), (self.shaanxi, self.yanan_city)
        )

    def test_nobody_approves_his_own(self):
        """CAR-01: a VP who visits himself asks the general manager."""
        visit = self._plan(user=self.vp)
        visit.action_submit()
        self.assertEqual(
            self._activities(visit, "approval").user_id, self.general_manager
        )
        with self.assertRaises(UserError):
            visit.action_approve()
        visit.with_user(self.general_manager).action_approve()
        self.assertEqual(visit.state, "approved")

    def test_returned_with_a_reason(self):
        """CAR-01: what is returned says why, and may be submitted again."""
        visit = self._plan()
        visit.action_submit()
        action = visit.with_user(self.vp).action_return()
        wizards = self.env["ruiji.visit.return"].with_user(self.vp)
        wizards = wizards.with_context(**action["context"])
        wizards.create({"reason": "请带上技术人员"}).action_return()
        self.assertEqual(
            (visit.state, visit.return_reason), ("draft", "请带上技术人员")
        )
        self.assertEqual(self._activities(visit, "returned").user_id, self.manager)
        visit.goal = "与技术人员一同前往"
        visit.action_submit()
        self.assertFalse(visit.return_reason)
        self.assertFalse(self._activities(visit, "returned"))

    def test_meeting_follows_the_visit(self):
        """CAR-01: an approved visit is a meeting, moved and cancelled with it."""
        visit = self._approved(visitor_ids=self.vp)
        event = visit.event_id
        self.assertEqual(event.partner_ids, (self.manager | self.vp).partner_id)
        self.assertEqual(event.client_id, self.yanan)
        visit.date_start = MONDAY
        self.assertEqual(str(event.start), MONDAY)
        visit.action_cancel()
        self.assertFalse(event.exists())
        self.assertEqual(visit.state, "cancelled")

    def test_visit_follows_the_meeting(self):
        """CAR-01: who moves or deletes the meeting moves or cancels the visit."""
        visit = self._approved()
        event = visit.event_id.with_user(self.manager)
        event.write({"start": MONDAY, "stop": "2026-09-14 04:00:00"})
        self.assertEqual(str(visit.date_start), MONDAY)
        self.assertEqual(visit.duration, 3)
        event.unlink()
        self.assertEqual(visit.state, "cancelled")
        self.assertFalse(visit.event_id)

    def test_guests_move_no_visit(self):
        """CAR-01: who may not change the visit does not move it in the calendar."""
        visit = self._approved(visitor_ids=self.other_manager)
        event = visit.event_id.with_user(self.other_manager)
        with self.assertRaises(AccessError):
            event.write({"start": MONDAY, "stop": "2026-09-14 04:00:00"})
        self.assertEqual(str(visit.date_start), FRIDAY)

    def test_steps_are_nobodys_to_write(self):
        """CAR-01: over RPC, too, a visit takes its steps by the buttons alone."""
        visit = self._plan()
        for values in (
            {"state": "approved"},
            {"approved_by_id": self.vp.id},
            {"received_by": "张建军"},
            {"minutes_on": FRIDAY},
        ):
            with self.assertRaises(AccessError):
                visit.with_user(self.manager).write(values)
            with self.assertRaises(AccessError):
                visit.with_user(self.manager).create(
                    {"client_id": self.yanan.id, "date_start": FRIDAY} | values
                )
        sly = visit.with_context(default_state="closed", default_proposed=True)
        made = sly.create({"client_id": self.yanan.id, "date_start": FRIDAY})
        self.assertEqual((made.state, made.proposed), ("draft", False))

    def test_past_is_not_rewritten(self):
        """CAR-01: the goal stays as approved, the day as it was."""
        visit = self._held()
        for values in ({"goal": "别的"}, {"date_start": MONDAY}):
            with self.assertRaises(UserError):
                visit.with_user(self.manager).write(values)
        with self.assertRaises(UserError):
            visit.with_user(self.manager).unlink()

    def test_held_after_it_began(self):
        """CAR-01: a visit of tomorrow did not take place."""
        visit = self._approved(date_start=WEDNESDAY)
        with freeze_time(MONDAY), self.assertRaises(UserError):
            visit.action_hold()

    def test_persons_are_of_the_client(self):
        """CAR-01: the persons met are contacts of the client."""
        stranger = self.env["res.partner"].create({"name": "外人"})
        visit = self._plan()
        with self.assertRaises(UserError):
            visit.person_ids = stranger

    def test_call_is_logged_from_the_file(self):
        """CAR-01, MGR-04: a call is noted at once, and is the first contact."""
        with freeze_time(FRIDAY):
            client = self._new_client("西安供电公司", "independent")
            client._assign(self.manager, "allocation", "")
            client.first_contact_since = "2026-09-10"
            calls = self.env["ruiji.call.log"].with_user(self.manager)
            calls.create(
                {"client_id": client.id, "findings": "下周寄出三块板件"}
            ).action_log()
        call = client.visit_ids
        self.assertEqual((call.kind, call.state), ("phone", "closed"))
        self.assertEqual(str(client.first_contact_date), "2026-09-11")
        self.assertEqual(str(client.last_visit_on), "2026-09-11")
        self.assertEqual(client.with_user(self.manager).visit_count, 1)

    def test_visit_is_the_first_contact(self):
        """MGR-04: a visit that took place stops the clock on its day."""
        self.yanan.first_contact_since = "2026-09-10"
        self._approved()
        self.assertFalse(self.yanan.first_contact_date)
        self.env["ruiji.client.visit"].search([]).action_cancel()
        self._held()
        self.assertEqual(str(self.yanan.first_contact_date), "2026-09-11")

    def test_who_sees_which_visits(self):
        """ACC-02: visits are as closed as the client's file."""
        of_secret = self._plan(self.xian)
        internal = self._plan(self.yanan)
        visits = self.env["ruiji.client.visit"]
        all_visits = of_secret | internal
        sees = {
            self.manager: all_visits,
            self.other_manager: internal,
            self.clerk: all_visits,
            self.customer_service: all_visits,
            self.vp: all_visits,
            self.general_manager: all_visits,
        }
        for user, expected in sees.items():
            found = visits.with_user(user).search([("id", "in", all_visits.ids)])
            self.assertEqual(found, expected.with_user(user), user.login)

    def test_who_plans_for_whom(self):
        """CAR-01: account managers plan for their own clients alone."""
        with self.assertRaises(AccessError):
            self._plan(self.lanzhou)
        visit = self._plan()
        with self.assertRaises(AccessError):
            visit.with_user(self.other_manager).write({"goal": "别的"})
        self._plan(self.lanzhou, user=self.clerk)
        self._plan(self.lanzhou, user=self.customer_service)

    def test_others_know_of_no_visits(self):
        """ACC-02: technicians, finance and clients have no visits."""
        self._plan()
        groups = (
            "base.group_user,ruiji_repair_pricing.group_repair_technician",
            "ruiji_client_archive.group_finance",
            "base.group_portal",
        )
        for number, group in enumerate(groups):
            user = new_test_user(self.env, f"nobody_{number}", groups=group)
            for model in ("ruiji.client.visit", "ruiji.client.visit.promise"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_meeting_of_a_closed_file_stays_closed(self):
        """ACC-02: the meeting in the calendar is behind the wall as well."""
        event = self._approved(self.xian).event_id
        events = self.env["calendar.event"].with_user(self.other_manager)
        self.assertFalse(events.search([("id", "=", event.id)]))
