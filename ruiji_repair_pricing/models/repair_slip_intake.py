from typing import NamedTuple
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_list

from .repair_order_intake import BLOCKING, VERDICTS

# What can be said of a row of a file beyond the verdicts about boards.
FILE_VERDICTS = [
    ("unknown_unit", "Unknown unit"),
    ("unreadable", "Can't be read"),
    ("already_here", "Stands on the slip"),
    *VERDICTS,
]
# Rows that wait until somebody has looked at them.
HELD = {*BLOCKING, "unreadable", "unknown_unit", "unknown_board", "no_serial"}


class JudgedRow(NamedTuple):
    """A row from a file, what it means on a slip, and what speaks against it."""

    row: object
    vals: dict
    verdict: str
    note: str
    price: float = 0
    price_state: str = ""
    # The board as it would stand on the slip; only imagined.
    line: object = None

    @property
    def is_good(self):
        """Whether it is taken in without being asked about."""
        return self.verdict not in {*HELD, "already_here"}


class RepairSlip(models.Model):
    """Takes in many boards at once: good ones go in, the others wait (REP-07)."""

    _inherit = "ruiji.repair.slip"

    intake_line_ids = fields.One2many(
        "ruiji.repair.intake.line", "slip_id", string="Waiting lines"
    )
    intake_count = fields.Integer(
        string="Lines waiting", compute="_compute_intake_count"
    )

    @api.depends("intake_line_ids")
    def _compute_intake_count(self):
        counts = dict(
            self.env["ruiji.repair.intake.line"]._read_group(
                [("slip_id", "in", self.ids)], ["slip_id"], ["__count"]
            )
        )
        for slip in self:
            slip.intake_count = counts.get(slip._origin, 0)

    def _judge_rows(self, rows):
        """Say of each row what would become of it; nothing is saved.

        :param rows: list of utils.intake_rows.IntakeRow
        :return: list of JudgedRow in the same order
        """
        boards = self.env["product.product"]._boards_of_rows(rows)
        vals_list = [
            self._prepare_intake_vals(row, board)
            for row, board in zip(rows, boards, strict=True)
        ]
        return [
            self._judged(row, vals, *answer)
            for row, vals, answer in zip(
                rows, vals_list, self._judge_vals(vals_list), strict=True
            )
        ]

    def _judge_vals(self, vals_list):
        """Judge boards as if they stood on this slip, behind those that are there.

        :param vals_list: values of repair orders
        :return: list of (imagined repair.order, verdict, note)
        """
        here = {self._intake_key(line) for line in self._origin.repair_ids}
        answers = []
        for line in self._imagine_lines(vals_list):
            verdict, note = line.intake_verdict or "no_board", line.intake_note or ""
            if verdict == "duplicate_here" and self._intake_key(line) in here:
                verdict = "already_here"
            answers.append((line, verdict, note))
        return answers

    @api.model
    def _intake_key(self, line):
        """What makes two lines the same board, word for word."""
        return line.serial_key, line.product_id._origin.id, line.board_text or False

    def _imagine_lines(self, vals_list):
        # Without an origin and under names of their own: what was imagined before,
        # of the same slip, is still in the cache.
        there = [Command.link(line.id) for line in self._origin.repair_ids]
        added = [(Command.CREATE, uuid4().hex, vals) for vals in vals_list]
        slip = self.new(
            {
                "partner_id": self.partner_id._origin.id,
                "company_id": (self.company_id or self.env.company).id,
                "state": self.state or "draft",
                "date_submitted": self.date_submitted,
                "repair_ids": there + added,
            }
        )
        return slip.repair_ids[len(there) :]

    @api.model
    def _prepare_intake_vals(self, row, board):
        return {
            "product_id": board.id,
            "board_text": False if board else row.board_text or False,
            "serial_number": row.serial or False,
            "fault_description": row.fault or False,
        }

    def _judged(self, row, vals, line, verdict, note):
        if row.problem:
            verdict, note = "unreadable", self._row_problems()[row.problem]
        price_state = line.price_state or ""
        price = line.repair_price
        return JudgedRow(row, vals, verdict, note, price, price_state, line)

    @api.model
    def _row_problems(self):
        return {
            "too_long": self.env._("An entry is too long: shorten it."),
            "shortened_serial": self.env._(
                "Excel has shortened the serial number: format the column as text "
                "and enter it again."
            ),
            "error_value": self.env._("The cell holds an error: type the value."),
        }

    def _take_rows(self, rows):
        """Take good rows in as boards; the others wait with their reasons.

        What stands on the slip already, or waits there already, isn't taken twice.
        Without a slip, because nobody knows the unit, all rows wait.

        :param rows: list of utils.intake_rows.IntakeRow
        :return: (repair.order that were made, waiting lines that were made)
        """
        judged = self._judge_rows(rows)
        good = [one for one in judged if self and one.is_good]
        held = [one for one in judged if not self or one.verdict in HELD]
        taken = self.env["repair.order"].create(
            [{**one.vals, "slip_id": self.id} for one in good]
        )
        return taken, self.env["ruiji.repair.intake.line"]._keep_rows(held, self)

    def action_close(self):
        """Refuse to close while lines wait: nothing gets lost."""
        waiting = self.filtered("intake_count")
        if waiting:
            raise UserError(
                self.env._(
                    "Lines still wait on these slips: take them in or drop them. "
                    "%(slips)s",
                    slips=format_list(self.env, waiting.mapped("name")),
                )
            )
        return super().action_close()

    def action_intake(self):
        """Open the window to paste boards or to choose a file (REP-07)."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.repair_intake_action"
        )
        action["context"] = {"default_slip_id": self.id}
        return action

    def action_take_waiting(self):
        """Take in all waiting lines that can be taken."""
        return self.intake_line_ids.action_take()

    def _to_take_on(self):
        """The slip itself, made now where it has only been imagined; empty where
        even its unit is unknown."""
        if self._origin or not self.partner_id:
            return self._origin
        return self.create({"partner_id": self.partner_id._origin.id})

    def _show_taken(self, taken, left):
        """Go to what was filled, saying how many lines were taken and how many wait."""
        message = self.env._("%s boards taken in.", taken)
        if left:
            message = self.env._(
                "%(taken)s boards taken in, %(left)s wait with their reason.",
                taken=taken,
                left=left,
            )
        action = self._open_taken()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "message": message,
                "next": action,
            },
        }

    def _open_taken(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.repair_slip_action"
        )
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", self.ids)]}
