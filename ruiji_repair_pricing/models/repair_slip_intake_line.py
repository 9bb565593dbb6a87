from odoo import api, fields, models
from odoo.exceptions import UserError

from .repair_order_intake import BLOCKING
from .repair_slip_intake import FILE_VERDICTS

NOT_TO_BE_TAKEN = {*BLOCKING, "already_here", "unknown_unit", "unreadable"}


class RepairIntakeLine(models.Model):
    """A board from a file that waits, with the reason, until it is seen to (REP-07)."""

    _name = "ruiji.repair.intake.line"
    _description = "Waiting Line"
    _order = "slip_id desc, row_number, id"
    _rec_name = "serial_number"
    _rec_names_search = ["serial_number", "board_text"]

    slip_id = fields.Many2one(
        "ruiji.repair.slip",
        string="Repair slip",
        index="btree_not_null",
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Sending unit",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_client", "=", True), ("archive_state", "=", "filed")],
    )
    # Who may read a waiting line follows the client's file, as its slip does.
    confidentiality = fields.Selection(
        related="partner_id.confidentiality", store=True, index=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        store=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    row_number = fields.Integer(string="Row", readonly=True)
    unit_text = fields.Char(string="Unit as written", readonly=True)
    product_id = fields.Many2one(
        "product.product",
        string="Board",
        domain=[("repairable", "=", True)],
        index="btree_not_null",
        ondelete="restrict",
    )
    board_text = fields.Char(string="Board as written")
    serial_number = fields.Char()
    fault_description = fields.Text(string="Fault")
    problem = fields.Char(readonly=True, export_string_translation=False)
    verdict = fields.Selection(FILE_VERDICTS, compute="_compute_verdict")
    note = fields.Char(string="Reason", compute="_compute_verdict")

    @api.depends("slip_id.partner_id")
    def _compute_partner_id(self):
        for line in self:
            line.partner_id = line.slip_id.partner_id or line.partner_id

    @api.depends(
        "slip_id",
        "partner_id",
        "product_id",
        "board_text",
        "serial_number",
        "fault_description",
        "problem",
    )
    @api.depends_context("uid", "lang")
    def _compute_verdict(self):
        """Judge all lines of a slip together, as of now."""
        for (slip, unit), lines in self._by_slip().items():
            lines._judge(slip or slip.new({"partner_id": unit.id}))
        for line in self:
            if not line.partner_id:
                line.verdict = "unknown_unit"
                line.note = self.env._("No file of that name: choose the unit.")
            elif line.problem:
                line.verdict = "unreadable"
                line.note = line.slip_id._row_problems()[line.problem]

    def _judge(self, slip):
        answers = slip._judge_vals([line._prepare_board_vals() for line in self])
        for line, (_imagined, verdict, note) in zip(self, answers, strict=True):
            line.verdict, line.note = verdict, note

    def _by_slip(self):
        """{(slip or none yet, unit): lines}"""
        return self.grouped(
            lambda line: (line.slip_id._origin, line.partner_id._origin)
        )

    def _prepare_board_vals(self):
        """Values of the repair order that this line becomes."""
        self.ensure_one()
        return {
            "product_id": self.product_id._origin.id,
            "board_text": not self.product_id and self.board_text,
            "serial_number": self.serial_number,
            "fault_description": self.fault_description,
        }

    def write(self, vals):
        """What is corrected is no longer what the file could not say."""
        if vals.keys() & {"serial_number", "board_text", "fault_description"}:
            vals = {"problem": False, **vals}
        return super().write(vals)

    @api.onchange("board_text")
    def _onchange_board_text(self):
        self.product_id = self.env["product.product"]._board_by_text(self.board_text)

    @api.model
    def _keep_rows(self, judged_rows, slip):
        """Keep rows that could not be taken; those that wait already wait once.

        :param judged_rows: list of JudgedRow
        :param slip: ruiji.repair.slip, empty where the unit is not known
        :return: the lines that were made
        """
        there = self.search([("slip_id", "=", slip.id)])
        waiting = {line._row_key() for line in there}
        lines = [self._prepare_line_vals(one, slip) for one in judged_rows]
        fresh = {self.new(vals)._row_key(): vals for vals in lines}
        return self.create([fresh[key] for key in fresh if key not in waiting])

    @api.model
    def _prepare_line_vals(self, judged, slip):
        row = judged.row
        return {
            **judged.vals,
            "slip_id": slip.id,
            "company_id": (slip.company_id or self.env.company).id,
            "row_number": row.number,
            "unit_text": row.unit or False,
            "problem": row.problem or False,
        }

    def _row_key(self):
        return (
            self.unit_text or "",
            self.product_id._origin.id or self.board_text or "",
            self.serial_number or "",
            self.fault_description or "",
        )

    def action_take(self):
        """Take these lines in; those that can't be stay, and are counted.

        Lines without a slip, of units that are known by now, get one slip a unit.

        :raises UserError: when none of them can be taken
        """
        ready = self.filtered(lambda line: line.verdict not in NOT_TO_BE_TAKEN)
        if not ready:
            raise UserError(
                self.env._("Correct these lines first: the reason stands beside each.")
            )
        slips = self.env["ruiji.repair.slip"]
        for (slip, unit), lines in ready._by_slip().items():
            slips |= lines._take_on(slip or slip.create({"partner_id": unit.id}))
        return slips._show_taken(len(ready), len(self - ready))

    def _take_on(self, slip):
        boards = self.env["repair.order"].create(
            [{**line._prepare_board_vals(), "slip_id": slip.id} for line in self]
        )
        self._hand_photos_on(dict(zip(self.ids, boards.ids, strict=True)))
        self.unlink()
        return slip

    def _hand_photos_on(self, boards):
        """Give the photos of lines to the boards that they become.

        :param dict boards: {id of the line: id of its board}
        """
        # Whoever takes a line in takes its photos along.
        photos = self.env["ir.attachment"].sudo()
        photos = photos.search(
            [("res_model", "=", self._name), ("res_id", "in", list(boards))]
        )
        places = {photo.id: boards[photo.res_id] for photo in photos}
        photos._move_photos("repair.order", places)

    def action_drop(self):
        """Drop lines that are not wanted; their slips remember what they were."""
        for slip, lines in self.filtered("slip_id").grouped("slip_id").items():
            slip.message_post(
                body=self.env._(
                    "Waiting lines dropped: %s",
                    "; ".join(lines.mapped("display_name")),
                )
            )
        self.unlink()

    @api.depends("board_text", "product_id", "serial_number")
    def _compute_display_name(self):
        for line in self:
            board = line.product_id.display_name or line.board_text
            line.display_name = " ".join(filter(None, (board, line.serial_number)))
