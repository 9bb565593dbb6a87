import base64
import io
import re
import zipfile

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..utils.workbook_reader import OLE_SIGNATURE, open_workbook
from .common_import import CLIENT, SAMPLE, ImportCase, read_back, xls, xlsx


@tagged("post_install", "-at_install")
class TestImportFiles(ImportCase):
    """IMP-04: a file that is no good gets one clear sentence, nothing is written."""

    def assert_one_sentence(self, content, code, name="client_archive.xls"):
        record = self.upload(content, name)
        with self.assert_nothing_written():
            record.action_check()
            record.with_context(import_now=True).action_import()
        self.assertEqual(record.state, "failed")
        [issue] = record.issue_ids
        self.assertEqual((issue.severity, issue.code), ("error", code))
        self.assertTrue(record.failure)
        self.assertNotIn("%(", record.failure)
        return record.failure

    def test_not_a_workbook(self):
        for content, code in (
            (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n\x00", "not_a_workbook"),
            (b"\x00\x01\x02" * 100, "not_a_workbook"),
            (b"<html><body><table><tr><td>1</td></tr></table>", "html_file"),
            (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "html_file"),
            ("客户编号,客户名称\nKH1,甲\n".encode("gbk"), "text_file"),
            ("客户编号,客户名称\nKH1,甲\n".encode(), "text_file"),
            (b'<?xml version="1.0"?><Workbook></Workbook>', "unsupported_workbook"),
            (OLE_SIGNATURE + b"\0" * 100, "damaged_file"),
            (b"PK\x03\x04 cut off", "damaged_file"),
        ):
            with self.subTest(content=content[:16]):
                self.assert_one_sentence(content, code)

    def test_empty_file(self):
        # An empty binary field is refused by the form; the reader says so too.
        self.assert_one_sentence(xlsx({"Sheet1": []}), "empty_workbook")
        self.assert_one_sentence(xlsx(self.sheets()), "empty_workbook")

    def test_encrypted(self):
        encrypted = OLE_SIGNATURE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
        self.assert_one_sentence(encrypted, "encrypted_file")

    @mute_logger("odoo.addons.base.models.ir_attachment")
    def test_truncated(self):
        whole = SAMPLE.read_bytes()
        for length in (600, len(whole) // 2, len(whole) - 1):
            with self.subTest(length=length):
                self.assert_one_sentence(whole[:length], "damaged_file")
        self.assert_one_sentence(xlsx(self.sheets())[:-200], "damaged_file")

    def test_other_archives(self):
        for member, code in (
            ("word/document.xml", "not_a_workbook"),
            ("content.xml", "unsupported_workbook"),
            ("xl/workbook.bin", "unsupported_workbook"),
            ("xl/workbook.xml", "damaged_file"),
        ):
            output = io.BytesIO()
            with zipfile.ZipFile(output, "w") as archive:
                archive.writestr(member, "x")
            with self.subTest(member=member):
                self.assert_one_sentence(output.getvalue(), code)

    def test_too_large(self):
        self.env["ir.config_parameter"].set_param(
            "ruiji_client_archive.import_max_megabytes", "1"
        )
        failure = self.assert_one_sentence(SAMPLE.read_bytes(), "file_too_large")
        self.assertIn("1 MB", failure)

    def test_missing_sheet(self):
        """IMP-06: what is there goes in; a whole workbook says what it lacks."""
        sheets = self.sheets(clients=[CLIENT])
        del sheets["下属单位"]
        record = self.import_file(xls(sheets))
        self.assertEqual((record.state, record.created_count), ("done", 1))
        self.assertEqual(
            self.findings(record), [("下属单位", 0, "", "", "missing_sheet")]
        )
        self.assert_one_sentence(xlsx({"Sheet1": [["a"]]}), "no_known_sheet")

    def test_one_sheet_alone(self):
        """IMP-06: a workbook with one of the sheets says nothing of the others."""
        sheets = self.sheets(
            clients=[CLIENT | {"province": "南海省"}, CLIENT | {"name": "乙"}]
        )
        record = self.import_file(xlsx({"客户基本信息": sheets["客户基本信息"]}))
        self.assertEqual((record.state, record.created_count), ("done", 1))
        self.assertEqual(self.codes(record), ["unknown_province"])
        self.assertEqual(record.sheet_ids.mapped("key"), ["clients"])
        self.assertEqual(list(read_back(record.rejected_file)), ["客户基本信息"])

    def test_missing_column(self):
        sheets = self.sheets(clients=[CLIENT])
        sheets["客户基本信息"] = [row[:3] for row in sheets["客户基本信息"]]
        failure = self.assert_one_sentence(xls(sheets), "missing_column")
        self.assertIn("客户名称", failure)

    def test_renamed_xlsx_is_simply_read(self):
        content = xlsx(self.sheets(clients=[CLIENT]))
        record = self.import_file(content, name="client_archive.xls")
        self.assertEqual(record.state, "done")
        self.assertTrue(self.client(CLIENT["name"]))

    def test_better_file_replaces_the_bad_one(self):
        record = self.upload(b"no workbook at all\n")
        record.action_check()
        self.assertEqual(record.state, "failed")
        record.file = base64.b64encode(xlsx(self.sheets(clients=[CLIENT])))
        self.assertEqual((record.state, len(record.issue_ids)), ("draft", 0))
        record.with_context(import_now=True).action_import()
        self.assertEqual(record.state, "done")

    def test_claimed_size_costs_nothing(self):
        """IMP-08: a sheet that claims a million rows of 16,384 columns is read."""
        content = xlsx(self.sheets(clients=[CLIENT]))
        output = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as whole,
            zipfile.ZipFile(output, "w") as claimed,
        ):
            for name in whole.namelist():
                data = whole.read(name)
                if "worksheets/" in name:
                    data = data.replace(
                        b"</sheetData>", b'<row r="1048576"/></sheetData>'
                    )
                    data = re.sub(
                        rb'(<dimension ref=)"[^"]*"', rb'\1"A1:XFD1048576"', data
                    )
                claimed.writestr(name, data)
        workbook = open_workbook(output.getvalue())
        rows = list(workbook.rows("客户基本信息"))
        self.assertEqual([number for number, _values in rows], [1, 2])
