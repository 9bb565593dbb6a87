import io
import re
import struct
import tracemalloc
import zipfile
from datetime import date, datetime

import openpyxl
import xlwt

from odoo.tests import tagged

from ..utils.workbook_reader import open_workbook
from .common_import import CLIENT, ImportCase, xlsx

CLIENTS_SHEET = "客户基本信息"
MEGABYTE = 1024 * 1024


def biff5(sheets, codepage=936):
    """Return a bare workbook stream of Excel 5, its text in GBK."""

    def record(code, data=b""):
        return struct.pack("<HH", code, len(data)) + data

    def cell(row, column, value):
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, float):
            return record(0x0203, place + struct.pack("<d", value))
        text = value.encode("gbk")
        return record(0x0204, place + struct.pack("<H", len(text)) + text)

    def page(rows):
        cells = b"".join(
            cell(at, place, value)
            for at, row in enumerate(rows)
            for place, value in enumerate(row)
            if value is not None
        )
        return record(0x0809, struct.pack("<4H", 0x0500, 0x10, 0, 0)) + cells + end

    end = record(0x000A)
    names = [name.encode("gbk") for name in sheets]
    pages = [page(rows) for rows in sheets.values()]
    head = record(0x0809, struct.pack("<4H", 0x0500, 0x05, 0, 0))
    if codepage:
        head += record(0x0042, struct.pack("<H", codepage))
    position = len(head) + sum(11 + len(name) for name in names) + len(end)
    for name, content in zip(names, pages, strict=True):
        head += record(0x0085, struct.pack("<IHB", position, 0, len(name)) + name)
        position += len(content)
    return head + end + b"".join(pages)


def edited(sheets, edit):
    """Return an .xlsx of these sheets after `edit(book)`."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx(sheets)))
    edit(book)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def column(sheet, title):
    """Return the number of the column with that title, from 1."""
    return [cell.value for cell in sheet[1]].index(title) + 1


@tagged("post_install", "-at_install")
class TestImportWild(ImportCase):
    """IMP-08: workbooks as they are met in the wild."""

    def named(self, *numbers):
        return [CLIENT | {"name": f"西安测试{at}有限公司"} for at in numbers]

    def test_merged_cells_fill_down(self):
        """IMP-08: a name that is merged over several rows stands in each, said once."""

        def merge(book):
            sheet = book["客户相关人员"]
            at = column(sheet, "客户名称")
            sheet.merge_cells(start_row=2, end_row=4, start_column=at, end_column=at)

        persons = [{"client": CLIENT["name"], "name": name} for name in "甲乙丙"]
        content = edited(self.sheets(clients=[CLIENT], persons=persons), merge)
        record = self.import_file(content)
        self.assertEqual(
            self.findings(record),
            [("客户相关人员", 2, "客户名称", CLIENT["name"], "merged_cell")],
        )
        persons = self.client(CLIENT["name"]).child_ids
        self.assertEqual(set(persons.mapped("name")), {"甲", "乙", "丙"})

    def test_merged_cells_of_xls(self):
        """IMP-08: the same in the old format; merged titles fill nothing."""
        sheets = self.sheets(clients=[CLIENT])
        book = xlwt.Workbook()
        for name, rows in sheets.items():
            page = book.add_sheet(name)
            page.write_merge(0, 1, 0, 4, "客户档案")
            for at, row in enumerate(rows, 2):
                for place, value in enumerate(row):
                    page.write(at, place, value)
        page = book.get_sheet(book.sheet_index("客户相关人员"))
        titles = sheets["客户相关人员"][0]
        at = titles.index("客户名称")
        page.write_merge(3, 4, at, at, CLIENT["name"])
        for row, name in ((3, "甲"), (4, "乙")):
            page.write(row, titles.index("姓名"), name)
        page.row(4).hidden = True
        output = io.BytesIO()
        book.save(output)
        record = self.import_file(output.getvalue(), name="old.xls")
        self.assertEqual(
            [(row, code) for _, row, _, _, code in self.findings(record)],
            [(4, "merged_cell"), (5, "hidden_rows")],
        )
        persons = self.client(CLIENT["name"]).child_ids
        self.assertEqual(set(persons.mapped("name")), {"甲", "乙"})

    def test_hidden_rows_and_sheets(self):
        """IMP-08: what Excel hides is read, and that is said."""

        def hide(book):
            book[CLIENTS_SHEET].row_dimensions[3].hidden = True
            book[CLIENTS_SHEET].row_dimensions[4].hidden = True
            book[CLIENTS_SHEET].sheet_state = "hidden"

        content = edited(self.sheets(clients=self.named(1, 2, 3)), hide)
        record = self.import_file(content)
        self.assertEqual(record.created_count, 3)
        self.assertEqual(
            self.findings(record),
            [
                (CLIENTS_SHEET, 0, "", "", "hidden_sheet"),
                (CLIENTS_SHEET, 3, "", "", "hidden_rows"),
            ],
        )
        self.assertIn("2 rows", record.issue_ids[1].message)

    def test_formulas_without_results(self):
        """IMP-08: one finding for all of a sheet; they are taken as empty."""
        clients = [row | {"street": "=A1&B1"} for row in self.named(1, 2)]
        record = self.import_rows(clients=clients)
        self.assertEqual(record.created_count, 2)
        self.assertEqual(
            self.findings(record),
            [(CLIENTS_SHEET, 2, "地址", "", "uncalculated_formulas")],
        )
        self.assertIn("2 formulas", record.issue_ids.message)
        only = [dict.fromkeys(("province", "name"), "=A1")]
        record = self.import_rows(clients=only)
        self.assertEqual(record.state, "failed")
        self.assertEqual(self.codes(record), ["uncalculated_workbook"])

    def test_error_cells(self):
        """IMP-08: a failed formula is told, and empty; needed ones reject the row."""
        first, second = self.named(1, 2)
        record = self.import_rows(
            clients=[first | {"street": "#N/A"}, second | {"name": "#REF!"}]
        )
        self.assertEqual(
            self.findings(record),
            [
                (CLIENTS_SHEET, 3, "客户名称", "#REF!", "error_value"),
                (CLIENTS_SHEET, 2, "地址", "#N/A", "error_value"),
            ],
        )
        self.assertFalse(self.client(first["name"]).street)

    def test_codes_that_lost_their_zeros(self):
        """IMP-08, IMP-01: number cells for codes are repaired and reported."""
        [client] = self.named(1)
        record = self.import_rows(
            clients=[client | {"zip": 50051, "phone": 2981161338}]
        )
        self.assertEqual(
            set(self.codes(record)), {"repaired_postal_code", "repaired_phone"}
        )
        client = self.client(client["name"])
        self.assertEqual((client.zip, client.phone), ("050051", "02981161338"))

    def test_dates_of_1904(self):
        """IMP-08: both formats count the days from the workbook's own first day."""
        first, second = self.named(1, 2)
        sheets = self.sheets(
            clients=[
                first | {"date_registered": datetime(2008, 5, 24)},
                second | {"date_registered": 38130},
            ]
        )
        by_xlsx = edited(sheets, self.set_epoch)
        for content in (by_xlsx, self.mac_xls(first, second)):
            self.import_file(content)
            for client in (first, second):
                registered = self.client(client["name"]).date_registered
                self.assertEqual(registered, date(2008, 5, 24))
            self.env["res.partner"].search(
                [("name", "in", [first["name"], second["name"]])]
            ).date_registered = False

    def set_epoch(self, book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    def mac_xls(self, *clients):
        book = xlwt.Workbook()
        book.dates_1904 = True
        rows = self.sheets(
            clients=[client | {"date_registered": 38130} for client in clients]
        )
        page = book.add_sheet(CLIENTS_SHEET)
        for at, row in enumerate(rows[CLIENTS_SHEET]):
            for place, value in enumerate(row):
                page.write(at, place, value)
        output = io.BytesIO()
        book.save(output)
        return output.getvalue()

    def test_gbk_of_excel_5(self):
        """IMP-08: Chinese text in code page 936, said, unsaid or said wrongly."""
        for at, codepage in enumerate((936, None, 1252)):
            [client] = self.named(at)
            sheets = self.sheets(clients=[client | {"zip": 710016.0}])
            with self.subTest(codepage=codepage):
                record = self.import_file(biff5(sheets, codepage), name="old.xls")
                self.assertEqual((record.state, self.codes(record)), ("done", []))
                self.assertEqual(self.client(client["name"]).zip, "710016")

    def test_claimed_size_costs_little_memory(self):
        """IMP-08: a sheet that claims 1,048,576 × 16,384 of nothing takes few MB."""
        content = self.with_rows(
            '<row r="900000" hidden="1"/>'
            '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
        )
        tracemalloc.start()
        try:
            workbook = open_workbook(content)
            marks = workbook.marks(CLIENTS_SHEET)
            rows = list(workbook.rows(CLIENTS_SHEET, 22))
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        self.assertEqual([number for number, _values in rows], [1, 2])
        self.assertEqual(marks.hidden_rows, {900000})
        self.assertLess(peak, 10 * MEGABYTE)

    def test_rows_beyond_the_end_of_excel(self):
        """IMP-08: a row of a number that no sheet has is damage, not a long wait."""
        content = self.with_rows('<row r="99999999999"><c r="A2"><v>1</v></c></row>')
        record = self.upload(content)
        record.action_check()
        self.assertEqual(
            (record.state, self.codes(record)), ("failed", ["damaged_file"])
        )

    def with_rows(self, rows):
        content = xlsx(self.sheets(clients=[CLIENT]))
        output = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as whole,
            zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as claimed,
        ):
            for name in whole.namelist():
                data = whole.read(name)
                if "worksheets/" in name:
                    data = re.sub(
                        rb'(<dimension ref=)"[^"]*"', rb'\1"A1:XFD1048576"', data
                    )
                    ending = rows.encode() + b"</sheetData>"
                    data = data.replace(b"</sheetData>", ending)
                claimed.writestr(name, data)
        return output.getvalue()

    def test_check_finds_what_the_import_finds(self):
        """IMP-02: the dry run of a wild workbook says the same as its import."""
        first, second, third = self.named(1, 2, 3)
        content = xlsx(
            self.sheets(
                clients=[
                    first | {"zip": 50051, "street": "#N/A", "manager": "查无此人"},
                    second | {"province": "南海省", "remark": "=A1"},
                    third | {"prefecture": "巢湖市", "date_registered": "2007.13.1"},
                ],
                persons=[{"client": first["name"], "name": "李雷", "zip": "无"}] * 2,
                units=[{"superior": second["name"], "unit": first["name"]}],
            )
        )
        record = self.upload(content)
        record.action_check()
        checked = self.findings(record)
        self.assertGreater(len(checked), 5)
        record.with_context(import_now=True).action_import()
        self.assertEqual(self.findings(record), checked)
