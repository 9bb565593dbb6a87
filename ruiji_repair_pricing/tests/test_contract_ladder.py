from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.contract_ladder import Contract as ContractLadder
from .common import PricingCase

ADDON = "ruiji_repair_pricing"


@tagged("post_install", "-at_install")
class TestContractLadder(PricingCase):
    """A contract of 2026 seen from days around its end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Contracts of the database itself would climb along.
        cls.env["ruiji.contract"].search([]).write(
            {"date_start": "2000-01-01", "date_end": "2001-01-01"}
        )
        cls.yanan.write({"user_id": cls.manager.id, "email": "yanan@example.com"})
        with freeze_time("2026-01-05"):
            cls.contract = cls._new_contract(cls.yanan, "Y-1", create_uid=cls.clerk.id)

    def _remind(self, day):
        with freeze_time(day), self.enter_registry_test_mode():
            for job in ("states", "reminders"):
                self.env.ref(f"{ADDON}.cron_contract_{job}").method_direct_trigger()
        self.env.invalidate_all()

    def _log(self, contract=None):
        """{(task, days before the end): state} of what the ladder took."""
        return {
            (reminder.task, reminder.step_id.days): reminder.state
            for reminder in (contract or self.contract).reminder_ids
        }

    def _talks(self):
        kind = self.env.ref(f"{ADDON}.mail_activity_type_contract_end")
        return self.contract.activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )

    def test_each_step_exactly_once(self):
        """CON-03, CON-08: 60, 30 and 7 days before the end, each day run twice."""
        steps = {
            "2026-10-31": 0,
            "2026-11-01": 1,
            "2026-11-20": 1,
            "2026-12-01": 4,
            "2026-12-24": 5,
            "2026-12-31": 5,
            "2027-01-01": 7,
            "2027-02-15": 7,
        }
        for day, count in steps.items():
            with self.subTest(day=day):
                self._remind(day)
                self._remind(day)
                self.assertEqual(len(self.contract.reminder_ids), count)
        self.assertEqual(set(self._log().values()), {"fired"})

    def test_manager_has_one_activity_at_a_time(self):
        """CON-03: an activity for the account manager, in his language; the next
        step replaces it."""
        self.manager.lang = "zh_CN"
        self._remind("2026-11-02")
        [activity] = self._talks()
        self.assertEqual(activity.user_id, self.manager)
        self.assertIn("两个月后到期", activity.summary)
        self._remind("2026-12-24")
        [activity] = self._talks()
        self.assertIn("一周后到期", activity.summary)

    def test_missed_days_are_made_up_for(self):
        """CON-08: of the steps that came due meanwhile the latest is taken, the
        others are written down as missed."""
        self._remind("2026-12-28")
        self.assertEqual(
            self._log(),
            {
                ("manager", 60): "missed",
                ("manager", 30): "missed",
                ("manager", 7): "fired",
                ("notice", 30): "fired",
                ("visit", 30): "fired",
            },
        )
        self.assertEqual(len(self._talks()), 1)

    def test_a_contract_long_over_is_history(self):
        """CON-08: contracts of the old system that ended years ago are left alone."""
        self._remind("2027-06-01")
        self.assertFalse(self.contract.reminder_ids)

    def test_after_the_end(self):
        """CON-03: the clerk is asked to propose void, the manager to renew."""
        self.clerk.lang = "zh_CN"
        self._remind("2027-01-05")
        asked = {
            activity.user_id: activity.summary
            for activity in self.contract.activity_ids
        }
        self.assertEqual(set(asked), {self.manager, self.clerk})
        self.assertIn("作废", asked[self.clerk])
        self.assertEqual(self._log()["manager", 7], "missed")
        self.assertEqual(self._log()["notice", 30], "missed")

    def test_acknowledged_ladder_stops(self):
        """CON-08: once acknowledged the manager is left in peace, the client is
        told all the same."""
        self._remind("2026-11-02")
        with self.assertRaises(AccessError):
            self.contract.with_user(self.other_manager).action_acknowledge_reminders()
        self.contract.with_user(self.manager).action_acknowledge_reminders()
        self.assertFalse(self.contract.activity_ids)
        self.assertEqual(self.contract.reminder_acknowledged_by_id, self.manager)
        self._remind("2026-12-24")
        self.assertEqual(self._log()["manager", 7], "acknowledged")
        self.assertEqual(self._log()["notice", 30], "fired")
        self.assertFalse(self.contract.activity_ids)

    def test_another_end_starts_the_ladder_anew(self):
        """CON-08: acknowledged was the old end, not the new one."""
        self._remind("2026-11-02")
        self.contract.with_user(self.manager).action_acknowledge_reminders()
        self.contract.date_end = date(2027, 3, 31)
        self._remind("2027-02-01")
        self.assertEqual(len(self.contract.activity_ids), 1)

    def test_visit_for_the_renewal_is_asked_once(self):
        """SVC-05, CON-03, CON-08: a task for the account manager, with its deadline."""
        contracts = self.registry["ruiji.contract"]
        self.patch(
            contracts,
            "_plan_renewal_visits",
            ContractLadder._plan_renewal_visits,
        )
        self._remind("2026-12-01")
        self._remind("2026-12-02")
        kind = self.env.ref(f"{ADDON}.mail_activity_type_renewal_visit")
        visit = self.contract.activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )
        self.assertEqual(visit.user_id, self.manager)
        self.assertEqual(visit.date_deadline, date(2026, 12, 17))

    def test_only_maintenance_is_visited_for(self):
        """SVC-05: contracts with every call paid have no such step."""
        paid = self._new_contract(self.yanan, "Y-9", service_kind="paid")
        self._remind("2026-12-24")
        self.assertNotIn(("visit", 30), self._log(paid))
        self.assertIn(("visit", 30), self._log())

    def test_renewed_contracts_need_no_reminder(self):
        """CON-08: an approved renewal ends the ladder."""
        self._new_contract(
            self.yanan,
            "Y-2",
            renewed_from_id=self.contract.id,
            date_start=date(2027, 1, 1),
            date_end=date(2027, 12, 31),
        )
        self._remind("2026-12-24")
        self.assertFalse(self.contract.reminder_ids)
        self._remind("2027-01-02")
        self.assertEqual(self.contract.state, "renewed")

    def test_notice_is_mailed(self):
        """CON-03, SVC-05: a month before, the client is told by e-mail, on record."""
        self._remind("2026-12-01")
        notice = self.contract.reminder_ids.filtered(lambda r: r.task == "notice")
        self.assertEqual(notice.delivery, "mail")
        self.assertEqual(notice.email_to, "yanan@example.com")
        self.assertEqual(notice.mail_id.model, "ruiji.contract")
        self.assertIn("Y-1", notice.mail_id.body_html)
        self.assertIn("yanan@example.com", notice.mail_id.email_to)

    def test_notice_without_email_is_posted(self):
        """CON-03, CON-08: the clerk prints and posts it, and says so."""
        self.yanan.email = False
        self._remind("2026-12-01")
        notice = self.contract.reminder_ids.filtered(lambda r: r.task == "notice")
        self.assertEqual(notice.delivery, "to_post")
        todo = self.contract.activity_ids.filtered(lambda a: a.user_id == self.clerk)
        self.assertEqual(len(todo), 1)
        with self.assertRaises(AccessError):
            notice.with_user(self.finance).action_posted()
        notice.with_user(self.clerk).action_posted()
        self.assertEqual((notice.delivery, notice.user_id), ("posted", self.clerk))
        self.assertFalse(todo.exists().active)
        with self.assertRaisesRegex(UserError, "not waiting"):
            notice.with_user(self.clerk).action_posted()

    def test_secret_files_ask_those_who_may_open_them(self):
        """ACC-02: no clerk is sent to a contract that no clerk may open."""
        self.yanan.write({"confidentiality": "secret", "email": False})
        self._remind("2026-12-01")
        self.assertNotIn(self.clerk, self.contract.activity_ids.user_id)
        self.assertIn(self.vp, self.contract.activity_ids.user_id)
        self.assertFalse(
            self.env["ruiji.contract.reminder"]
            .with_user(self.other_manager)
            .search([("contract_id", "=", self.contract.id)])
        )

    def test_steps_are_data(self):
        """CON-03: a step of its own for contracts of free warranty."""
        steps = self.env["ruiji.contract.reminder.step"].with_user(self.vp)
        steps.create(
            {
                "name": "90 days",
                "task": "manager",
                "days": 90,
                "service_kind": "warranty",
            }
        )
        free = self._new_contract(self.yanan, "Y-3", service_kind="warranty")
        self._remind("2026-10-05")
        self.assertEqual(self._log(free), {("manager", 90): "fired"})
        self.assertFalse(self.contract.reminder_ids)
        with self.assertRaises(AccessError):
            steps.with_user(self.manager).create(
                {"name": "mine", "task": "manager", "days": 5}
            )

    def test_log_is_not_written_by_hand(self):
        """CON-08: nobody forges or removes what the ladder did."""
        self._remind("2026-11-02")
        reminder = self.contract.reminder_ids.with_user(self.vp)
        with self.assertRaises(AccessError):
            reminder.write({"state": "missed"})
        with self.assertRaises(AccessError):
            reminder.unlink()
        with self.assertRaisesRegex(UserError, "archive it"):
            reminder.step_id.unlink()

    def test_cost_does_not_grow_with_the_contracts(self):
        """CON-08: ten contracts or a hundred take the same statements."""

        def cost(count, year):
            with freeze_time(f"{year}-06-15"):
                for number in range(count):
                    self._new_contract(
                        self.yanan,
                        f"{year}-{number}",
                        date_start=date(year, 1, 1),
                        date_end=date(year, 12, 31),
                    )
                self.env.flush_all()
            with freeze_time(f"{year}-11-05"):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                Contract = self.env["ruiji.contract"]
                Contract.browse(Contract._contracts_with_due_steps())._take_due_steps()
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        cost(1, 2031)
        self.assertEqual(cost(10, 2033), cost(100, 2035))
