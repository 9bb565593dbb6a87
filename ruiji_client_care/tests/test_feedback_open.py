from datetime import date, datetime
from threading import Thread

from odoo import fields
from odoo.exceptions import AccessError, ConcurrencyError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import (
    Connection,
    wait_until_blocked,
)

from .feedback_common import FeedbackCase


@tagged("post_install", "-at_install")
class TestFeedbackOpen(FeedbackCase):
    def test_numbered_by_years(self):
        """CAR-03: numbers carry the year and follow each other."""
        first, second = self.Feedback.create([{}, {}])
        year = fields.Date.today().year
        self.assertRegex(first.name, rf"^KF{year}-\d{{4,}}$")
        self.assertEqual(int(second.name[-4:]), int(first.name[-4:]) + 1)

    def test_opened_once(self):
        """CAR-07: one source opens one complaint, however often it is asked for."""
        values = {"partner_id": self.yanan.id, "source_key": "rating,1"}
        other = {**values, "source_key": "rating,2"}
        opened = self.Feedback.with_user(self.outsider)._open_complaint([values])
        again = self.Feedback._open_complaint([other, values])
        self.assertEqual(opened.kind, "complaint")
        self.assertEqual(opened.user_id, self.manager)
        self.assertEqual(again[1], opened)
        self.assertEqual(len(self.Feedback._open_complaint([values, values])), 1)

    def test_deadlines_by_severity(self):
        """CAR-03: serious within one working day, general three, minor five."""
        # A Friday of a week without holidays, afternoon in Xi'an
        received = datetime(2026, 11, 13, 7, 0)
        days = {"serious": 16, "general": 18, "minor": 20}
        for severity, day in days.items():
            with self.subTest(severity):
                feedback = self._new_feedback(severity=severity, received_at=received)
                self.assertEqual(feedback.deadline, date(2026, 11, day))

    def test_new_terms_count_for_what_is_open(self):
        """CAR-03: deadlines are data; a changed term moves what is open."""
        feedback = self._new_feedback(received_at=datetime(2026, 11, 13, 7, 0))
        self.assertEqual(feedback.deadline, date(2026, 11, 18))
        term = self.env.ref("ruiji_client_care.feedback_term_general")
        term.with_user(self.vp).answer_days = 1
        self.assertEqual(feedback.deadline, date(2026, 11, 16))

    def test_wall(self):
        """ACC-02: what a closed client says is closed, unknown senders' is not."""
        self.yanan.confidentiality = "secret"
        closed = self._new_feedback(user=self.vp)
        unknown = self.Feedback.create({"caller": "匿名"})
        seen = self.Feedback.with_user(self.customer_service).search([])
        self.assertNotIn(closed, seen)
        self.assertIn(unknown, seen)
        self.assertIn(closed, self.Feedback.with_user(self.manager).search([]))

    def test_managers_handle_their_own(self):
        """CAR-03: an account manager reads others' feedback and changes his own."""
        feedback = self._new_feedback()
        feedback.with_user(self.manager).severity = "minor"
        with self.assertRaises(AccessError):
            feedback.with_user(self.other_manager).severity = "serious"
        with self.assertRaises(AccessError):
            self.Feedback.with_user(self.technician).search([])


@tagged("post_install", "-at_install")
class TestFeedbackOpenRace(TransactionCase):
    @mute_logger("odoo.sql_db")
    def test_two_at_once(self):
        """CAR-07: of two requests at the same moment one opens the complaint."""
        values = [{"source_key": "race,1", "subject": "同时"}]
        outcome = []

        def open_it():
            try:
                with Connection(self.registry) as env:
                    env["ruiji.client.feedback"]._open_complaint(values)
            except ConcurrencyError as error:
                outcome.append(error)

        with Connection(self.registry) as env:
            first = env["ruiji.client.feedback"]._open_complaint(values)
            second = Thread(target=open_it)
            second.start()
            self.assertTrue(wait_until_blocked(env))
        second.join()
        self.assertEqual(len(outcome), 1)
        with Connection(self.registry) as env:
            again = env["ruiji.client.feedback"]._open_complaint(values)
            self.assertEqual(again.ids, first.ids)
            env.cr.execute("DELETE FROM ruiji_client_feedback WHERE id = %s", again.ids)
