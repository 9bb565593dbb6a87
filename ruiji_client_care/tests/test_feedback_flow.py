from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .feedback_common import FeedbackCase

MONDAY = "2026-11-16 02:00:00"


@tagged("post_install", "-at_install")
class TestFeedbackFlow(FeedbackCase):
    def _handle(self, feedback):
        """Everything that a complaint needs before it can be closed."""
        feedback.write(
            {
                "answer": "已安排免费返修。",
                "answer_channel": "phone",
                "cause_id": self.env.ref(
                    "ruiji_client_care.feedback_cause_workmanship"
                ).id,
                "measure_ids": [(0, 0, {"name": "复检焊点", "date_due": "2026-12-01"})],
            }
        )

    def _run_job(self, day):
        job = self.env.ref("ruiji_client_care.ir_cron_escalate_feedback")
        with freeze_time(f"{day} 02:00:00"), self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()

    def test_from_phone_to_closing(self):
        """CAR-03: taken on the phone, taken up, answered, followed up and closed."""
        with Form(
            self.Feedback.with_user(self.customer_service),
            "ruiji_client_care.client_feedback_view_form_quick",
        ) as form:
            form.partner_id = self.yanan
            form.subject = "返修时间太长"
        feedback = form.save()
        self.assertEqual(feedback.user_id, self.manager)
        feedback = feedback.with_user(self.manager)
        feedback.action_accept()
        with self.assertRaises(UserError):
            feedback.action_answer()
        self._handle(feedback)
        feedback.action_answer()
        self.assertEqual(feedback.answered_by_id, self.manager)
        self.assertTrue(
            feedback.activity_search(["ruiji_client_care.mail_activity_type_follow_up"])
        )
        feedback.action_close()
        self.assertFalse(feedback.deadline)
        self.assertFalse(feedback.activity_ids)
        steps = feedback.step_ids.mapped("state")
        self.assertEqual(steps, ["new", "under_way", "answered", "closed"])
        self.assertEqual(
            feedback.step_ids.mapped(lambda s: bool(s.left_on)).count(1), 3
        )

    def test_no_closing_without_answer_cause_and_measure(self):
        """CAR-03: what is missing is named, whatever door one comes by."""
        feedback = self._new_feedback()
        feedback.action_accept()
        with self.assertRaises(ValidationError):
            feedback.action_close()
        self._handle(feedback)
        feedback.cause_id = False
        feedback.action_answer()
        with self.assertRaises(ValidationError):
            feedback.action_close()
        with self.assertRaises(UserError):
            feedback.state = "closed"
        with self.assertRaises(UserError):
            feedback.closing_deadline = "2030-01-01"
        with self.assertRaises(UserError):
            self.Feedback.with_user(self.manager).create({"state": "closed"})

    def test_steps_are_final(self):
        """CAR-03: nobody writes the steps."""
        feedback = self._new_feedback()
        with self.assertRaises(AccessError):
            feedback.step_ids[0].with_user(self.vp).left_on = MONDAY

    def test_withdrawn_with_reason(self):
        """CAR-03: what was entered by mistake is withdrawn, not deleted."""
        feedback = self._new_feedback()
        with self.assertRaises(UserError):
            feedback.action_withdraw()
        feedback.withdrawal_reason = "重复登记"
        feedback.action_withdraw()
        self.assertEqual(feedback.state, "withdrawn")
        with self.assertRaises(UserError):
            feedback.sudo().unlink()

    def test_serious_goes_to_the_vp_at_once(self):
        """CAR-03: serious ones are on the VP's list, also when they become it."""
        kind = ["ruiji_client_care.mail_activity_type_feedback_serious"]
        feedback = self._new_feedback(severity="serious")
        self.assertIn(self.vp, feedback.activity_search(kind).user_id)
        milder = self._new_feedback()
        self.assertFalse(milder.activity_search(kind))
        milder.severity = "serious"
        self.assertIn(self.vp, milder.activity_search(kind).user_id)

    def test_overdue_climbs_the_ladder(self):
        """CAR-03: owner, VP, general manager; each once, missed days made up for."""
        with freeze_time(MONDAY):
            feedback = self._new_feedback()
            late = self._new_feedback()
        self.assertEqual(str(feedback.deadline), "2026-11-19")
        kind = ["ruiji_client_care.mail_activity_type_feedback_overdue"]
        told = {}
        for day in ("2026-11-19", "2026-11-20", "2026-11-20", "2026-11-24"):
            self._run_job(day)
            told[day] = feedback.activity_search(kind).user_id
        self.assertFalse(told["2026-11-19"])
        self.assertEqual(told["2026-11-20"], self.manager)
        self.assertIn(self.vp, told["2026-11-24"])
        self.assertNotIn(self.general_manager, told["2026-11-24"])
        feedback.write({"answer": "处理中", "answer_channel": "phone"})
        feedback.action_answer()
        self.assertFalse(feedback.activity_search(kind))
        self._run_job("2026-12-21")
        self.assertIn(self.general_manager, late.activity_search(kind).user_id)
        self.assertEqual(late.escalation, "gm")
        by_manager = late.activity_search(kind).filtered(
            lambda one: one.user_id == self.manager
        )
        self.assertEqual(len(by_manager), 1)

    def test_told_in_the_readers_language(self):
        """OPS-01, CAR-03: a job has no language, those whom it tells have theirs."""
        with freeze_time(MONDAY):
            feedback = self._new_feedback()
        self._run_job("2026-11-20")
        kind = "ruiji_client_care.mail_activity_type_feedback_overdue"
        task = feedback.activity_search([kind])
        self.assertEqual(
            task.summary, self.env.ref(kind).with_context(lang="zh_CN").summary
        )
        self.assertRegex(task.summary, "[\u4e00-\u9fff]")

    def test_repeats_are_flagged(self):
        """CAR-03: the same serial number, or the same client within 90 days."""
        first = self._new_feedback(received_at="2026-01-05", serial_number="A1")
        other_unit = self._new_feedback(
            received_at="2026-11-01", serial_number="A1", partner_id=self.xian.id
        )
        late = self._new_feedback(received_at="2026-06-01")
        soon = self._new_feedback(received_at="2026-07-01")
        praise = self._new_feedback(received_at="2026-07-02", kind="praise")
        self.assertFalse(first.earlier_id)
        self.assertEqual(other_unit.earlier_id, first)
        self.assertFalse(late.earlier_id)
        self.assertEqual(soon.earlier_id, late)
        self.assertFalse(praise.earlier_id)

    def test_many_at_once(self):
        """CAR-03: a hundred come in with as many statements as ten."""
        counts = []
        for count in (10, 100):
            values = [
                {"partner_id": self.yanan.id, "source_key": f"many,{count},{number}"}
                for number in range(count)
            ]
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.Feedback._open_complaint(values)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        few, many = counts
        self.assertLess(many, 2 * few)

    def test_letter(self):
        """CAR-03: the answer prints as a letter to the client."""
        feedback = self._new_feedback(answer="更换电容并老化测试。")
        feedback.action_print_answer()
        report = "ruiji_client_care.feedback_answer_report"
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            report, feedback.ids
        )
        self.assertIn("更换电容并老化测试。", html.decode())
        self.assertIn(feedback.name, html.decode())
