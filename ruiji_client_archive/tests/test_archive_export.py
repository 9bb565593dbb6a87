import base64
import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_import import ImportCase, read_back


@tagged("post_install", "-at_install")
class TestArchiveExport(ImportCase):
    """A selection of files as a workbook that can be read in again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.name = "赵经理"
        cls.yanan.write(
            {
                "user_id": cls.manager.id,
                "contact_name": "=cmd|' /C calc'!A0",
                "client_type": "online",
            }
        )
        cls.person = cls.env["res.partner"].create(
            {
                "name": "何辉杰",
                "parent_id": cls.yanan.id,
                "function": "运维部主任",
                "gender": "male",
                "birth_year": 1980,
                "hobbies": "钓鱼",
            }
        )

    def _export(self, clients, user=None):
        exports = self.env["ruiji.archive.export"].with_user(user or self.clerk)
        form = Form(
            exports.with_context(active_model="res.partner", active_ids=clients.ids)
        )
        export = form.save()
        export.action_export()
        return export

    def _sheet(self, export, name):
        """Rows of a sheet as {title: value}."""
        titles, *rows = read_back(export.file)[name]
        return [dict(zip(titles, row, strict=True)) for row in rows]

    def test_sheets_in_the_layout_of_the_import(self):
        """ARC-13: one sheet a part, Chinese titles, a header that stays."""
        export = self._export(self.yanan | self.xian)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(export.file)))
        for name in (
            "客户基本信息",
            "客户相关人员",
            "下属单位",
            "客户经理",
            "物流公司",
        ):
            self.assertEqual(book[name].freeze_panes, "A2")
        [other, client] = self._sheet(export, "客户基本信息")
        self.assertEqual(other["客户名称"], self.xian.name)
        self.assertEqual(client["客户名称"], self.yanan.name)
        self.assertEqual(client["客户类型"], "网上客户")
        self.assertEqual(client["客户经理"], "赵经理")
        [person] = self._sheet(export, "客户相关人员")
        self.assertEqual((person["姓名"], person["性别"]), ("何辉杰", "男"))
        self.assertEqual(
            self._sheet(export, "下属单位")[1],
            {"上级单位": self.province.name, "下属单位": self.yanan.name},
        )

    def test_no_formula_gets_out(self):
        """ARC-13, IMP-06: what begins like a formula is text."""
        export = self._export(self.yanan)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(export.file)))
        cells = [cell for row in book["客户基本信息"].rows for cell in row]
        self.assertNotIn("f", {cell.data_type for cell in cells})

    def test_reading_it_in_again_changes_nothing(self):
        """ARC-13, IMP-03: what goes out comes in again."""
        self.yanan.contact_name = "何主任"
        clients = self.yanan | self.xian | self.province | self.group
        export = self._export(clients)
        before = clients.read(["name", "user_id", "superior_id", "write_date"])
        record = self.import_file(base64.b64decode(export.file))
        self.assertEqual(record.state, "done", record.failure)
        self.assertFalse(self.findings(record, "error"))
        after = clients.read(["name", "user_id", "superior_id", "write_date"])
        self.assertEqual(before, after)

    def test_export_is_a_right_and_on_record(self):
        """ACC-05, ACC-03: refused without the right, noted with it."""
        for user in (self.manager, self.finance, self.outsider):
            with self.assertRaises(AccessError):
                self._export(self.yanan, user)
        self._export(self.yanan | self.xian)
        records = self.env["ruiji.access.record"].search([("channel", "=", "workbook")])
        self.assertEqual(records.client_id, self.yanan | self.xian)
        # Two clients, two links to superiors, a person and a manager.
        self.assertEqual(records.mapped("row_count"), [6, 6])

    def test_closed_files_stay(self):
        """ARC-13, ACC-02: a file closed to the exporter is not taken along."""
        export = self.env["ruiji.archive.export"].with_user(self.clerk)
        self.yanan.confidentiality = "secret"
        with self.assertRaises(AccessError):
            export.create({"client_ids": self.yanan.ids}).action_export()

    def test_nothing_chosen(self):
        """ARC-13: one sentence."""
        export = self.env["ruiji.archive.export"].with_user(self.clerk).create({})
        with self.assertRaisesRegex(UserError, "at least one"):
            export.action_export()

    def test_reader_and_time(self):
        """ACC-10: the workbook says whose copy it is, on a sheet and on every page."""
        self.yanan.confidentiality = "confidential"
        export = self._export(self.yanan)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(export.file)))
        note = [row[0] for row in book.worksheets[-1].iter_rows(values_only=True)]
        self.assertIn(self.clerk.name, note[0])
        self.assertIn("confidential", note[-1])
        self.assertIn(self.clerk.name, book["客户基本信息"].oddFooter.right.text)

    def test_fields_a_role_does_not_see_stay_out(self):
        """ARC-13: finance, given the right to export, still gets no hobbies."""
        self.finance.group_ids += self.env.ref(
            "ruiji_client_archive.group_archive_export"
        )
        [person] = self._sheet(self._export(self.yanan, self.finance), "客户相关人员")
        self.assertFalse(person["爱好"])
        [person] = self._sheet(self._export(self.yanan), "客户相关人员")
        self.assertEqual(person["爱好"], "钓鱼")
