from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_care.models.satisfaction_rating import ASPECTS

from .satisfaction_common import CONTENT, SatisfactionCase


@tagged("post_install", "-at_install")
class TestSatisfaction(SatisfactionCase):
    """Who is asked, what is kept, who reads it (CAR-04, CAR-07)."""

    def test_asked_when_the_slip_went_back(self):
        """CAR-04: once the last board has gone, and only then."""
        slip = self._done_with()
        first, second = slip.repair_ids
        first.with_user(self.clerk)._ship()
        self.assertFalse(slip.sudo().satisfaction_id)
        second.with_user(self.clerk)._ship()
        rating = slip.sudo().satisfaction_id
        self.assertEqual(len(rating), 1)
        self.assertEqual((rating.name, rating.piece_count), (slip.name, 2))
        self.assertEqual(rating.partner_id, self.yanan)
        self.assertEqual(rating.technician_ids, slip.repair_ids.user_id)

    def test_one_event_one_rating(self):
        """CAR-07: a parcel taken back and sent again asks no second time."""
        slip, rating = self._shipped()
        rating.expires_on -= timedelta(days=50)
        slip.repair_ids.goods_out_id._take_back("车没有来")
        slip.repair_ids._ship()
        self.assertEqual(slip.sudo().satisfaction_id, rating)
        today = fields.Date.context_today(rating)
        self.assertEqual(rating.expires_on, today + timedelta(days=60))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            rating.copy()
            self.env.flush_all()

    def test_answered_once(self):
        """CAR-07: what was answered first stands."""
        _slip, rating = self._shipped()
        self.assertTrue(rating._answer(CONTENT, "很好"))
        self.assertFalse(rating._answer(dict.fromkeys(ASPECTS, "fair"), "改口"))
        self.assertEqual((rating.attitude, rating.comment), ("satisfied", "很好"))

    def test_tokens_are_not_to_be_guessed(self):
        """CAR-07: long, random, and hidden from everybody in the house."""
        ratings = [self._shipped()[1] for _number in range(3)]
        tokens = {rating.sudo().access_token for rating in ratings}
        self.assertEqual(len(tokens), 3)
        self.assertTrue(all(len(token) >= 20 for token in tokens))
        for user in (self.customer_service, self.vp, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                ratings[0].with_user(user).read(["access_token"])
            with self.assertRaises(AccessError):
                self.Rating.with_user(user).search(
                    [("access_token", "=", next(iter(tokens)))]
                )

    def test_nobody_in_the_house_answers(self):
        """CAR-07, ACC-06: no role writes, makes or removes an answer."""
        _slip, rating = self._shipped()
        users = (self.manager, self.clerk, self.customer_service, self.vp)
        for user in (*users, self.general_manager, self.technician):
            for change in (
                lambda own: own.write({"comment": "好"}),
                lambda own: own.unlink(),
                lambda own: own.copy(),
            ):
                with self.assertRaises(AccessError):
                    change(rating.with_user(user))

    def test_as_closed_as_the_file(self):
        """ACC-02: who may not open the file reads no answer of its client."""
        _slip, rating = self._answered(comment="保密意见")
        self.env.flush_all()
        analysis = self.env["ruiji.satisfaction.analysis"]
        own = [("rating_id", "=", rating.id)]
        self.assertTrue(
            self.Rating.with_user(self.other_manager).search([("id", "=", rating.id)])
        )
        self.yanan.confidentiality = "secret"
        for user in (self.other_manager, self.clerk, self.customer_service):
            self.assertFalse(
                self.Rating.with_user(user).search([("id", "=", rating.id)])
            )
            self.assertFalse(analysis.with_user(user).search(own))
        for user in (self.manager, self.vp):
            self.assertEqual(rating.with_user(user).comment, "保密意见")
            self.assertTrue(analysis.with_user(user).search(own))

    def test_figures(self):
        """CAR-04: by client and by technician; unanswered ones lower no average."""
        self._answered(attitude="very_satisfied", promises="fair")
        self._shipped()
        self.env.flush_all()
        domain = [("partner_id", "=", self.yanan.id)]
        [figures] = (
            self.env["ruiji.satisfaction.analysis"]
            .with_user(self.vp)
            ._read_group(
                domain,
                ["partner_id"],
                ["asked:sum", "response_rate:avg", "score:avg", "content_rate:avg"],
            )
        )
        self.assertEqual(figures, (self.yanan, 2, 50.0, 3.0, 75.0))
        [own] = (
            self.env["ruiji.satisfaction.technician"]
            .with_user(self.technician)
            ._read_group([], ["user_id"], ["answered:sum", "attitude:avg"])
        )
        self.assertEqual(own, (self.technician, 1, 4.0))

    def test_technicians_see_their_own_figures(self):
        """CAR-04, ACC-06: no colleague's, and no client's name."""
        _slip, rating = self._answered()
        self.env.flush_all()
        technicians = self.env["ruiji.satisfaction.technician"]
        self.assertNotIn("partner_id", technicians._fields)
        self.assertEqual(
            technicians.with_user(self.technician).search([]).user_id, self.technician
        )
        self.assertFalse(technicians.with_user(self.colleague).search([]))
        self.assertTrue(technicians.with_user(self.technical_manager).search([]))
        with self.assertRaises(AccessError):
            technicians.with_user(self.manager).search([])
        with self.assertRaises(AccessError):
            rating.with_user(self.technician).read(["name"])

    def test_lowest_level_opens_a_complaint(self):
        """CAR-07: in the same breath, with what the client said, and once."""
        _slip, rating = self._answered(comment="两次返修", technique="dissatisfied")
        self.assertTrue(rating.is_low)
        complaints = self.env["ruiji.client.feedback"].search(
            [("source_key", "=", f"{rating._name},{rating.id}")]
        )
        self.assertEqual(len(complaints), 1)
        self.assertEqual(complaints.partner_id, self.yanan)
        self.assertIn("两次返修", complaints.description)
        rating._answer(dict.fromkeys(ASPECTS, "dissatisfied"), "又一次")
        self.assertEqual(
            self.env["ruiji.client.feedback"].search_count(
                [("source_key", "=", f"{rating._name},{rating.id}")]
            ),
            1,
        )

    def test_paper_and_notice_bear_the_link(self):
        """CAR-07: the delivery note as a code to scan, the notice as a link."""
        self.wang.write({"email": "wang@yanan.example.com", "lang": "zh_CN"})
        slip, rating = self._shipped(contact_id=self.wang.id)
        mail = self.env["mail.mail"].search([("recipient_ids", "=", self.wang.id)])
        self.assertIn(rating._url(), mail.body_html)
        entry = slip.repair_ids.goods_out_id
        self.assertEqual(entry._rating_rows(), [[(slip.name, rating._url())]])
        page = self._delivery_note(entry)
        self.assertEqual(page.count("ruiji_ratings"), 1)
        rating._answer(CONTENT, "")
        self.assertNotIn("ruiji_ratings", self._delivery_note(entry))

    def _delivery_note(self, entry):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "ruiji_repair_pricing.delivery_note_report", entry.ids
        )
        return html.decode()

    def test_notes_bear_no_link(self):
        """CAR-07: where no client reads the notice, nobody gets the link from it."""
        slip, rating = self._shipped()
        self.assertFalse(
            any(rating.sudo().access_token in m.body for m in slip.message_ids)
        )

    def test_query_count(self):
        """CAR-04: asking for thirty slips takes as many queries as for three."""
        few = self._slips_gone(3)
        many = self._slips_gone(30)
        self._queries(self._slips_gone(1)._ask_for_satisfaction)
        self.assertLess(
            self._queries(many._ask_for_satisfaction),
            self._queries(few._ask_for_satisfaction) + 10,
        )

    def _slips_gone(self, count):
        slips = self.env["ruiji.repair.slip"].union(
            *(self._done_with([self.tnet]) for _number in range(count))
        )
        slips.repair_ids._ship()
        slips.sudo().satisfaction_id.unlink()
        return slips

    def test_analysis_report(self):
        """ANA-03, CAR-04: the report says how content the clients of a grade are."""
        self._answered()
        today = fields.Date.context_today(self.env.user)
        report = (
            self.env["ruiji.analysis.report"]
            .with_user(self.vp)
            .create({"date_from": today, "date_to": today})
        )
        section = report.section_ids.filtered(lambda s: s.key == "satisfaction")
        self.assertEqual(section.rows[0][1:], [1, 1, 3.0, 100.0])
