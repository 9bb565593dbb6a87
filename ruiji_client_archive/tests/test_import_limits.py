import io
import random
import re
import tracemalloc
import zipfile

import xlsxwriter

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..utils.naming import LONGEST_NAME
from ..utils.workbook_reader import open_workbook
from .common_import import CLIENT, ImportCase

MEGABYTE = 1024 * 1024


def name_of(length):
    """A name that no compression makes shorter."""
    letters = random.Random(19)
    return "".join(chr(letters.randint(0x4E00, 0x9FA5)) for _ in range(length))


def with_last_rows_exchanged(content):
    """The workbook with the second row of its sheet behind the third."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(output, "w") as damaged,
    ):
        for name in whole.namelist():
            part = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = re.sub(
                    rb"(<row r=.2.*</row>)(<row r=.3.*</row>)", rb"\2\1", part
                )
            damaged.writestr(name, part)
    return output.getvalue()


@tagged("post_install", "-at_install")
class TestImportLimits(ImportCase):
    """IMP-01, IMP-05: more than anybody needs is refused, or costs nothing."""

    def test_names_that_no_index_takes(self):
        """ARC-01: one sentence for names that are too long, imported or typed."""
        longest, longer = name_of(LONGEST_NAME), name_of(LONGEST_NAME + 1)
        record = self.import_rows(
            clients=[{**CLIENT, "name": longest}, {**CLIENT, "name": longer}],
            persons=[
                {"client": longest, "name": longest},
                {"client": longest, "name": longer * 9},
            ],
        )
        self.assertEqual(record.state, "done")
        self.assertTrue(self.client(longest).child_ids)
        self.assertEqual(
            [(row, code) for _, row, _, _, code in self.findings(record, "error")],
            [(3, "text_too_long"), (3, "text_too_long")],
        )
        with (
            self.assertRaisesRegex(ValidationError, str(LONGEST_NAME)),
            Form(self.client(longest)) as form,
        ):
            form.name = longer

    def test_empty_rows_that_are_written(self):
        """IMP-05: rows that Excel wrote without a value are forgotten at once."""
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
            page, bold = book.add_worksheet(CLIENT["name"]), book.add_format()
            for at in range(50_000):
                page.set_row(at, 20)
                page.write_blank(at, 0, None, bold)
        workbook = open_workbook(content.getvalue())
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        self.assertFalse(list(workbook.rows(CLIENT["name"])))
        _now, peak = tracemalloc.get_traced_memory()
        self.assertLess(peak, 4 * MEGABYTE)

    def test_rows_in_no_order(self):
        """IMP-01: a sheet whose rows stand in disorder is damaged, not half read."""
        content = io.BytesIO()
        with xlsxwriter.Workbook(content) as book:
            page = book.add_worksheet("客户基本信息")
            for at, text in enumerate(("客户名称", "一公司", "二公司")):
                page.write(at, 0, text)
        damaged = self.upload(with_last_rows_exchanged(content.getvalue()))
        damaged.action_check()
        self.assertEqual(self.codes(damaged), ["damaged_file"])

    def test_former_names_are_kept_by_the_archive(self):
        """ARC-03: whoever keeps the divisions sees and edits their former names."""
        city = self.env["res.city"].search([], limit=1)
        with Form(city, "base_address_extended.view_city_tree") as form:
            form.former_names = "旧州"
        self.assertEqual(city.former_names, "旧州")
