from odoo.tests import Form, tagged

from .slip_common import SlipCase


class IntakeCase(SlipCase):
    """Boards that are here, that were here, and boards without a contract's price."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bare = cls._new_board("BARE")
        cls.standard = cls._new_board("STD")
        cls.env["ruiji.repair.price"].create(
            {"product_id": cls.standard.id, "price": 99}
        )

    @classmethod
    def _slip_of(cls, serial, board=None, **values):
        slip = cls._new_slip(boards=[board or cls.tnet], **values)
        slip.repair_ids.serial_number = serial
        slip.repair_ids.fault_description = "上电无反应"
        return slip

    @classmethod
    def _leave(cls, slip):
        """Let the boards of a slip be mended and go back."""
        slip.action_submit()
        slip.action_receive()
        boards = slip.repair_ids.sudo()
        boards.action_repair_start()
        boards.action_repair_end()
        boards._ship()


@tagged("post_install", "-at_install")
class TestIntakeVerdict(IntakeCase):
    def _verdicts(self, *lines, user=None):
        """What a clerk sees beside lines before anything is saved."""
        slips = self.env["ruiji.repair.slip"].with_user(user or self.clerk)
        before = slips.search_count([])
        form = Form(slips)
        form.partner_id = self.yanan
        for serial, board in lines:
            with form.repair_ids.new() as line:
                line.serial_number = serial
                if board:
                    line.product_id = board
        seen = []
        for place in range(len(lines)):
            with form.repair_ids.edit(place) as line:
                seen.append((line.intake_verdict, line.intake_note or ""))
        self.assertEqual(slips.search_count([]), before, "nothing is saved yet")
        return seen

    def _verdict(self, serial, board):
        return self._verdicts((serial, board))[0][0]

    def test_a_good_line(self):
        """REP-07: nothing to say about a board with a number and a price."""
        self.assertEqual(self._verdicts(("T-1", self.tnet)), [("ok", "")])

    def test_out_of_contract_is_marked(self):
        """REP-07, PRI-03: the standard price, or none at all."""
        self.assertEqual(self._verdict("T-1", self.standard), "standard")
        self.assertEqual(self._verdict("T-2", self.bare), "to_quote")

    def test_lapsed_cover_is_marked(self):
        """REP-07, CON-09: somebody has to decide first."""
        self.contract.write({"date_end": "2020-12-31"})
        self.assertEqual(self._verdict("T-1", self.tnet), "lapsed")

    def test_twice_on_the_slip(self):
        """REP-05: marked on the later line before saving, however it is spelled."""
        seen = self._verdicts(
            ("ab 1", self.tnet), ("X", self.aslc), ("ＡＢ1", self.tnet)
        )
        self.assertEqual(
            [verdict for verdict, _ in seen], ["ok", "ok", "duplicate_here"]
        )
        self.assertIn("1", seen[2][1])

    def test_open_elsewhere(self):
        """REP-05: the clerk learns on which slip the board is."""
        other = self._slip_of("OPEN-1")
        other.action_submit()
        ((verdict, note),) = self._verdicts(("open-1", self.tnet))
        self.assertEqual(verdict, "duplicate_open")
        self.assertIn(other.name, note)

    def test_secret_slips_are_not_named(self):
        """REP-05, ACC-02: the board is in the house; whose it is stays secret."""
        other = self._slip_of("OPEN-1", client=self.lanzhou, user=self.env.user)
        other.action_submit()
        self.lanzhou.confidentiality = "secret"
        ((verdict, note),) = self._verdicts(("OPEN-1", self.tnet))
        self.assertEqual(verdict, "duplicate_open")
        self.assertNotIn(other.name, note)
        self.assertNotIn(self.lanzhou.name, note)

    def test_repeat_under_guarantee(self):
        """REP-07, PRI-05: back within the guarantee, free, with the day."""
        self._leave(self._slip_of("G-1"))
        ((verdict, note),) = self._verdicts(("G-1", self.tnet))
        self.assertEqual(verdict, "repeat")
        self.assertTrue(note)

    def test_seen_before(self):
        """REP-05: a known serial number brings up its history and its board."""
        slip = self._slip_of("S-1")
        self._leave(slip)
        slip.repair_ids.sudo().date_repaired = "2019-01-01"
        ((verdict, note),) = self._verdicts(("S-1", None))
        self.assertEqual(verdict, "seen_before")
        self.assertIn("上电无反应", note)

    def test_known_serial_brings_its_board(self):
        """REP-05: the scanner is enough for a board that was here before."""
        self._leave(self._slip_of("K-1", self.aslc))
        form = Form(self.env["ruiji.repair.slip"].with_user(self.clerk))
        form.partner_id = self.yanan
        with form.repair_ids.new() as line:
            line.serial_number = "k-1"
            self.assertEqual(line.product_id, self.aslc)

    def test_missing_things(self):
        """REP-07: no board, no number."""
        self.assertEqual(self._verdict("T-1", None), "no_board")
        self.assertEqual(self._verdict(False, self.tnet), "no_serial")

    def test_saved_lines_do_not_stand_in_their_own_way(self):
        """REP-05: a slip opened again is no duplicate of itself."""
        slip = self._slip_of("SELF-1")
        self.assertEqual(slip.repair_ids.intake_verdict, "ok")
        slip.action_submit()
        self.assertEqual(slip.repair_ids.intake_verdict, "ok")
        slip.action_receive()
        self.assertFalse(slip.repair_ids.intake_verdict, "at work now")

    def test_technicians_do_not_read_verdicts(self):
        """REP-07, ACC-04: they would tell of prices and of other clients' slips."""
        repair = self._slip_of("T-1").repair_ids
        names = repair.with_user(self.technician).fields_get(["intake_verdict"])
        self.assertFalse(names)

    def test_one_query_for_many_lines(self):
        """REP-07: judging 60 lines takes the queries of 3."""

        def queries(count):
            slip = self._new_slip(boards=[self.tnet, self.aslc, self.bare] * count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            slip.repair_ids.mapped("intake_verdict")
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(1), queries(20))


@tagged("post_install", "-at_install")
class TestCompletion(IntakeCase):
    def test_board_is_found_by_what_is_typed(self):
        """PRI-01, OPS-06: board type, model, or initials in pinyin; the same first."""
        self.power = self._new_board("电源板")
        self._new_board("TNETA")
        complete = self.env["product.product"].with_user(self.clerk).complete_board
        self.assertEqual(complete("tnet")[0]["id"], self.tnet.id)
        self.assertIn(self.aslc.id, [one["id"] for one in complete("zxj10 as")])
        self.assertEqual([one["id"] for one in complete("dyb")], [self.power.id])

    def test_usual_faults_are_offered(self):
        """REP-01: the faults of this kind of board, the usual ones first."""
        slip = self._new_slip(boards=[self.tnet] * 3)
        for repair, fault in zip(
            slip.repair_ids, ["无时钟", "无电", "无电"], strict=True
        ):
            repair.fault_description = fault
        complete = self.env["repair.order"].with_user(self.clerk).complete_fault
        self.assertEqual(complete(self.tnet.id, ""), ["无电", "无时钟"])
        self.assertEqual(complete(self.tnet.id, "时"), ["无时钟"])
        self.assertEqual(complete(False, "无电"), ["无电"])

    def test_typed_board_is_found_or_kept(self):
        """PRI-01: a text in full is the board; what the catalogue lacks stays."""
        lines = self.env["repair.order"]
        for text, board in (("ｔｎｅｔ", self.tnet), ("TN-99", lines.product_id)):
            line = lines.new({"board_text": text})
            line._onchange_board_text()
            self.assertEqual(line.product_id, board)
            self.assertEqual(bool(line.board_text), not board)
