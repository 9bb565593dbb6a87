import csv
import io
import json

import openpyxl

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .reading_common import ReadingCase

COLUMNS = [
    {"name": "id", "label": "External ID", "type": "char"},
    {"name": "name", "label": "Name", "type": "char"},
]


@tagged("post_install", "-at_install")
class TestMarkedExport(ReadingCase, HttpCase):
    """What leaves by Odoo's own exports."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yanan.confidentiality = "confidential"
        cls.files = cls.yanan | cls.xian

    def _export(
        self, kind="xlsx", user=None, clients=None, model="res.partner", **more
    ):
        login = (user or self.clerk).login
        self.authenticate(login, login)
        data = {
            "model": model,
            "fields": COLUMNS,
            "ids": (self.files if clients is None else clients).ids,
            "domain": [],
            "import_compat": False,
            "context": {},
            **more,
        }
        return self._post(f"/web/export/{kind}", data)

    def _post(self, url, data):
        token = http.Request.csrf_token(self)
        return self.url_open(url, data={"data": json.dumps(data), "csrf_token": token})

    def _book(self, answer):
        self.assertEqual(answer.status_code, 200, answer.text[:500])
        return openpyxl.load_workbook(io.BytesIO(answer.content))

    def _rows(self, sheet):
        return list(sheet.iter_rows(values_only=True))

    def test_workbook(self):
        """ACC-10: name and time on a last sheet; the first one can be read in again."""
        for import_compat in (False, True):
            book = self._book(self._export(import_compat=import_compat))
            records, note = book.worksheets
            self.assertEqual(len(self._rows(records)), 3)
            self.assertIn(self.clerk.name, note["A1"].value)
            self.assertRegex(note["A1"].value, r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
            self.assertIn(self.clerk.name, records.oddFooter.right.text)

    def test_workbook_in_groups(self):
        """ACC-10: the same of a grouped list."""
        answer = self._export(groupby=["confidentiality"])
        records, note = self._book(answer).worksheets
        self.assertEqual(len(self._rows(records)), 5)
        self.assertIn(self.clerk.name, note["A1"].value)

    def test_text(self):
        """ACC-10: a last line, beside nothing, that begins like a remark."""
        for import_compat in (False, True):
            answer = self._export("csv", import_compat=import_compat)
            lines = list(csv.reader(io.StringIO(answer.text)))
            self.assertEqual([len(line) for line in lines], [2, 2, 2, 1])
            self.assertTrue(lines[-1][0].startswith("# "))
            self.assertIn(self.clerk.name, lines[-1][0])

    def test_internal_files_stay_clean(self):
        """ACC-10: what holds no closed file is as Odoo made it, one after the other."""
        self._export()
        book = self._book(self._export(clients=self.xian))
        self.assertEqual(len(book.worksheets), 1)
        self.assertNotIn("#", self._export("csv", clients=self.xian).text)
        self.assertEqual(
            len(
                self._book(self._export(clients=self.xian, groupby=["name"])).worksheets
            ),
            1,
        )

    def test_directory_and_persons(self):
        """ACC-10, ACC-05: names of closed files, and persons in them."""
        names = {"model": "ruiji.client.directory", "fields": COLUMNS[1:]}
        self.assertEqual(len(self._book(self._export(**names)).worksheets), 2)
        persons = self.yanan.child_ids
        self.assertEqual(len(self._book(self._export(clients=persons)).worksheets), 2)

    def test_what_follows_a_file_is_recorded_too(self):
        """ACC-05: leads of a client go with the right, and on record."""
        lead = self.env["crm.lead"].create(
            {"name": "扩容", "partner_id": self.yanan.id}
        )
        lead.with_user(self.vp).export_data(["name"])
        record = self._records_of(self.yanan, "export")
        self.assertEqual((record.channel, record.row_count), ("list", 1))
        self.manager.group_ids += self.env.ref("base.group_allow_export")
        self.yanan.user_id = lead.user_id = self.manager
        with self.assertRaises(AccessError):
            lead.with_user(self.manager).export_data(["name"])

    def _pivot(self, user=None, **more):
        login = (user or self.clerk).login
        self.authenticate(login, login)
        table = {
            "model": "res.partner",
            "title": "客户",
            "col_group_headers": [[{"title": "合计", "width": 1, "height": 1}]],
            "measure_headers": [{"title": "数量", "is_bold": True}],
            "rows": [{"title": "延安", "indent": 0, "values": [{"value": 1}]}],
            "measure_count": 1,
            "domain": [("id", "in", self.yanan.ids)],
            **more,
        }
        return self._post("/web/pivot/export_xlsx", table)

    def test_pivot(self):
        """ACC-05, ACC-10: on record by its domain, with name and time below."""
        [sheet] = self._book(self._pivot()).worksheets
        last = self._rows(sheet)[-1]
        self.assertIn(self.clerk.name, last[0])
        record = self._records_of(self.yanan, "export")
        self.assertEqual(
            (record.user_id, record.channel, record.row_count), (self.clerk, "list", 1)
        )
        self.assertFalse(self._records_of(self.xian, "export"))

    def test_pivot_of_internal_files(self):
        """ACC-10: recorded, not marked."""
        [sheet] = self._book(self._pivot(domain=[("id", "=", self.xian.id)])).worksheets
        self.assertEqual(self._rows(sheet)[-1][0], "延安")
        self.assertTrue(self._records_of(self.xian, "export"))

    def test_pivot_without_its_domain(self):
        """ACC-05: whoever does not say what he took is noted to have taken all."""
        self._book(self._pivot(domain=None))
        for client in self.files:
            self.assertTrue(self._records_of(client, "export"))

    @mute_logger("odoo.http")
    def test_pivot_needs_the_right(self):
        """ACC-05: refused with the sentence that says whom to ask."""
        self.yanan.user_id = self.manager
        answer = self._pivot(self.manager)
        self.assertEqual(answer.status_code, 500)
        self.assertIn("odoo.exceptions.AccessError", answer.text)
        self.assertFalse(self._records_of(self.yanan, "export"))

    def test_pivot_of_anything_else(self):
        """OPS-02: figures without clients leave as before."""
        plain = new_test_user(self.env, "plain_user", groups="base.group_user")
        answer = self._pivot(plain, model="res.country", domain=[])
        self.assertEqual(self._rows(self._book(answer).worksheets[0])[-1][0], "延安")

    def test_same_cost_for_many(self):
        """ACC-11: the record of an export takes the same statements for any number."""
        counts = []
        for number in (1, 2, 20):
            clients = self.env["res.partner"].create(
                [
                    {"name": f"单位{number}-{place}", "parent_id": self.yanan.id}
                    for place in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            clients.with_user(self.clerk)._record_export()
            counts.append(self.env.cr.sql_log_count - before)
        # The first one finds out who may export.
        self.assertEqual(counts[1], counts[2])
