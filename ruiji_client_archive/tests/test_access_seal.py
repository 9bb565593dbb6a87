from contextlib import ExitStack

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..utils.access_chain import START, canonical, link
from .connection_common import Connection
from .reading_common import ReadingCase

JOB = "ruiji_client_archive.cron_seal_access_records"


class TestAccessChain(TransactionCase):
    """How a record is written down and linked, without a database."""

    def test_canonical(self):
        """ACC-03: one way to write a record, whatever columns are to come."""
        self.assertEqual(
            canonical({"b": "延安", "a": 1, "new": None}),
            '{"a": 1, "b": "延安"}'.encode(),
        )

    def test_link_depends_on_all_before(self):
        """ACC-03: the same record has another digest after another one."""
        first, other = link(START, {"id": 1}), link(START, {"id": 2})
        self.assertNotEqual(link(first, {"id": 3}), link(other, {"id": 3}))
        self.assertEqual(len(first), 32)


@tagged("post_install", "-at_install")
class TestAccessSeal(ReadingCase):
    """What is done to sealed records in the database is found."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Seal = cls.env["ruiji.access.seal"]
        for client in (cls.yanan, cls.xian, cls.lanzhou):
            cls.Record.with_user(cls.clerk)._log(client, "print", "card", 1)
        cls.Seal._seal_next(10_000)
        cls.records = cls.Record.search([], order="id")[-3:]

    def _as_owner(self, *statements):
        """Do what only the owner of the tables can: past all triggers."""
        self.env.cr.execute("SET LOCAL session_replication_role = replica")
        for statement, *values in statements:
            self.env.cr.execute(statement, values)
        self.env.cr.execute("SET LOCAL session_replication_role = origin")
        self.env.invalidate_all()

    def _found(self):
        finding = self.Seal._check_chain()
        return finding and (finding.kind, finding.record_id)

    def _let_seals_age(self):
        self._as_owner(["UPDATE ruiji_access_seal SET date = date - interval '3 h'"])

    def test_untouched(self):
        """ACC-03: what nobody touched passes, over several seals."""
        self.assertIsNone(self.Seal._check_chain())
        self.assertFalse(self.env["ruiji.backup"]._drill_findings("zh_CN"))
        self.Record._log(self.yanan, "print", "card", 1)
        self.assertEqual(self.Seal._seal_next(10_000), 1)
        self.assertEqual(self.Seal._seal_next(10_000), 0)
        self.assertIsNone(self.Seal._check_chain())
        first, second = self.Seal.search([], order="number DESC", limit=2)[::-1]
        self.assertEqual(second.number, first.number + 1)
        self.assertEqual(second.last_position, first.last_position + 1)
        self.assertNotEqual(first.digest, second.digest)

    def test_altered(self):
        """ACC-03: the check names the first record that was changed."""
        change = "UPDATE ruiji_access_record SET user_name = '别人' WHERE id = %s"
        self._as_owner(
            [change, self.records[2].id],
            [change, self.records[1].id],
        )
        self.assertEqual(self._found(), ("altered", self.records[1].id))
        [finding] = self.env["ruiji.backup"]._drill_findings("zh_CN")
        self.assertIn(str(self.records[1].id), finding)

    def test_every_column_counts(self):
        """ACC-03: no column can be changed unseen."""
        for name, value in {
            "date": "2020-01-01",
            "client_id": 1,
            "level": "secret",
            "action": "open",
            "channel": "rpc",
            "document": "x",
            "res_id": 5,
            "address": "10.0.0.1",
            "row_count": 99,
        }.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                change = f"UPDATE ruiji_access_record SET {name} = %s WHERE id = %s"
                self._as_owner([change, value, self.records[0].id])
                self.assertEqual(self._found(), ("altered", self.records[0].id))
                savepoint.rollback()

    def test_deleted(self):
        """ACC-03: a record in the middle, and the newest one."""
        for record in self.records[1], self.records[2]:
            with self.env.cr.savepoint() as savepoint:
                self._as_owner(
                    ["DELETE FROM ruiji_access_record WHERE id = %s", record.id]
                )
                self.assertEqual(self._found(), ("deleted", record.id))
                savepoint.rollback()

    def test_end_cut_off(self):
        """ACC-03: the newest records with their links, or a seal with all of it."""
        last = self.records[2].id
        self._as_owner(
            ["DELETE FROM ruiji_access_record WHERE id = %s", last],
            ["DELETE FROM ruiji_access_link WHERE record_id = %s", last],
        )
        self.assertEqual(self._found(), ("end_missing", 0))

    def test_seal_taken_out(self):
        """ACC-03: a seal that is missing or was changed is named."""
        self.Record._log(self.yanan, "print", "card", 1)
        self.Seal._seal_next(10_000)
        first = self.Seal.search([], order="number DESC", limit=2)[1]
        with self.env.cr.savepoint() as savepoint:
            self._as_owner(["DELETE FROM ruiji_access_seal WHERE id = %s", first.id])
            self.assertEqual(self._found(), ("seal_missing", 0))
            savepoint.rollback()
        self._as_owner(
            [
                "UPDATE ruiji_access_seal SET digest = repeat('0', 64) WHERE id = %s",
                first.id,
            ]
        )
        self.assertEqual(self._found(), ("seal_altered", 0))

    def test_inserted_between(self):
        """ACC-03: a record that was slipped in between sealed ones."""
        self.env.cr.execute("SELECT min(id) - 1 FROM ruiji_access_record")
        [place] = self.env.cr.fetchone()
        self._let_seals_age()
        self._as_owner([*self._insertion(place, "now()")])
        self.assertEqual(self._found(), ("inserted", place))
        self.assertEqual(self.Seal._seal_next(10_000), 0)

    def test_inserted_with_an_old_date(self):
        """ACC-03: a new record that claims to be of last week is found once sealed."""
        self._as_owner([*self._insertion(None, "now() - interval '7 d'")])
        self.Seal._seal_next(10_000)
        newest = self.Record.search([], order="id DESC", limit=1)
        self.assertEqual(self._found(), ("inserted", newest.id))

    def _insertion(self, place, moment):
        return (
            f"""INSERT INTO ruiji_access_record (id, date, action, channel)
                VALUES (COALESCE(%s, nextval('ruiji_access_record_id_seq')),
                        {moment}, 'open', 'screen')""",
            place,
        )

    def test_reordered(self):
        """ACC-03: two records that changed places."""
        first, second = self.records[0].id, self.records[1].id
        move = "UPDATE ruiji_access_record SET id = %s WHERE id = %s"
        self._as_owner([move, -1, first], [move, first, second], [move, second, -1])
        self.assertEqual(self._found(), ("altered", first))

    def test_links_reordered(self):
        """ACC-03: nor does it help to move the links along."""
        first, second = self.records[0].id, self.records[1].id
        move = "UPDATE ruiji_access_link SET record_id = %s WHERE record_id = %s"
        self._as_owner([move, -1, first], [move, first, second], [move, second, -1])
        self.assertEqual(self._found()[0], "altered")

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses(self):
        """ACC-03: seals and links are final as well, for whoever is no owner."""
        for table in ("ruiji_access_seal", "ruiji_access_link"):
            for statement in (
                f"DELETE FROM {table}",
                f"TRUNCATE {table}",
                f"UPDATE {table} SET digest = digest",
            ):
                with (
                    self.subTest(statement),
                    self.assertRaises(psycopg2.errors.RaiseException),
                    self.env.cr.savepoint(),
                ):
                    self.env.cr.execute(statement)
        seal = self.Seal.search([], limit=1)
        for refuse in (seal.unlink, lambda: seal.write({"digest": "x"})):
            with self.assertRaises(UserError):
                refuse()

    def test_gaps_are_normal(self):
        """ACC-03: numbers of requests that failed are no deletions."""
        self.env.cr.execute("SELECT nextval('ruiji_access_record_id_seq')")
        self.Record._log(self.yanan, "print", "card", 1)
        self.Seal._seal_next(10_000)
        self.assertIsNone(self.Seal._check_chain())

    def test_two_workers(self):
        """ACC-03: while one seals, another leaves it alone and does not wait."""
        # This test's transaction has sealed and not ended.
        with Connection(self.registry) as env:
            env.cr.execute("SET LOCAL lock_timeout = '2s'")
            self.assertEqual(env["ruiji.access.seal"]._seal_next(10), 0)

    def test_readers_do_not_wait(self):
        """ACC-03, ACC-11: eight readers record while one seals, none waits."""
        client_id = self._committed_client()
        self.addCleanup(self._forget, client_id)
        with ExitStack() as open_connections:
            for _reader in range(8):
                env = open_connections.enter_context(Connection(self.registry))
                env.cr.execute("SET LOCAL lock_timeout = '2s'")
                client = env["res.partner"].browse(client_id)
                env["ruiji.access.record"]._log(client, "print", "card", 1)
        with Connection(self.registry) as env:
            found = env["ruiji.access.record"].search([("client_id", "=", client_id)])
            self.assertEqual(len(found), 8)

    def test_sealing_costs_the_same_for_many(self):
        """ACC-11: a thousand records take the statements of ten."""
        counts = []
        for number in (10, 1000):
            self.env.cr.execute(
                """INSERT INTO ruiji_access_record (date, action, channel)
                   SELECT clock_timestamp() AT TIME ZONE 'UTC', 'open', 'screen'
                     FROM generate_series(1, %s)""",
                [number],
            )
            before = self.env.cr.sql_log_count
            self.assertEqual(self.Seal._seal_next(10_000), number)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_job(self):
        """ACC-03: the job leaves nothing over, and seals nothing twice."""
        for _time in range(5):
            self.Record._log(self.yanan, "print", "card", 1)
        before = self.Seal.search([], limit=1).last_position
        for _time in range(2):
            with self.enter_registry_test_mode():
                self.env.ref(JOB).method_direct_trigger()
        after = self.Seal.search([], limit=1).last_position
        self.assertEqual(after - before, 5)
        self.assertIsNone(self.Seal._check_chain())

    def test_who_checks(self):
        """ACC-03, ACC-06: customer service and management, nobody else."""
        for user in (self.customer_service, self.vp, self.general_manager):
            answer = self.Seal.with_user(user).action_check()
            self.assertEqual(answer["params"]["type"], "success")
        for user in (self.clerk, self.manager, self.finance, self.outsider):
            with self.assertRaises(AccessError):
                self.Seal.with_user(user).action_check()
        self._as_owner(
            ["DELETE FROM ruiji_access_record WHERE id = %s", self.records[0].id]
        )
        answer = self.Seal.with_user(self.vp).action_check()
        self.assertEqual(answer["params"]["type"], "danger")
        self.assertIn(str(self.records[0].id), answer["params"]["message"])
