import lxml.html

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .slip_common import SlipCase

ADDON = "ruiji_repair_pricing"
OWN_PAPER = """
<t t-foreach="docs" t-as="slip">
    <div class="article ruiji_paper" t-att-data-oe-id="slip.id">
        <p>浙江移动送修登记表 <t t-out="slip.name"/></p>
        <p t-foreach="slip.repair_ids" t-as="board" t-out="board.serial_number"/>
    </div>
</t>
"""


class PaperCase(PaperMixin, SlipCase):
    """A client with the standard format and one of Jiangsu Unicom's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jiangsu = cls.env.ref("ruiji_client_archive.document_format_jiangsu_unicom")
        cls.xian.document_format_id = cls.jiangsu
        cls.standard_slip = cls._new_slip(sender_waybill="SF1001")
        cls.jiangsu_slip = cls._new_slip(cls.xian, client_order_number="JSLT-0042")
        cls.slips = cls.standard_slip | cls.jiangsu_slip

    def _pages(self, report, records, user=None):
        return self._print_paper(f"{ADDON}.{report}", records, user or self.clerk)

    def _html(self, report, records, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.clerk)
        return reports._render_qweb_html(f"{ADDON}.{report}", records.ids)[0].decode()

    def _own_format(self, **values):
        """A third format as data alone: a template, a report, a format."""
        self.env["ir.ui.view"].create(
            {
                "name": "浙江移动送修登记表",
                "type": "qweb",
                "key": f"{ADDON}.own_paper",
                "arch": f'<t t-name="{ADDON}.own_paper">{OWN_PAPER}</t>',
            }
        )
        report = self.env["ir.actions.report"].create(
            {
                "name": "送修登记表",
                "model": "ruiji.repair.slip",
                "report_type": "qweb-pdf",
                "report_name": f"{ADDON}.own_paper",
            }
        )
        return self.env["ruiji.document.format"].create(
            {"name": "浙江移动格式", "code": "zjyd", "report_id": report.id, **values}
        )


@tagged("post_install", "-at_install")
class TestClientPapers(PaperCase):
    def test_standard_slip(self):
        """REP-04: who sent what, and what it costs by which contract."""
        (page,) = self._pages("repair_slip_report", self.standard_slip)
        for text in (
            self.standard_slip.name,
            self.yanan.name,
            "SF1001",
            "TNET",
            self.standard_slip.repair_ids[0].serial_number,
            "800.00",
            "RJ-0001",
        ):
            self.assertIn(text, page)

    def test_jiangsu_unicom_slip(self):
        """REP-04, ARC-06: order number, prefecture and acceptance, board by board."""
        html = self._html("repair_slip_report", self.jiangsu_slip)
        self.assertIn("JSLT-0042", html)
        self.assertEqual(html.count(f">{self.xian.city_id.name}<"), 2)
        for serial in self.jiangsu_slip.repair_ids.mapped("serial_number"):
            self.assertIn(serial, html)

    def test_each_slip_in_its_own_format(self):
        """REP-04: slips of clients with different formats in one PDF, in order."""
        again = self._new_slip(boards=[self.spc])
        pages = self._pages("repair_slip_report", self.slips | again)
        self.assertEqual(len(pages), 3)
        self.assertIn(self.standard_slip.name, pages[0])
        self.assertIn("JSLT-0042", pages[1])
        self.assertIn(again.name, pages[2])
        self.assertNotIn("JSLT-0042", pages[0] + pages[2])

    def test_third_format_is_data(self):
        """REP-04, ARC-06: a template, a report and a format record, no code."""
        self.yanan.document_format_id = self._own_format()
        pages = self._pages("repair_slip_report", self.slips)
        self.assertIn("浙江移动送修登记表" + self.standard_slip.name, pages[0])
        self.assertIn(self.standard_slip.repair_ids[1].serial_number, pages[0])
        self.assertIn("JSLT-0042", pages[1])

    def test_paper_without_a_template_prints_as_the_standard(self):
        """REP-04: a format need not have all papers of its own."""
        self.yanan.document_format_id = self._own_format()
        html = self._html("price_sheet_report", self.standard_slip)
        self.assertIn("RJ-0001", html)

    def test_report_about_something_else_is_refused(self):
        """REP-04: a report made for contracts can't print slips."""
        with self.assertRaises(ValidationError):
            self.jiangsu.report_id = self.env.ref(f"{ADDON}.price_list_action")

    def test_only_administrators_change_formats(self):
        """REP-04, ACC-06: what prints is not for the clerk to change."""
        with self.assertRaises(AccessError):
            self.jiangsu.with_user(self.clerk).report_id = False

    def test_price_sheets(self):
        """REP-04: what the boards cost, in the client's format."""
        pages = self._pages("price_sheet_report", self.slips)
        self.assertEqual(len(pages), 2)
        for page in pages:
            self.assertIn("1,150.00", page)
            self.assertIn("RJ-0001", page)
        self.assertIn("JSLT-0042", pages[1])

    def test_what_is_charged_is_what_prints(self):
        """REP-04, REP-06: after the work the paper says what it comes to."""
        self.standard_slip.action_submit()
        self.standard_slip.action_receive()
        tnet, aslc = self.standard_slip.repair_ids
        tnet.sudo().write({"outcome": "irreparable"})
        aslc.sudo().write({"outcome": "exchanged", "exchange_serial_number": "NEW77"})
        for report in ("repair_slip_report", "price_sheet_report"):
            (page,) = self._pages(report, self.standard_slip)
            self.assertIn("NEW77", page)
            self.assertIn("350.00", page)
            self.assertNotIn("800.00", page)
            self.assertNotIn("1,150.00", page)

    def test_price_list_of_a_contract(self):
        """REP-04, PRI-09: the list of a contract follows its client's format."""
        self.province.document_format_id = self.jiangsu
        own = self._html("price_list_action", self.contract)
        self.province.document_format_id = self.env[
            "ruiji.document.format"
        ]._default_format()
        standard = self._html("price_list_action", self.contract)
        for html in (own, standard):
            self.assertIn("TNET", html)
        rows = 'class="ruiji_rows"'
        self.assertIn(rows, own)
        self.assertNotIn(rows, standard)

    def test_long_slip(self):
        """REP-04: every sheet has a head and its number; no board is lost."""
        slip = self._new_slip(boards=[self.tnet] * 60)
        slip.repair_ids[::7].fault_description = "环回正常，单板运行灯常亮" * 4
        pages = self._pages("repair_slip_report", slip)
        for number, page in enumerate(pages, 1):
            self.assertIn(f"{slip.name}·{number}/{len(pages)}", page)
        text = "".join(pages)
        serials = slip.repair_ids.mapped("serial_number")
        self.assertFalse([serial for serial in serials if serial not in text])

    def test_printing_is_on_record(self):
        """ACC-03, REP-04: whose papers were printed, by whom."""
        records = self.env["ruiji.access.record"]
        before = records.search([], limit=1, order="id desc").id or 0
        self._html("repair_slip_report", self.slips)
        made = records.search([("id", ">", before)])
        self.assertEqual(made.client_id, self.yanan | self.xian)
        self.assertEqual(made.user_id, self.clerk)
        self.assertEqual(set(made.mapped("action")), {"print"})

    def test_queries_do_not_grow_with_boards(self):
        """PERF-01: a slip of 80 boards asks the database as often as one of 8."""
        few = self._new_slip(boards=[self.tnet, self.aslc] * 4)
        many = self._new_slip(boards=[self.tnet, self.aslc] * 40)
        for report in ("repair_slip_report", "packing_list_report"):
            self._count_queries(report, few)
            self.assertEqual(
                self._count_queries(report, few), self._count_queries(report, many)
            )

    def _count_queries(self, report, slip):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._html(report, slip)
        return self.env.cr.sql_log_count - before

    def test_order_number_finds_the_slip(self):
        """REP-04: clients ask by their own number."""
        slips = self.env["ruiji.repair.slip"].with_user(self.clerk)
        found = slips.name_search("JSLT-0042")
        self.assertEqual([slip_id for slip_id, _name in found], self.jiangsu_slip.ids)


@tagged("post_install", "-at_install")
class TestPackingPapers(PaperCase):
    def test_packing_list(self):
        """REP-07: each board with its number, to read and to scan."""
        html = self._html("packing_list_report", self.standard_slip)
        for board in self.standard_slip.repair_ids:
            self.assertIn(board.name, html)
        # One code for the slip, one for each board.
        self.assertEqual(html.count("data:image/png"), 3)

    def test_code_says_the_board_number(self):
        """REP-07: the code on the label is the number that finds the board."""
        board = self.standard_slip.repair_ids[0]
        labels = lxml.html.fromstring(
            self._html("slip_labels_report", self.standard_slip)
        )
        codes = labels.xpath("//img[starts-with(@src, 'data:image/png')]/@alt")
        self.assertEqual(len(codes), 2)
        self.assertTrue(codes[0].endswith(f" {board.name}"), codes[0])
        found = self.env["repair.order"].with_user(self.clerk).name_search(board.name)
        self.assertEqual(found[0][0], board.id)

    def test_labels_fill_sheets(self):
        """REP-07: 24 labels to a sheet, in the order of the slip."""
        slip = self._new_slip(boards=[self.tnet] * 50)
        pages = self._pages("slip_labels_report", slip)
        self.assertEqual(len(pages), 3)
        self.assertIn(slip.repair_ids[24].name, pages[1])

    def test_technician_prints_labels_without_prices(self):
        """REP-07, ACC-06: the bench has labels, and no paper that tells a price."""
        self.standard_slip.action_submit()
        boards = self.standard_slip.repair_ids
        html = self._html("board_labels_report", boards, self.technician)
        self.assertIn(boards[0].name, html)
        self.assertNotIn("800", html)
        for report in ("repair_slip_report", "price_sheet_report"):
            with self.assertRaises(AccessError):
                self._html(report, self.standard_slip, self.technician)
