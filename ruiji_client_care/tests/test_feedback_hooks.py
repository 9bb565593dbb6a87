from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .feedback_common import FeedbackCase


@tagged("post_install", "-at_install")
class TestFeedbackHooks(FeedbackCase):
    def test_repeated_complaints_make_a_client_risky(self):
        """GRD-04: two complaints within 90 days raise an alert, praise does not."""
        today = fields.Date.today()
        self._new_feedback(kind="praise")
        self._new_feedback()
        self.assertFalse(self.yanan._repeated_complaints(today))
        self._new_feedback()
        self.yanan._watch(today)
        kinds = self.yanan.watch_alert_ids.mapped("kind")
        self.assertIn("complaints", kinds)
        self.xian._watch(today)
        self.assertNotIn("complaints", self.xian.watch_alert_ids.mapped("kind"))

    def test_on_the_client_s_file(self):
        """CAR-03: the file shows how much was said and leads to it."""
        self._new_feedback()
        self._new_feedback(kind="praise")
        client = self.yanan.with_user(self.manager)
        self.assertEqual(client.feedback_count, 2)
        self.assertEqual(client.open_feedback_count, 2)
        domain = client.action_view_feedback()["domain"]
        self.assertEqual(self.Feedback.search_count(domain), 2)

    def test_handed_over(self):
        """MGR-07: what a leaver has not closed goes to the successor."""
        sources = self.env["ruiji.handover"]._sources()
        models = {source.model for source in sources}
        self.assertIn("ruiji.client.feedback", models)
        self.assertIn("ruiji.feedback.measure", models)

    def test_in_the_analysis_report(self):
        """ANA-03: complaints of the period by cause."""
        cause = self.env.ref("ruiji_client_care.feedback_cause_part")
        self._new_feedback(cause_id=cause.id, severity="serious")
        self._new_feedback(cause_id=cause.id, kind="claim")
        self._new_feedback(cause_id=cause.id, kind="praise")
        today = self.env.company._business_day()
        report = self.env["ruiji.analysis.report"].new(
            {"date_from": today, "date_to": today}
        )
        rows = {row[0]: row[1:] for row in report._section_of_complaints().rows}
        self.assertEqual(rows[cause.name], [2, 1, 1])

    def test_from_a_visit(self):
        """CAR-03: what is said at a visit starts with its client and channel."""
        visit = self.env["ruiji.client.visit"].new({"client_id": self.yanan.id})
        context = visit.action_open_feedback()["context"]
        self.assertEqual(context["default_channel"], "visit")
        self.assertEqual(context["default_partner_id"], self.yanan.id)

    def test_destroyed_with_the_file(self):
        """ACC-12: of a destroyed file's feedback no person's word is left."""
        feedback = self._new_feedback(contact_id=self.wang.id)
        self.yanan.sudo()._erase_records_kept()
        self.assertFalse(feedback.description)
        self.assertFalse(feedback.contact_id)
        self.assertFalse(feedback.message_ids)

    def test_exports_are_a_right_of_their_own(self):
        """ACC-05: who may not export clients exports no feedback either."""
        feedback = self._new_feedback().with_user(self.manager)
        with self.assertRaises(UserError):
            feedback.export_data(["name", "description"])
