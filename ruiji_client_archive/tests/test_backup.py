from datetime import timedelta
from unittest.mock import patch

from psycopg2 import errors

from odoo import fields
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..utils import database_copy
from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestBackup(ArchiveCase):
    """Who has to do with backups, and what they are told (ACC-07)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.backups = cls.env["ruiji.backup"]
        cls.backups.search([]).unlink()
        cls.admin = cls._new_user("archive_admin")

    def _proven(self, days_ago):
        end = fields.Datetime.now() - timedelta(days=days_ago)
        return self.backups.create({"state": "done", "date_end": end})

    def test_for_administrators_alone(self):
        """ACC-07: nobody else reads or starts backups, over RPC either."""
        for user in (self.clerk, self.vp, self.general_manager, self.manager):
            backups = self.backups.with_user(user)
            self.assertFalse(backups.has_access("read"), user.login)
            with self.assertRaises(AccessError):
                backups.action_backup_now()
        backups = self.backups.with_user(self.admin)
        for operation in "create", "write", "unlink":
            self.assertFalse(backups.has_access(operation))

    def test_button_starts_one_at_a_time(self):
        """ACC-07: the second click leads to the backup that waits."""
        backups = self.backups.with_user(self.admin)
        # As the button above the list calls it: with the rows that are ticked.
        first, second = (
            call_kw(backups, "action_backup_now", [[]], {}) for _click in range(2)
        )
        self.assertEqual(first["res_id"], second["res_id"])
        self.assertEqual(backups.search([]).state, "waiting")

    def test_due_once_a_month(self):
        """ACC-07: the job makes one when four weeks have gone by."""
        self.assertTrue(self.backups._is_due())
        proven = self._proven(27)
        self.assertFalse(self.backups._is_due())
        proven.date_end -= timedelta(days=2)
        self.assertTrue(self.backups._is_due())

    def test_missing_backup_is_told(self):
        """ACC-07: more than 31 days without a proven copy show, once a person."""
        proven = self._proven(32)
        self.assertTrue(proven.is_overdue)
        failed = self.backups.create({"state": "failed"})
        self.backups._remind_of_missing()
        self.backups._remind_of_missing()
        told = failed.activity_ids.filtered(lambda a: a.user_id == self.admin)
        self.assertEqual(len(told), 1)
        proven.date_end = fields.Datetime.now()
        self.assertFalse(proven.is_overdue)

    def test_missing_right_is_one_sentence(self):
        """ACC-07: without the right to create databases it says which right."""
        refusal = errors.InsufficientPrivilege()
        with (
            patch.object(database_copy, "_administer", side_effect=refusal),
            self.assertRaises(database_copy.CopyError) as caught,
        ):
            database_copy.restore("x", self.env.cr.dbname, "x", float("inf"))
        sentence = self.backups._explain(caught.exception)
        self.assertIn("CREATEDB", sentence)
        self.assertNotIn("\n", sentence)
