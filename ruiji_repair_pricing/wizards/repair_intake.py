import base64
from collections import defaultdict
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.ruiji_client_archive.utils.workbook_reader import WorkbookError
from odoo.addons.ruiji_client_archive.utils.workbook_template import template_workbook

from ..utils.intake_rows import LAYOUT, read_file, read_paste


class RepairIntake(models.TransientModel):
    """Takes boards from a spreadsheet onto slips, each with its verdict (REP-07).

    Boards go to the slip that the window was opened from, to a new slip of one unit,
    or, where a column names the units, to a new slip for each of them.
    """

    _name = "ruiji.repair.intake"
    _description = "Boards from a Spreadsheet"

    slip_id = fields.Many2one("ruiji.repair.slip", readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Sending unit",
        domain=[("is_client", "=", True), ("archive_state", "=", "filed")],
        help="For rows that don't name their unit themselves.",
    )
    text = fields.Text(string="Copied cells")
    file = fields.Binary(string="Workbook")
    file_name = fields.Char()
    row_ids = fields.One2many(
        "ruiji.repair.intake.row",
        "intake_id",
        string="Rows",
        compute="_compute_rows",
        store=True,
        readonly=True,
    )
    problem = fields.Char(compute="_compute_rows", store=True)
    good_count = fields.Integer(compute="_compute_counts")
    held_count = fields.Integer(compute="_compute_counts")
    known_count = fields.Integer(compute="_compute_counts")

    @api.depends("text", "file", "partner_id", "slip_id")
    def _compute_rows(self):
        for intake in self:
            problem, found = False, []
            try:
                found = intake._judged_rows()
            except WorkbookError as error:
                problem = intake._file_sentence(error)
            intake.problem = problem
            intake.row_ids = [Command.clear()] + [
                Command.create(intake._prepare_row_vals(unit, judged))
                for unit, judged in found
            ]

    @api.depends("row_ids.fate")
    def _compute_counts(self):
        for intake in self:
            fates = intake.row_ids.mapped("fate")
            intake.good_count = fates.count("good")
            intake.held_count = fates.count("held")
            intake.known_count = fates.count("known")

    def _read_rows(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        if self.file:
            content = base64.b64decode(self.with_context(bin_size=False).file)
            return read_file(content, today)
        return read_paste(self.text, today)

    @api.model
    def _file_sentence(self, error):
        sentences = {
            "too_many_rows": self.env._("Take at most %(limit)s rows at a time."),
            "file_too_large": self.env._("The file is larger than %(limit)s MB."),
            "encrypted_file": self.env._(
                "The workbook is protected by a password: take it off in Excel."
            ),
            "empty_workbook": self.env._("The workbook holds no rows."),
        }
        other = self.env._(
            "The file can't be read: save it in Excel as a workbook (.xlsx) and "
            "choose it again."
        )
        return sentences.get(error.code, other) % error.details

    def _judged_rows(self):
        """[(unit or none, JudgedRow)] in the order of the file."""
        judged = [
            (slip.partner_id._origin, one)
            for slip, rows in self._rows_by_slip(self._read_rows())
            for one in self._judge(slip, rows)
        ]
        return sorted(judged, key=lambda pair: pair[1].row.number)

    @api.model
    def _judge(self, slip, rows):
        judged = slip._judge_rows(rows)
        if slip.partner_id:
            return judged
        note = self.env._("No file of that name: choose the unit.")
        return [one._replace(verdict="unknown_unit", note=note) for one in judged]

    def _rows_by_slip(self, rows):
        """Bring rows to their slips: [(slip, rows)], slips still to be made as new."""
        if self.slip_id:
            return [(self.slip_id._origin, rows)] if rows else []
        units = self.env["res.partner"]._units_by_text({row.unit for row in rows})
        by_unit = defaultdict(list)
        for row in rows:
            by_unit[units[row.unit] if row.unit else self.partner_id].append(row)
        slips = self.env["ruiji.repair.slip"]
        return [
            (slips.new({"partner_id": unit._origin.id}), rows)
            for unit, rows in by_unit.items()
        ]

    @api.model
    def _prepare_row_vals(self, unit, judged):
        row = judged.row
        fate = "good" if judged.is_good else "held"
        return {
            "number": row.number,
            "partner_id": unit.id,
            "unit_text": row.unit,
            "written": row.board_text,
            "product_id": judged.vals["product_id"],
            "serial_number": row.serial,
            "fault": row.fault,
            "price": judged.price,
            "price_state": judged.price_state,
            "verdict": judged.verdict,
            "note": judged.note,
            "fate": "known" if judged.verdict == "already_here" else fate,
        }

    def action_take(self):
        """Take the good rows in; the others wait on their slip with the reason."""
        self.ensure_one()
        try:
            by_slip = self._rows_by_slip(self._read_rows())
        except WorkbookError as error:
            raise UserError(self._file_sentence(error)) from error
        if not by_slip:
            raise UserError(self.env._("Paste some boards, or choose a workbook."))
        slips, taken, held = self.env["ruiji.repair.slip"], 0, 0
        for slip, rows in by_slip:
            slip = slip._to_take_on()
            boards, lines = slip._take_rows(rows)
            slips |= slip
            taken, held = taken + len(boards), held + len(lines)
        return slips._show_taken(taken, held)

    def action_template(self):
        """Download an empty workbook to fill in."""
        return {
            "type": "ir.actions.act_url",
            "url": "/ruiji/repair-intake-template",
            "target": "download",
        }

    @api.model
    def _template_file(self, names_units=True):
        """Make the empty workbook to fill in.

        :param bool names_units: with a column for the unit of each board
        :return: (file name, content)
        """
        columns = LAYOUT.columns if names_units else LAYOUT.columns[1:]
        hints = self._template_hints()
        notes = [
            (self.env._("Column"), self.env._("How to enter it")),
            *((column.title, hints[column.key]) for column in columns),
        ]
        content = template_workbook([replace(LAYOUT, columns=columns)], {}, notes)
        return f"{self.env._('Boards for repair')}.xlsx", content

    @api.model
    def _template_hints(self):
        return {
            "unit": self.env._("Only when the boards are of several units"),
            "model": self.env._("May stay empty when the board is unique without it"),
            "board": self.env._("Board type or name, as in the catalogue"),
            "serial": self.env._("As printed on the board, as text"),
            "fault": self.env._("In a few words"),
        }
