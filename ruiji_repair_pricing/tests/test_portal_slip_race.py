from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import SUPERUSER_ID, api
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..utils.slip_form import SlipForm


@tagged("post_install", "-at_install")
class TestPortalSlipRace(TransactionCase):
    """Real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        self.token = uuid4().hex
        with self._connection() as env:
            client = env["res.partner"].create(
                {
                    "is_client": True,
                    "name": f"同时提交的客户{self.token}",
                    "client_tier": "independent",
                    "state_id": env.ref("base.state_cn_SN").id,
                    "archive_state": "filed",
                }
            )
            self.client_id = client.id
        self.addCleanup(self._remove_what_was_committed)

    def _connection(self):
        return _Connection(self.registry)

    def _remove_what_was_committed(self):
        with self._connection() as env:
            self._slips(env).unlink()
            self._drafts(env).unlink()
            env["res.partner"].browse(self.client_id).unlink()

    def _slips(self, env):
        return env["ruiji.repair.slip"].search([("client_token", "=", self.token)])

    def _drafts(self, env):
        return env["ruiji.repair.slip.draft"].search([("token", "=", self.token)])

    def _send(self):
        """Send the form on a connection of its own: how it ended."""
        try:
            with self._connection() as env:
                env["ruiji.repair.slip"].create(
                    {"partner_id": self.client_id, "client_token": self.token}
                )
        except UniqueViolation as error:
            return error.diag.constraint_name
        except SerializationFailure:
            # Odoo does such a request once more.
            return self._send()
        return "sent"

    def _keep(self, number):
        try:
            with self._connection() as env:
                form = SlipForm({"board-0": f"板件{number}"})
                env["ruiji.repair.slip.draft"]._keep(self.token, form)
        except SerializationFailure:
            return self._keep(number)
        return "kept"

    @mute_logger("odoo.sql_db")
    def test_form_sent_many_times_at_once_is_one_slip(self):
        """WEB-05: whoever comes second learns that it was the same form."""
        with ThreadPoolExecutor(max_workers=4) as pool:
            ends = [pool.submit(self._send) for _number in range(4)]
            ends = sorted(end.result(timeout=60) for end in ends)
        self.assertEqual(ends.count("sent"), 1)
        for constraint in set(ends) - {"sent"}:
            self.assertIn("client_token", constraint)
        with self._connection() as env:
            self.assertEqual(len(self._slips(env)), 1)

    @mute_logger("odoo.sql_db")
    def test_form_saved_many_times_at_once_is_one_draft(self):
        """WEB-05: two windows of the same page keep one draft."""
        with ThreadPoolExecutor(max_workers=4) as pool:
            ends = [pool.submit(self._keep, number) for number in range(4)]
            self.assertEqual({end.result(timeout=60) for end in ends}, {"kept"})
        with self._connection() as env:
            draft = self._drafts(env)
            self.assertEqual(len(draft), 1)
            self.assertTrue(draft.entries["board-0"].startswith("板件"))


class _Connection:
    """An environment on a connection of its own, committed at the end."""

    def __init__(self, registry):
        self.cursor = registry.cursor()

    def __enter__(self):
        return api.Environment(self.cursor, SUPERUSER_ID, {})

    def __exit__(self, failure, *_details):
        with closing(self.cursor):
            if not failure:
                self.cursor.commit()
