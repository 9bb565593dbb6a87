import base64
import json
from contextlib import closing

from odoo import api
from odoo.sql_db import db_connect
from odoo.tests import HttpCase, tagged

from .connection_common import Connection
from .reading_common import FORM, ReadingCase


@tagged("post_install", "-at_install")
class TestReadingReplica(ReadingCase):
    """Reading from a replica leaves a trace where records are kept."""

    def test_reading_connection(self):
        """ACC-03: on a connection that only reads the record is still written."""
        client_id = self._committed_client()
        self.addCleanup(self._forget, client_id)
        database = db_connect(self.registry.db_name, readonly=True)
        with closing(database.cursor()) as cursor:
            self.assertTrue(cursor.readonly)
            env = api.Environment(cursor, self.env.ref("base.user_admin").id, {})
            client = env["res.partner"].browse(client_id)
            client._note_reading(["phone"])
            cursor.commit()
        with Connection(self.registry) as env:
            records = env["ruiji.access.record"]
            self.assertEqual(records.search_count([("client_id", "=", client_id)]), 1)


@tagged("post_install", "-at_install")
class TestReadingDoors(ReadingCase, HttpCase):
    """The same through the server's doors."""

    def setUp(self):
        super().setUp()
        # As on a server with a replica: what only reads gets a connection of its own.
        self.patch(self.registry, "_db_readonly", self.registry._db)
        self.authenticate("marketing_clerk", "marketing_clerk")

    def _call(self, model, method, *args, **kwargs):
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {
                    "params": {
                        "model": model,
                        "method": method,
                        "args": args,
                        "kwargs": kwargs,
                    }
                }
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("error", answer)
        return answer["result"]

    def test_form_on_the_screen(self):
        """ACC-03, ACC-11: on record when the answer arrives, with its log-in."""
        with self.assertNoLogs("odoo.http", "WARNING"):
            self._call("res.partner", "web_read", self.yanan.ids, specification=FORM)
        record = self._records_of(self.yanan)
        self.assertEqual((record.action, record.channel), ("open", "screen"))
        self.assertEqual(record.address, "127.0.0.1")
        self.assertTrue(self.session.sid.startswith(record.session))

    def test_lists_with_phones_on_the_screen(self):
        """ACC-03: no request runs twice, grouped or not."""
        spec = {"name": {}, "mobile": {}}
        domain = [("id", "in", self.persons.ids)]
        with self.assertNoLogs("odoo.http", "WARNING"):
            self._call("res.partner", "web_search_read", domain, spec)
            self._call(
                "res.partner",
                "web_read_group",
                domain,
                ["parent_id"],
                auto_unfold=True,
                unfold_read_specification=spec,
            )
        self.assertEqual(self._records_of(self.xian).action, "list")

    def test_document_of_a_file(self):
        """ACC-03, ACC-09: which document was taken along, once."""
        scan = self.env["ir.attachment"].create(
            {
                "name": "营业执照.pdf",
                "datas": base64.b64encode(b"%PDF-1.4"),
                "res_model": "res.partner",
                "res_id": self.yanan.id,
            }
        )
        for _piece in range(2):
            answer = self.url_open(f"/web/content/{scan.id}?download=1")
            self.assertEqual(answer.status_code, 200)
        record = self._records_of(self.yanan)
        self.assertEqual((record.action, record.document), ("download", scan.name))

    def test_business_card(self):
        """ACC-03: the card of a person counts for his file."""
        self.url_open(f"/web/partner/vcard?partner_ids={self.persons[0].id}")
        self.assertEqual(self._records_of(self.yanan).action, "download")
