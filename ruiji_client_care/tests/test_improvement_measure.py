from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .satisfaction_common import SatisfactionCase

ACTIVITY = "ruiji_client_care.mail_activity_measure_overdue"


@tagged("post_install", "-at_install")
class TestImprovementMeasure(SatisfactionCase):
    """From the answer to the measure, and to whether it helped (CAR-04)."""

    def _measure(self, user=None, **values):
        measures = self.env["ruiji.improvement.measure"]
        return measures.with_user(user or self.customer_service).create(
            {
                "name": "缩短周期",
                "date_due": fields.Date.context_today(measures),
                **values,
            }
        )

    def test_from_a_rating(self):
        """CAR-04: a measure begins with what the client said."""
        _slip, rating = self._answered(comment="太慢", turnaround="fair")
        action = rating.with_user(self.customer_service).action_measure()
        measures = self.env["ruiji.improvement.measure"]
        form = Form(
            measures.with_user(self.customer_service).with_context(**action["context"])
        )
        form.date_due = fields.Date.context_today(measures)
        measure = form.save()
        self.assertEqual((measure.rating_id, measure.cause), (rating, "太慢"))
        self.assertEqual(measure.partner_id, self.yanan)

    def test_to_the_effect(self):
        """CAR-04: done by the owner, checked by somebody else, with a word on it."""
        measure = self._measure()
        with self.assertRaises(ValidationError):
            measure.action_done()
        measure.action = "备件入库"
        measure.action_done()
        self.assertEqual(measure.state, "done")
        measure.effect = "满意度从 2.5 升到 3.4"
        with self.assertRaises(UserError):
            measure.action_effective()
        measure.with_user(self.vp).action_effective()
        self.assertEqual((measure.state, measure.checked_by_id), ("effective", self.vp))
        with self.assertRaises(UserError):
            measure.with_user(self.vp).action_without_effect()

    def test_steps_are_the_buttons(self):
        """CAR-04: nobody writes a step, over RPC neither."""
        measure = self._measure(state="effective")
        self.assertEqual(measure.state, "open")
        with self.assertRaises(UserError):
            measure.write({"state": "effective"})

    def test_overdue_is_raised_once(self):
        """CAR-04: on the owner's list, until it is done."""
        today = fields.Date.context_today(self.env.user)
        late = self._measure(date_due=today - timedelta(days=1), action="排两班")
        in_time = self._measure()
        measures = self.env["ruiji.improvement.measure"]
        self.assertIn(late, measures.search([("is_overdue", "=", True)]))
        self.assertNotIn(in_time, measures.search([("is_overdue", "=", True)]))
        for _round in range(2):
            measures._cron_remind()
        activities = late.activity_search([ACTIVITY])
        self.assertEqual(activities.user_id, self.customer_service)
        self.assertEqual(len(activities), 1)
        self.assertFalse(in_time.activity_search([ACTIVITY]))
        late.action_done()
        self.assertFalse(late.activity_search([ACTIVITY]))

    def test_who_reads_and_writes(self):
        """ACC-02, ACC-06: as closed as the client's file; some read only."""
        measure = self._measure(self.vp, partner_id=self.yanan.id)
        with self.assertRaises(AccessError):
            measure.with_user(self.general_manager).action_done()
        self.yanan.confidentiality = "secret"
        with self.assertRaises(AccessError):
            measure.with_user(self.customer_service).read(["name"])
        with self.assertRaises(AccessError):
            measure.with_user(self.technician).read(["name"])
