from concurrent.futures import ThreadPoolExecutor

from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ADDON
from .common_import import CLIENT, ImportCase
from .connection_common import Connection, wait_until_blocked

NAMES = ["封顶客户甲", "封顶客户乙"]


@tagged("post_install", "-at_install")
class TestCapInImports(ImportCase):
    def test_import_leaves_files_above_the_cap_to_allocation(self):
        """MGR-08: the cap holds under bulk import; the rest waits, with a finding."""
        self.manager.client_cap = 2
        rows = [
            CLIENT | {"name": f"西安封顶{n}通信有限公司", "manager": self.manager.name}
            for n in range(4)
        ]
        record = self.import_rows(clients=rows)
        self.assertEqual(self.codes(record), ["client_cap_reached"] * 2)
        clients = [self.client(row["name"]) for row in rows]
        self.assertEqual(
            [client.user_id for client in clients],
            [self.manager] * 2 + [self.env["res.users"]] * 2,
        )


@tagged("post_install", "-at_install")
class TestCapAtOnce(TransactionCase):
    """Two real connections: what they save is committed and removed again."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_what_was_committed)
        with Connection(self.registry) as env:
            manager = new_test_user(
                env, "capped_manager", groups=f"{ADDON}.group_account_manager"
            )
            manager.client_cap = 1
            self.uid = manager.id

    def _remove_what_was_committed(self):
        with Connection(self.registry) as env:
            env["res.partner"].search([("name", "in", NAMES)]).unlink()
            user = env["res.users"].browse(self.uid)
            partner = user.partner_id
            user.unlink()
            partner.unlink()

    def _register(self, name):
        with Connection(self.registry, self.uid) as env:
            self._create(env, name)

    def _create(self, env, name):
        env["res.partner"].create(
            {"is_client": True, "name": name, "client_tier": "independent"}
        )
        env.flush_all()

    def test_cap_holds_under_concurrent_saves(self):
        """MGR-08: of two at once the second waits, is tried again, and refused."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            with Connection(self.registry, self.uid) as env:
                self._create(env, NAMES[0])
                second = pool.submit(self._register, NAMES[1])
                self.assertTrue(wait_until_blocked(env))
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                second.result(timeout=30)
        # Odoo tries such a request again: now it knows the first file.
        with self.assertRaisesRegex(UserError, "may look after 1 clients"):
            self._register(NAMES[1])
