from datetime import datetime

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from .slip_common import SlipCase


@tagged("post_install", "-at_install")
class TestBoardLife(SlipCase, HttpCase):
    """Every visit of a board by its serial number, exchanges followed (REP-08)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(datetime(2026, 1, 5, 4)):
            cls.first = cls._visit("ZX-77", exchange_serial_number="ZX-88")
        with freeze_time(datetime(2026, 6, 5, 4)):
            cls.second = cls._visit("zx 88".replace(" ", "-"))

    @classmethod
    def _visit(cls, serial, client=None, **exchange):
        slip = cls._new_slip(client=client, boards=[cls.tnet])
        slip.repair_ids.serial_number = serial
        slip.action_submit()
        slip.action_receive()
        board = slip.repair_ids.with_user(cls.technician)
        board.action_bench_start()
        outcome = "exchanged" if exchange else "repaired"
        cls._finish(board, outcome, diagnosis="时钟芯片坏", **exchange)
        board.sudo()._ship()
        return board.sudo()

    def _read(self, serial, user):
        return self.env["repair.order"].with_user(user).read_life_line(serial)

    def test_life_line_follows_exchanges(self):
        """REP-08: asked by either serial, both visits come, the latest first."""
        for serial in ("ZX-77", "ｚｘ-88"):
            visits = self._read(serial, self.manager)
            self.assertEqual(
                [visit["id"] for visit in visits], [self.second.id, self.first.id]
            )
        self.assertEqual(visits[1]["new_serial"], "ZX-88")
        self.assertEqual(visits[0]["unit"], self.yanan.name)
        self.assertEqual(visits[0]["contract"], self.contract.number)

    def test_second_visit_is_known(self):
        """REP-05: the board that was given in exchange brings up its history."""
        self.assertEqual(self.second.previous_repair_id, self.first)
        self.assertFalse(self.first.previous_repair_id)

    def test_technician_learns_the_work_alone(self):
        """REP-08, ACC-02: what colleagues found and did, not whose board it was."""
        visits = self._read("ZX-77", self.colleague)
        self.assertEqual([visit["diagnosis"] for visit in visits], ["时钟芯片坏"] * 2)
        self.assertFalse(any(visit["is_open"] for visit in visits))
        self.assertFalse({"unit", "contract", "price"} & visits[0].keys())
        own = self._read("ZX-77", self.technician)
        self.assertEqual(own[0]["unit"], self.yanan.name)
        self.assertNotIn("price", own[0])

    def test_closed_files_stay_closed(self):
        """ACC-02: who may not read a client's boards finds no visit of theirs."""
        self.yanan.confidentiality = "secret"
        self.env.flush_all()
        self.assertEqual(self._read("ZX-77", self.clerk), [])

    def test_exchanged_board_has_the_guarantee(self):
        """PRI-05, REP-08: the board that the client got is under guarantee, the one
        that stayed is not."""
        with freeze_time(datetime(2026, 1, 25, 4)):
            for serial, earlier in (("ZX-88", self.first), ("ZX-77", None)):
                slip = self._new_slip(boards=[self.tnet])
                slip.repair_ids.serial_number = serial
                slip.action_submit()
                found = slip.repair_ids.sudo().earlier_repair_id
                self.assertEqual(found, earlier or found.browse())

    def test_life_line_screen(self):
        """REP-08: a clerk scans a board and clicks on to the one given instead."""
        self.start_tour("/odoo/board-life", "ruiji_board_life", login=self.clerk.login)
