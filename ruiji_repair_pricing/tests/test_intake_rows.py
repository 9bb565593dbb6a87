import io
from datetime import date

import openpyxl

from odoo.tests import BaseCase, tagged

from odoo.addons.ruiji_client_archive.utils.workbook_reader import WorkbookError
from odoo.addons.ruiji_client_archive.utils.workbook_template import template_workbook

from ..utils.intake_rows import LAYOUT, MAX_ROWS, read_file, read_paste

DAY = date(2026, 11, 22)


def workbook(*rows):
    """An .xlsx with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


@tagged("post_install", "-at_install")
class TestIntakeRows(BaseCase):
    def test_titles_name_the_columns(self):
        """REP-07: any order, the words that people use, columns nobody knows."""
        (row,) = read_paste(
            "序号\tSN\t故障描述\t单板名称\r\n1\tA1\t无电\tTNET\r\n", DAY
        )
        self.assertEqual(
            (row.board, row.serial, row.fault, row.problem), ("TNET", "A1", "无电", "")
        )

    def test_columns_without_titles(self):
        """REP-07: told by how many there are."""
        for text, expected in (
            ("A1", ("", "", "A1", "")),
            ("TNET\tA1", ("", "TNET", "A1", "")),
            ("TNET\tA1\t无电", ("", "TNET", "A1", "无电")),
            ("ZXJ10\tTNET\tA1\t无电", ("ZXJ10", "TNET", "A1", "无电")),
        ):
            with self.subTest(text=text):
                (row,) = read_paste(text, DAY)
                self.assertEqual(row[2:6], expected)

    def test_no_serial_number_in_words(self):
        """REP-07: "无" is no serial number."""
        rows = read_paste("板件\t序列号\nTNET\t无\nTNET\tn/a\nTNET\t-", DAY)
        self.assertEqual([row.serial for row in rows], ["", "", ""])

    def test_a_lone_quotation_mark_swallows_nothing(self):
        """REP-07: every row comes back."""
        rows = read_paste('TNET\tA1\t"无电\nTNET\tA2\t好', DAY)
        self.assertEqual([row.serial for row in rows], ["A1", "A2"])

    def test_shortened_serial_numbers_are_refused(self):
        """REP-07: what Excel made of a long number is no serial number."""
        (row,) = read_paste("TNET\t2.10123E+15", DAY)
        self.assertEqual(row.problem, "shortened_serial")
        content = workbook(["板件", "序列号"], ["TNET", 2101234567890123456])
        self.assertEqual(read_file(content, DAY)[0].problem, "shortened_serial")
        content = workbook(["板件", "序列号"], ["TNET", 210123456789])
        self.assertEqual(read_file(content, DAY)[0].serial, "210123456789")

    def test_too_long_entries_say_so(self):
        (row,) = read_paste("TNET\t" + "9" * 65, DAY)
        self.assertEqual(row.problem, "too_long")

    def test_workbook_without_titles(self):
        """REP-07: an .xlsx as it comes, whatever the sheet is called."""
        rows = read_file(workbook(["TNET", "A1", "无电"], ["ASLC", "A2", None]), DAY)
        self.assertEqual([row.serial for row in rows], ["A1", "A2"])
        self.assertEqual([row.board for row in rows], ["TNET", "ASLC"])

    def test_template_is_read_again(self):
        """REP-07: what was filled into the template comes in."""
        book = openpyxl.load_workbook(
            io.BytesIO(template_workbook([LAYOUT], {}, [("a", "b")]))
        )
        book.worksheets[0].append(["延安", "ZXJ10", "TNET", "0012", "无电"])
        output = io.BytesIO()
        book.save(output)
        (row,) = read_file(output.getvalue(), DAY)
        self.assertEqual(row[1:6], ("延安", "ZXJ10", "TNET", "0012", "无电"))

    def test_what_is_no_workbook(self):
        """REP-07: one reason for the file as a whole."""
        with self.assertRaises(WorkbookError):
            read_file(b"PK\x03\x04 broken", DAY)
        with self.assertRaises(WorkbookError) as caught:
            read_paste("\n".join(["A\tB"] * (MAX_ROWS + 1)), DAY)
        self.assertEqual(caught.exception.code, "too_many_rows")
