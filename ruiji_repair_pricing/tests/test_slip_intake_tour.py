from odoo.tests import HttpCase, tagged

from .test_intake_verdict import IntakeCase


@tagged("post_install", "-at_install")
class TestIntakeTour(IntakeCase, HttpCase):
    def test_three_boards_by_keyboard(self):
        """REP-01, REP-05, REP-07: scan, complete, verdicts; hands on the keyboard."""
        self._leave(self._slip_of("KNOWN-1", self.aslc))
        self.start_tour(
            "/odoo/repair-slips/new", "ruiji_key_in_boards", login=self.clerk.login
        )
        slip = self.env["ruiji.repair.slip"].search([], order="id desc", limit=1)
        self.assertRecordValues(
            slip.repair_ids,
            [
                {"serial_number": "KNOWN-1", "product_id": self.aslc.id},
                {"serial_number": "NEW-2", "product_id": self.tnet.id},
                {"serial_number": "NEW-3", "product_id": False},
            ],
        )
        self.assertEqual(slip.repair_ids[1].fault_description, "无时钟")
        self.assertEqual(slip.repair_ids[2].board_text, "QWERTY")

    def test_tab_closed_right_after_a_scan(self):
        """REP-01: the new slip is kept, once, with what was scanned until then."""
        self._leave(self._slip_of("KNOWN-1", self.aslc))
        slips = self.env["ruiji.repair.slip"]
        before = slips.search([])
        self.start_tour(
            "/odoo/repair-slips/new", "ruiji_close_after_scan", login=self.clerk.login
        )
        slip = slips.search([]) - before
        self.assertEqual(slip.partner_id, self.yanan)
        self.assertEqual(slip.repair_ids.mapped("serial_number"), ["KNOWN-1"])
