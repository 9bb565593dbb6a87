from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.connection_common import Connection

from .satisfaction_common import CONTENT


@tagged("post_install", "-at_install")
class TestRatingRace(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        with Connection(self.registry) as env:
            client = env["res.partner"].create(
                {
                    "name": "同时评价单位",
                    "is_client": True,
                    "client_tier": "independent",
                    "archive_state": "filed",
                    "state_id": env.ref("base.state_cn_SN").id,
                }
            )
            rating = env["ruiji.satisfaction.rating"]._ask(
                [
                    {
                        "res_model": "res.partner",
                        "res_id": client.id,
                        "name": "同时评价",
                        "partner_id": client.id,
                        "event_date": "2026-09-11 01:00:00",
                    }
                ]
            )
            self.client_id, self.rating_id = client.id, rating.id
        self.addCleanup(self._remove_what_was_committed)

    def _remove_what_was_committed(self):
        with Connection(self.registry) as env:
            complaints = self._complaints(env)
            complaints.activity_ids.unlink()
            complaints.step_ids.unlink()
            env.cr.execute(
                "DELETE FROM ruiji_client_feedback WHERE id = ANY(%s)",
                [complaints.ids],
            )
            self._rating(env).unlink()
            client = env["res.partner"].browse(self.client_id)
            client.assignment_ids.unlink()
            client.unlink()

    def _rating(self, env):
        return env["ruiji.satisfaction.rating"].browse(self.rating_id)

    def _complaints(self, env):
        key = f"ruiji.satisfaction.rating,{self.rating_id}"
        return env["ruiji.client.feedback"].search([("source_key", "=", key)])

    @mute_logger("odoo.sql_db")
    def test_sent_twice_at_once(self):
        """CAR-07: a double tap counts once, and opens one complaint."""
        answers = []

        def answer(env, level):
            levels = CONTENT | {"attitude": level}
            answers.append(self._rating(env)._answer(levels, level))

        with Connection(self.registry) as late:
            self._rating(late).answered_on  # noqa: B018 (sees it unanswered)
            with Connection(self.registry) as early:
                answer(early, "dissatisfied")
            retrying(lambda: answer(late, "dissatisfied"), late)
        self.assertEqual(answers, [True, False])
        with Connection(self.registry) as env:
            self.assertEqual(self._rating(env).comment, "dissatisfied")
            self.assertEqual(len(self._complaints(env)), 1)
