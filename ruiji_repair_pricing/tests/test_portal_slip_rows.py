import io
import time

import openpyxl

from odoo.tests import tagged

from ..utils.intake_rows import MAX_ROWS as MAX_READ
from ..utils.slip_form import MAX_ROWS
from .portal_common import PortalSlipCase

ROWS = "/my/repair-slips/new/rows"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@tagged("post_install", "-at_install")
class TestPortalRows(PortalSlipCase):
    """Boards by paste and by file, each with its verdict before sending (REP-07)."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.wang_user)

    def _take(self, pasted="", content=None, **values):
        """Put rows into a fresh form."""
        files = content and {"workbook": ("板件.xlsx", io.BytesIO(content), XLSX)}
        form = self._filled_form(boards=(), pasted=pasted, **values)
        return self.url_open(ROWS, data=form, files=files, allow_redirects=False)

    def _taken(self, *args, **kwargs):
        """The page with the rows that were put into the form."""
        answer = self._take(*args, **kwargs)
        self.assertEqual(answer.status_code, 303, answer.text[:500])
        return self._page(answer.headers["Location"].partition("#")[0])

    def _refused(self, *args, **kwargs):
        """The sentence that says why nothing was taken over."""
        answer = self._take(*args, **kwargs)
        self.assertEqual(answer.status_code, 200)
        self.assertFalse(self.slips.search([]))
        page = self._parsed(answer)
        # What the script shows when the server fails is in every form, out of sight.
        sentences = page.xpath(
            "//*[@role='alert' and hasclass('alert-danger')"
            " and not(hasclass('o_ruiji_when_failed'))]/div"
        )
        self.assertEqual(len(sentences), 1)
        return sentences[0].text_content().strip()

    def _rows(self, page):
        """[(board, serial number, what is said)]"""
        return [
            (
                row.xpath(".//input[starts-with(@name, 'board')]/@value")[0],
                row.xpath(".//input[starts-with(@name, 'serial')]/@value")[0],
                " ".join(row.xpath(".//*[hasclass('o_ruiji_verdict')]//text()")),
            )
            for row in page.xpath("//tr[hasclass('o_ruiji_slip_row')]")
            if row.xpath(".//input[starts-with(@name, 'board')]/@value")[0]
        ]

    def _workbook(self, rows):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        output = io.BytesIO()
        book.save(output)
        return output.getvalue()

    def _send_page(self, page, **values):
        """Send the form of a page as it stands."""
        form = {
            field.name: field.value or ""
            for field in page.xpath("//form[@enctype]//*[@name and not(@type='file')]")
            if field.tag in ("input", "select", "textarea") and field.name != "as_is"
        }
        return self._submit({**form, **values})

    def test_pasted_cells_come_back_with_their_verdicts(self):
        """REP-07, WEB-05: each kind of board says what becomes of it, unsent."""
        self._new_slip(boards=[self.tnet], client_token="x").action_submit()
        taken = self.slips.search([]).repair_ids.serial_number
        page = self._taken(
            f"ZXJ10 TNET\tS1\t不能启动\r\nZXJ10 SPC\tS2\r\n老式背板\tS3\r\n"
            f"ZXJ10 ASLC\t{taken}\r\nZXJ10 TNET\ts1"
        )
        priced, to_quote, unknown, is_open, twice = self._rows(page)
        self.assertEqual(priced[:2], ("ZXJ10 TNET", "S1"))
        self.assertIn("800.00", priced[2])
        self.assertIn("RJ-0001", priced[2])
        levels = page.xpath("//*[hasclass('o_ruiji_verdict')]//*[hasclass('badge')]")
        self.assertEqual(
            [
                level
                for badge in levels
                for level in ("info", "warning", "danger")
                if f"text-bg-{level}" in badge.get("class")
            ],
            ["info", "warning", "danger", "danger"],
        )
        self.assertEqual(unknown[0], "老式背板")
        self.assertEqual(is_open[1], taken)
        self.assertEqual(twice[1], "s1")
        self.assertEqual(len(self.slips.search([])), 1, "nothing is sent yet")

    def test_unclear_boards_are_asked_about_and_wait(self):
        """REP-07: what is unclear is corrected in place, or waits with its reason."""
        page = self._taken("ZXJ10 TNET\tS1\nZXJ10 ASLC\tS1\n\tS3")
        answer = self._send_page(page)
        self.assertEqual(answer.status_code, 200, "sent only once it is wanted")
        self.assertFalse(self.slips.search([]))
        answer = self._send_page(page, as_is="1")
        slip = self.slips.search([])
        self.assertEqual(slip.repair_ids.product_id, self.tnet)
        self.assertEqual(slip.intake_line_ids.product_id, self.aslc)
        self.assertEqual(slip.intake_count, 2)
        text = self._text(f"/my/repair-slips/{slip.id}")
        self.assertIn("S3", text, "the client sees what waits")

    def test_serial_of_another_client_tells_nothing_of_him(self):
        """WEB-06: a board open elsewhere is refused without a word about whose."""
        foreign = self._new_slip(self.xian, boards=[self.tnet])
        foreign.action_submit()
        serial = foreign.repair_ids.serial_number
        ((_board, _serial, said),) = self._rows(self._taken(f"ZXJ10 TNET\t{serial}"))
        self.assertTrue(said.strip())
        for secret in (foreign.name, self.xian.name, self.xian.short_name or "西安"):
            self.assertNotIn(secret, said)

    def test_past_of_another_client_s_board_is_not_told(self):
        """WEB-06: whoever types a serial number learns nothing of its past."""
        foreign = self._new_slip(self.lanzhou, boards=[self.spc])
        foreign.action_submit()
        foreign.repair_ids.state = "cancel"
        self.assertEqual(foreign.repair_ids.board_state, "cancelled")
        serial = foreign.repair_ids.serial_number
        fresh, known = self._rows(
            self._taken(f"ZXJ10 TNET\tNEW-1\nZXJ10 TNET\t{serial}")
        )
        self.assertEqual(known[2], fresh[2])

    def test_own_open_board_is_named(self):
        """REP-05: of a board on one's own slip the slip is named."""
        own = self._new_slip(boards=[self.tnet])
        own.action_submit()
        page = self._taken(f"ZXJ10 TNET\t{own.repair_ids.serial_number}")
        self.assertIn(own.name, self._rows(page)[0][2])

    def test_template_comes_back_filled_in(self):
        """WEB-05: the template downloads, and is read again as it was filled in."""
        answer = self.url_open("/my/repair-slips/template")
        self.assertEqual(answer.headers["Content-Type"], XLSX)
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        titles = [cell.value for cell in book.worksheets[0][1]]
        self.assertNotIn("送修单位", titles, "the unit is chosen on the page")
        book.worksheets[0].append(["ZXJ10", "TNET", "0012", "=1+1"])
        output = io.BytesIO()
        book.save(output)
        page = self._taken(content=output.getvalue())
        self.assertEqual(self._rows(page)[0][:2], ("ZXJ10 TNET", "0012"))

    def test_formulas_are_text(self):
        """WEB-06: what looks like a formula or markup is kept and shown as text."""
        page = self._taken('=HYPERLINK("http://x")\tS1\t<b>x</b>\n+1\tS2\t@SUM(1)')
        boards = [row[0] for row in self._rows(page)]
        self.assertEqual(boards, ['=HYPERLINK("http://x")', "+1"])
        self._send_page(page)
        boards = self.slips.search([]).repair_ids
        self.assertEqual(boards.mapped("fault_description"), ["<b>x</b>", "@SUM(1)"])

    def test_damaged_and_wrong_files_get_one_sentence(self):
        """WEB-05: a bad file is told in one sentence; what was typed stays."""
        good = self._workbook([["板件", "序列号"], ["TNET", "S1"]])
        for content in (
            b"no workbook at all",
            good[: len(good) // 2],
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
            b"PK\x03\x04" + b"\0" * (2 * 1024 * 1024),
        ):
            self.assertTrue(self._refused(content=content))
        self.assertTrue(self._refused(), "nothing chosen")
        answer = self._take(content=b"bad", department="运维部")
        self.assertIn("运维部", answer.text)

    def test_too_many_rows_are_refused_soon(self):
        """WEB-06: files beyond the limit are not read to their end."""
        row = ["TNET", "S"]
        many = self._workbook([row] * (MAX_ROWS + 1))
        endless = self._workbook([row] * (MAX_READ * 20))
        sentence = self._refused(content=many)
        self.assertIn(str(MAX_ROWS), sentence)
        started = time.monotonic()
        self.assertEqual(self._refused(content=endless), sentence)
        self.assertLess(time.monotonic() - started, 5)
        self.assertEqual(self._refused("TNET\tS\n" * 60_000), sentence)

    def test_shortened_serial_is_told_until_corrected(self):
        """REP-07: what Excel has cut is told in its line, until it is typed anew."""
        book = self._workbook([["板件", "序列号"], ["ZXJ10 TNET", 10**16]])
        page = self._taken(content=book)
        self.assertTrue(page.xpath("//*[hasclass('text-bg-danger')]"))
        self._send_page(page)
        self.assertFalse(self.slips.search([]))
        self._send_page(page, **{"serial-0": "102030"})
        self.assertEqual(self.slips.search([]).repair_ids.serial_number, "102030")

    def test_boards_of_several_units_are_refused(self):
        """WEB-05: a slip is of one unit."""
        rows = [
            ["送修单位", "板件", "序列号"],
            ["甲", "TNET", "1"],
            ["乙", "TNET", "2"],
        ]
        self.assertTrue(self._refused(content=self._workbook(rows)))

    def test_pasting_adds_to_what_is_there(self):
        """WEB-05: rows join those that were typed."""
        page = self._taken("ZXJ10 ASLC\tS9", **{"board-0": "ZXJ10 TNET"})
        self.assertEqual(
            [row[0] for row in self._rows(page)], ["ZXJ10 TNET", "ZXJ10 ASLC"]
        )

    def test_two_hundred_boards_go_through(self):
        """REP-07: 200 boards by paste, in one slip, with queries like ten."""
        pasted = "".join(f"ZXJ10 TNET\tB{number}\n" for number in range(MAX_ROWS))
        self._send_page(self._taken(pasted))
        self.assertEqual(len(self.slips.search([]).repair_ids), MAX_ROWS)

    def test_verdicts_cost_the_same_for_many_boards(self):
        """REP-07: checking 100 boards takes the queries of ten."""

        def queries(count):
            values = {"unit_id": str(self.yanan.id)}
            for number in range(count):
                values |= {
                    f"board-{number}": "ZXJ10 TNET",
                    f"serial-{number}": f"Q{number}",
                }
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            said = self._rpc("/my/repair-slips/check", values=values)
            self.assertEqual(len(said), count)
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(100), queries(10))

    def test_strange_characters_do_no_harm(self):
        """WEB-06: what no database takes is left out."""
        values = {
            "unit_id": str(self.yanan.id),
            "board-0": "ZXJ10 TNET\0",
            "serial-0": "\ud800X",
        }
        self.assertIn("800.00", self._rpc("/my/repair-slips/check", values=values)["0"])
        for values in (None, [], "x", {"board-0": None}, {"board-0": {"a": 1}}):
            self.assertEqual(self._rpc("/my/repair-slips/check", values=values), {})

    def test_visitors_find_nothing(self):
        """WEB-06: the new ways in ask for a login as well."""
        self.authenticate(None, None)
        for url in ("/my/repair-slips/template", "/my/repair-slips/draft/photos/1"):
            self.assertIn("/web/login", self.url_open(url).url)
