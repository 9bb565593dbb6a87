from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.ruiji_client_archive.tests.paper_common import PaperMixin

from .goods_common import GoodsCase

RECEIPT = "ruiji_repair_pricing.goods_receipt_report"
NOTE = "ruiji_repair_pricing.delivery_note_report"


@tagged("post_install", "-at_install")
class TestGoodsPapers(PaperMixin, GoodsCase):
    """Receipts for what came in, delivery notes for what goes back (REP-02)."""

    def test_receipt(self):
        """REP-02: what came, by which waybill, and what was missing."""
        slip = self._submitted(sender_waybill="JDL-1", note="两件")
        slip._receive(slip.repair_ids[0], {"waybill": "JDL-1"})
        entry = slip.repair_ids.goods_in_id
        (page,) = self._print_paper(RECEIPT, entry, self.clerk)
        for text in (
            entry.name,
            "JDL-1",
            self._plain(self.yanan.name),
            self._plain(self.jindalai.name),
            *slip.repair_ids.mapped("serial_number"),
        ):
            self.assertIn(text, page)

    def test_delivery_note(self):
        """REP-02, REP-08: with the address, and both serials of an exchange."""
        slip = self._received()
        changed, same = slip.repair_ids
        changed.with_user(self.technician).action_bench_start()
        self._finish(changed, "exchanged", exchange_serial_number="BY-0031")
        self._finish(same, "no_fault_found")
        entry = slip.repair_ids._ship({"waybill": "FH-1"})
        (page,) = self._print_paper(NOTE, entry, self.clerk)
        for text in (
            entry.name,
            "FH-1",
            "枣园路8号",
            changed.serial_number,
            "BY-0031",
            same.serial_number,
        ):
            self.assertIn(text, page)

    def test_big_parcel(self):
        """REP-02: a parcel of sixty boards loses none over its pages."""
        entry = self._received([self.tnet] * 60).repair_ids.goods_in_id
        pages = self._print_paper(RECEIPT, entry, self.clerk)
        self.assertGreater(len(pages), 1)
        text = "".join(pages)
        for serial in entry.repair_in_ids.mapped("serial_number"):
            self.assertIn(serial, text)

    def test_printing_is_on_record(self):
        """ACC-03: who printed whose paper; nobody prints what he may not read."""
        entry = self._received().repair_ids.goods_in_id
        self._print_paper(RECEIPT, entry, self.clerk)
        record = self.env["ruiji.access.record"].search(
            [("client_id", "=", self.yanan.id), ("action", "=", "print")], limit=1
        )
        self.assertEqual(record.user_id, self.clerk)
        with self.assertRaises(AccessError):
            self._print_paper(RECEIPT, entry, self.technician)

    def test_print_button(self):
        """REP-02: what came in has a receipt, what went back a delivery note."""
        boards = self._done_with().repair_ids
        boards._ship()
        for entry, report in (
            (boards.goods_in_id, "goods_receipt"),
            (boards.goods_out_id, "delivery_note"),
        ):
            action = entry.with_user(self.clerk).action_print()
            self.assertIn(report, action["report_name"])
