from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_list

from .repair_order_guarantee import serial_key

# The client gets a working board back.
TESTED = ("repaired", "exchanged", "no_fault_found")


class RepairOrder(models.Model):
    """How the work on a board ended: mended, exchanged, or neither (REP-02, REP-08)."""

    _inherit = "repair.order"

    diagnosis = fields.Text(help="What was found to be wrong with the board.")
    test_result = fields.Text(
        string="Test result", help="How the board was tested before it goes back."
    )
    exchange_serial_number = fields.Char(
        string="Exchanged for",
        readonly=True,
        copy=False,
        help="Serial number of the board that the client gets instead.",
    )
    exchange_serial_key = fields.Char(
        compute="_compute_exchange_serial_key",
        store=True,
        index="btree_not_null",
        export_string_translation=False,
    )
    parts_used = fields.Text(
        compute="_compute_parts_used",
        compute_sudo=True,
        help="Parts that went into the board.",
    )

    @api.depends("exchange_serial_number")
    def _compute_exchange_serial_key(self):
        for repair in self:
            repair.exchange_serial_key = serial_key(repair.exchange_serial_number)

    @api.depends("move_ids.product_id", "move_ids.quantity", "move_ids.state")
    def _compute_parts_used(self):
        """One line a part; technicians have no rights in the warehouse."""
        for repair in self:
            parts = repair.move_ids.filtered(
                lambda move: move.repair_line_type == "add" and move.state != "cancel"
            )
            repair.parts_used = "\n".join(
                f"{part.product_id.name} × {part.quantity:g}" for part in parts
            )

    def _finish(self, outcome, vals=None, parts=()):
        """End the work on boards (REP-02).

        :param str outcome: repaired, exchanged, no_fault_found or irreparable
        :param dict vals: what was found and tested; the new serial number
        :param parts: values of stock moves, without their board
        :raises UserError: if a board isn't at work, or isn't ready for this outcome
        """
        self._check_may_finish(outcome, vals or {})
        # Odoo books boards and parts through the warehouse, where technicians have
        # no rights; the check above decided that these boards are theirs to report.
        boards = self.sudo()
        boards._use_parts(parts)
        boards.write({"outcome": outcome} | (vals or {}))
        if outcome == "irreparable":
            boards.action_repair_cancel()
        else:
            boards.action_repair_done()

    def _check_may_finish(self, outcome, vals):
        if outcome in ("repaired", "exchanged"):
            self._check_board_states("repairing")
        else:
            self._check_board_states("received", "diagnosing", "quoted", "repairing")
        if outcome in TESTED and not vals.get("test_result"):
            raise UserError(self.env._("Say how the board was tested."))
        if outcome == "exchanged":
            self._check_exchange(vals.get("exchange_serial_number"))

    def _check_exchange(self, serial):
        """The board that goes out instead is another one and isn't at work here."""
        key = serial_key(serial)
        if len(self) > 1 or not key:
            raise UserError(
                self.env._(
                    "Report exchanged boards one by one, each with the serial number "
                    "of the board that the client gets."
                )
            )
        if key == self.serial_key or self._open_serials([key]):
            raise UserError(
                self.env._(
                    "%(serial)s can't go out instead: it is a board that is here for "
                    "repair.",
                    serial=serial,
                )
            )

    def _use_parts(self, parts):
        """Book the parts that went into boards out of the stock."""
        self.move_ids = [
            Command.create(
                {
                    "repair_line_type": "add",
                    "quantity": part["product_uom_qty"],
                    "picked": True,
                    "company_id": self.company_id.id,
                    **part,
                }
            )
            for part in parts
        ]

    @api.constrains("exchange_serial_number", "outcome")
    def _check_exchange_has_its_serial(self):
        nameless = self.filtered(
            lambda r: r.outcome == "exchanged" and not r.exchange_serial_number
        )
        if nameless:
            raise UserError(
                self.env._(
                    "Which board does the client get instead of %(boards)s?",
                    boards=format_list(self.env, nameless.mapped("name")),
                )
            )
