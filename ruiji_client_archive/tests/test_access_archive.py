import gzip
import json

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..utils.access_archive import pack, walk
from ..utils.access_chain import START
from .reading_common import ReadingCase

JOB = "ruiji_client_archive.cron_propose_archiving"


@tagged("post_install", "-at_install")
class TestAccessArchive(ReadingCase):
    """Three seals: two of eleven years ago, one of today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Seal = cls.env["ruiji.access.seal"].with_user(cls.customer_service)
        cls.Archive = cls.env["ruiji.access.archive"]
        cls._as_owner(
            ["DELETE FROM ruiji_access_record"],
            ["DELETE FROM ruiji_access_link"],
            ["DELETE FROM ruiji_access_seal"],
        )
        for _time in range(2):
            cls._seal("now() - interval '11 years'", 3)
        cls._as_owner(
            ["UPDATE ruiji_access_seal SET date = date - interval '11 years'"]
        )
        cls._seal("clock_timestamp() AT TIME ZONE 'UTC'", 2)

    @classmethod
    def _as_owner(cls, *statements):
        """Do what only the owner of the tables can: past all triggers."""
        cls.env.cr.execute("SET LOCAL session_replication_role = replica")
        for statement, *values in statements:
            cls.env.cr.execute(statement, values)
        cls.env.cr.execute("SET LOCAL session_replication_role = origin")
        cls.env.invalidate_all()

    @classmethod
    def _seal(cls, moment, number):
        cls.env.cr.execute(
            f"""INSERT INTO ruiji_access_record
                       (date, action, channel, user_name, client_name)
                SELECT {moment}, 'open', 'screen', '张三', '延安' || place
                  FROM generate_series(1, %s) place""",
            [number],
        )
        cls.env["ruiji.access.seal"]._seal_next(10_000)

    def _found(self):
        finding = self.Seal._check_chain()
        return finding and finding.kind

    def _archived(self):
        self.Seal.action_archive()
        return self.Archive.search([], limit=1)

    def test_old_ones_go_and_the_check_passes(self):
        """ACC-11: whole seals of old records leave, younger ones stay."""
        self.assertIsNone(self._found())
        archive = self._archived()
        self.assertEqual((archive.record_count, archive.last_position), (6, 6))
        self.assertEqual(self.Record.search_count([]), 2)
        self.assertIsNone(self._found())
        self._seal("clock_timestamp() AT TIME ZONE 'UTC'", 2)
        self.assertIsNone(self._found())
        with self.assertRaises(UserError):
            self.Seal.action_archive()

    def test_next_file_goes_on_from_the_last(self):
        """ACC-11: one file after the other, each from the end of the one before."""
        self._archived()
        self._as_owner(
            ["UPDATE ruiji_access_seal SET date = date - interval '4 years'"]
        )
        self.env["ir.config_parameter"].set_param(
            "ruiji_client_archive.access_years", "3"
        )
        # Its records say that they are of today.
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.RaiseException),
            self.env.cr.savepoint(),
        ):
            self.Seal.action_archive()
        self.assertIsNone(self._found())

    def test_the_file_proves_itself(self):
        """ACC-11: anywhere, without Odoo, against the anchor's digest."""
        archive = self._archived()
        content = archive.with_user(self.vp)._content()
        digest, position = walk(content, START, 0)
        self.assertEqual((digest.hex(), position), (archive.digest, 6))
        self.assertIsNone(walk(content, START, 1))
        self.assertIsNone(walk(content[:-9], START, 0))

    def test_a_changed_line_is_found(self):
        """ACC-11: one letter in a file."""
        rows = [{"position": 1, "digest": b"x", "name": "张三"}]
        content, number = pack(rows, ["name"])
        self.assertEqual(number, 1)
        self.assertIsNone(walk(content, START, 0))
        self.assertIsNone(walk(b"[]", START, 0))
        self.assertEqual(walk(pack([], [])[0], START, 0), (START, 0))

    def test_tampering_afterwards_is_found(self):
        """ACC-11: in the database, in the file, with the anchor."""
        archive = self._archived()
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", archive._name), ("res_field", "=", "file")]
        )
        young = self.Record.search([], order="id", limit=1)
        for kind, spoil in (
            (
                "altered",
                f"UPDATE ruiji_access_record SET level='x' WHERE id={young.id}",
            ),
            ("deleted", f"DELETE FROM ruiji_access_record WHERE id={young.id}"),
            ("archive_altered", f"DELETE FROM ir_attachment WHERE id={attachment.id}"),
            ("archive_altered", "UPDATE ruiji_access_archive SET checksum='x'"),
            (
                "archive_altered",
                "UPDATE ruiji_access_archive SET digest=repeat('0',64)",
            ),
            ("archive_altered", "UPDATE ruiji_access_archive SET last_position=3"),
            ("link_missing", "DELETE FROM ruiji_access_archive"),
        ):
            with self.subTest(spoil), self.env.cr.savepoint() as savepoint:
                self._as_owner([spoil])
                self.assertEqual(self._found(), kind)
                savepoint.rollback()
                self.env.invalidate_all()
        self.assertIsNone(self._found())

    def test_a_broken_chain_is_not_archived(self):
        """ACC-11: first it is found out what happened."""
        old = self.Record.search([], order="id", limit=1)
        self._as_owner(
            ["UPDATE ruiji_access_record SET level = 'x' WHERE id = %s", old.id]
        )
        with self.assertRaisesRegex(UserError, str(old.id)):
            self.Seal.action_archive()
        self.assertFalse(self.Archive.search([]))

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses(self):
        """ACC-11: nothing young, nothing unsealed, nothing without a file."""
        archive = self._archived()
        young = self.Record.search([], order="id", limit=1)
        for statement in (
            f"DELETE FROM ruiji_access_record WHERE id = {young.id}",
            f"DELETE FROM ruiji_access_link WHERE record_id = {young.id}",
            "DELETE FROM ruiji_access_archive",
            "UPDATE ruiji_access_archive SET last_position = 8",
        ):
            for setting in "", str(archive.id):
                with (
                    self.subTest(statement, setting=setting),
                    self.assertRaises(psycopg2.errors.RaiseException),
                    self.env.cr.savepoint(),
                ):
                    self.env.cr.execute(
                        "SELECT set_config('ruiji.access_archive', %s, true)", [setting]
                    )
                    self.env.cr.execute(statement)

    @mute_logger("odoo.sql_db")
    def test_a_forged_anchor_does_not_help(self):
        """ACC-11: the age counts, whatever an anchor claims."""
        self.env.cr.execute(
            """INSERT INTO ruiji_access_archive
                      (number, date, first_position, last_position)
               VALUES (9, now(), 1, 99) RETURNING id"""
        )
        [forged] = self.env.cr.fetchone()
        with (
            self.assertRaises(psycopg2.errors.RaiseException),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("SELECT ruiji_access_archive_remove(%s)", [forged])
        self.assertEqual(self.Record.search_count([]), 8)

    def test_who_archives_and_who_reads(self):
        """ACC-11, ACC-06: customer service archives; with management it reads."""
        for user in (self.clerk, self.manager, self.finance, self.vp):
            with self.assertRaises(AccessError):
                self.Seal.with_user(user).action_archive()
        archive = self._archived()
        for user in (self.customer_service, self.vp, self.general_manager):
            self.assertTrue(archive.with_user(user).file)
        for user in (self.clerk, self.manager, self.finance, self.outsider):
            with self.assertRaises(AccessError):
                archive.with_user(user).read(["file"])
            with self.assertRaises(AccessError):
                held = self.env["ir.attachment"].search(
                    [("res_model", "=", archive._name), ("res_field", "=", "file")]
                )
                held.with_user(user).read(["raw"])
        for change in (archive.unlink, lambda: archive.write({"number": 5})):
            with self.assertRaises(UserError):
                change()

    def test_fewest_years(self):
        """ACC-11: three at least, in the settings and below them."""
        settings = self.env["res.config.settings"]
        self.assertEqual(settings.create({}).access_years, 10)
        with self.assertRaises(ValidationError):
            settings.create({"access_years": 2})
        self.env["ir.config_parameter"].set_param(
            "ruiji_client_archive.access_years", "1"
        )
        self.assertEqual(self.Seal._years_kept(), 3)

    def test_job_proposes(self):
        """ACC-11: customer service is asked, once there is something to do."""
        asked = [("user_id", "=", self.customer_service.id), ("res_model", "=", False)]
        activities = self.env["mail.activity"]
        for expected in 1, 1:
            with self.enter_registry_test_mode():
                self.env.ref(JOB).method_direct_trigger()
            self.assertEqual(activities.search_count(asked), expected)
            if not self.Archive.search([]):
                self._archived()

    def test_lines_are_json(self):
        """ACC-11: readable by whoever comes in ten years."""
        lines = gzip.decompress(self._archived()._content()).splitlines()
        first = json.loads(lines[0])
        self.assertEqual(len(lines), 6)
        self.assertEqual(first["position"], 1)
        self.assertEqual(first["record"]["user_name"], "张三")
