import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged

from .test_intake_rows import workbook
from .test_intake_verdict import IntakeCase


class BulkCase(IntakeCase):
    """A clerk with a spreadsheet."""

    def _paste(self, text, slip=None, unit=None, user=None):
        intake = self.env["ruiji.repair.intake"].with_user(user or self.clerk)
        with Form(intake.with_context(default_slip_id=slip and slip.id)) as form:
            if unit:
                form.partner_id = unit
            form.text = text
        return form.record

    @classmethod
    def _draft(cls):
        return (
            cls.env["ruiji.repair.slip"]
            .with_user(cls.clerk)
            .create({"partner_id": cls.yanan.id})
        )


@tagged("post_install", "-at_install")
class TestSlipIntake(BulkCase):
    def test_every_row_has_its_verdict_before_saving(self):
        """REP-07: good, out of contract, unknown, twice, no number, no board."""
        slip = self._draft()
        paste = self._paste(
            "板件\t序列号\nTNET\tA1\nSTD\tA2\nXYZ\tA3\nTNET\tA1\nTNET\t无\n\tA4", slip
        )
        self.assertEqual(
            paste.row_ids.mapped("verdict"),
            [
                "ok",
                "standard",
                "unknown_board",
                "duplicate_here",
                "no_serial",
                "no_board",
            ],
        )
        self.assertEqual((paste.good_count, paste.held_count), (2, 4))
        self.assertFalse(slip.repair_ids, "nothing is saved yet")

    def test_good_lines_are_taken_the_others_wait(self):
        """REP-07: nothing is lost when the browser closes."""
        slip = self._draft()
        self._paste(
            "板件\t序列号\t故障\nTNET\tA1\t无电\nXYZ\tA3\t坏", slip
        ).action_take()
        self.assertRecordValues(
            slip.repair_ids,
            [
                {
                    "serial_number": "A1",
                    "product_id": self.tnet.id,
                    "fault_description": "无电",
                    "repair_price": 800,
                }
            ],
        )
        self.env.invalidate_all()
        self.assertEqual(slip.intake_count, 1)
        waiting = slip.intake_line_ids
        self.assertEqual(
            (waiting.board_text, waiting.serial_number, waiting.fault_description),
            ("XYZ", "A3", "坏"),
        )
        self.assertEqual(waiting.verdict, "unknown_board")

    def test_the_same_paste_twice_doubles_nothing(self):
        """REP-07, REP-05: neither boards nor waiting lines."""
        slip = self._draft()
        text = "板件\t序列号\nTNET\tA1\nXYZ\tA3\nTNET\t无"
        self._paste(text, slip).action_take()
        again = self._paste(text, slip)
        self.assertEqual(again.row_ids.mapped("fate"), ["known", "held", "held"])
        again.action_take()
        self.assertEqual(len(slip.repair_ids), 1)
        self.assertEqual(len(slip.intake_line_ids), 2)

    def test_the_same_paste_on_another_slip_is_refused(self):
        """REP-05: what stands on one slip waits on the other, with the reason."""
        first, second = self._draft(), self._draft()
        self._paste("TNET\tA1", first).action_take()
        self._paste("TNET\tA1", second).action_take()
        self.assertFalse(second.repair_ids)
        self.assertEqual(second.intake_line_ids.verdict, "duplicate_open")
        self.assertIn(first.name, second.intake_line_ids.note)

    def test_waiting_lines_are_corrected_and_taken(self):
        """REP-07: correct, take; what still can't be taken stays."""
        slip = self._draft()
        self._paste("TNET\tA1\nTNET\tA1\nXYZ\tA3", slip).action_take()
        twice, unknown = slip.intake_line_ids.sorted("row_number")
        with self.assertRaises(UserError):
            twice.action_take()
        twice.serial_number = "A2"
        slip.action_take_waiting()
        self.assertFalse(slip.intake_line_ids)
        self.assertEqual(slip.repair_ids.mapped("serial_number"), ["A1", "A2", "A3"])
        self.assertEqual(slip.repair_ids[2].board_text, "XYZ")
        self.assertFalse(unknown.exists())

    def test_shortened_serial_waits_until_it_is_entered(self):
        """REP-07: a problem of the file ends with its correction."""
        slip = self._draft()
        self._paste("TNET\t2.1E+15", slip).action_take()
        line = slip.intake_line_ids
        self.assertEqual(line.verdict, "unreadable")
        line.serial_number = "2100000000000001"
        self.assertEqual(line.verdict, "ok")

    def test_dropped_lines_are_remembered(self):
        """REP-07: the slip's history keeps what was dropped."""
        slip = self._draft()
        self._paste("XYZ\tA3", slip).action_take()
        slip.intake_line_ids.action_drop()
        self.assertFalse(slip.intake_line_ids.exists())
        self.assertIn("A3", slip.message_ids[0].body)

    def test_slip_with_waiting_lines_is_not_closed(self):
        """REP-07: nothing gets lost by closing, either."""
        slip = self._draft()
        self._paste("TNET\tA1\nXYZ\tA3", slip).action_take()
        slip.action_submit()
        slip.action_receive()
        slip.repair_ids.sudo().action_repair_cancel()
        slip.repair_ids.sudo()._ship()
        with self.assertRaisesRegex(UserError, slip.name):
            slip.action_close()
        slip.intake_line_ids.action_drop()
        slip.action_close()

    def test_one_slip_for_each_unit_of_the_file(self):
        """REP-07: a column names the units; unknown ones wait to be told."""
        content = workbook(
            ["送修单位", "板件", "序列号"],
            [self.yanan.name, "TNET", "A1"],
            [self.lanzhou.name, "TNET", "B1"],
            ["没有这个单位", "TNET", "C1"],
            [self.yanan.client_number, "ASLC", "A2"],
        )
        intake = self.env["ruiji.repair.intake"].with_user(self.clerk)
        intake = intake.create({"file": base64.b64encode(content)})
        self.assertEqual(intake.row_ids.partner_id, self.yanan | self.lanzhou)
        intake.action_take()
        slips = self.env["ruiji.repair.slip"].search([], order="id")
        self.assertEqual(
            [(slip.partner_id, len(slip.repair_ids)) for slip in slips],
            [(self.yanan, 2), (self.lanzhou, 1)],
        )
        line = self.env["ruiji.repair.intake.line"].search([("slip_id", "=", False)])
        self.assertEqual(
            (line.unit_text, line.verdict), ("没有这个单位", "unknown_unit")
        )
        line.with_user(self.clerk).partner_id = self.lanzhou
        line.with_user(self.clerk).action_take()
        slip = self.env["ruiji.repair.slip"].search([], order="id desc", limit=1)
        self.assertEqual(slip.repair_ids.mapped("serial_number"), ["C1"])

    def test_what_is_no_workbook_says_what_to_do(self):
        """REP-07: one sentence, and nothing is made."""
        intake = self.env["ruiji.repair.intake"].with_user(self.clerk)
        intake = intake.create({"file": base64.b64encode(b"%PDF-1.4")})
        self.assertTrue(intake.problem)
        with self.assertRaises(UserError):
            intake.action_take()

    def test_formulas_are_only_text(self):
        """REP-07: what looks like a formula is a fault text like any other."""
        slip = self._draft()
        self._paste("TNET\tA1\t=1+1", slip).action_take()
        self.assertEqual(slip.repair_ids.fault_description, "=1+1")

    def test_queries_do_not_grow_with_the_rows(self):
        """REP-07: judging and taking 100 boards takes the queries of 10; 200 are
        written in two pieces, so they may take those of two slips, no more."""

        def queries(slip, first, count):
            rows = [f"TNET\tQ{number}" for number in range(first, first + count)]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._paste("\n".join(rows), slip).action_take()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(self._draft(), 0, 2)
        few = queries(self._draft(), 1000, 10)
        self.assertLessEqual(queries(self._draft(), 2000, 100), few)
        self.assertLess(queries(self._draft(), 3000, 200), 2 * few)

    def test_roles(self):
        """REP-07, ACC-04: who keys in slips pastes; others neither see nor take."""
        slip = self._draft()
        self._paste("XYZ\tA3", slip).action_take()
        for user in (self.technician, self.technical_manager, self.wang_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                slip.intake_line_ids.with_user(user).read(["serial_number"])
        for user in (self.technician, self.finance, self.general_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["ruiji.repair.intake"].with_user(user).create({"text": "A"})
        self.yanan.confidentiality = "secret"
        lines = self.env["ruiji.repair.intake.line"].with_user(self.clerk)
        self.assertFalse(lines.search([]))


@tagged("post_install", "-at_install")
class TestIntakeTemplate(BulkCase, HttpCase):
    def test_template_is_for_those_who_take_boards_in(self):
        """REP-07: an empty workbook to fill in."""
        self.authenticate(self.clerk.login, self.clerk.login)
        answer = self.url_open("/ruiji/repair-intake-template")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.content.startswith(b"PK"))
        self.authenticate(self.wang_user.login, self.wang_user.login)
        self.assertEqual(
            self.url_open("/ruiji/repair-intake-template").status_code, 404
        )
