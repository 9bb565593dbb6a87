from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.repair_order_guarantee import serial_key


class GoodsReceipt(models.TransientModel):
    """Checks a parcel in at the counter: what is on the slip, and what is there."""

    _name = "ruiji.goods.receipt"
    _description = "Check-in of a Parcel"

    slip_id = fields.Many2one(
        "ruiji.repair.slip", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="slip_id.partner_id", string="Sending unit")
    date = fields.Datetime(
        string="Received on", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Handled by",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    logistics_partner_id = fields.Many2one(
        "res.partner",
        string="Logistics company",
        domain=[("is_logistics_company", "=", True)],
    )
    waybill = fields.Char()
    note = fields.Text()
    by_scan = fields.Boolean(
        string="Count by scanner",
        help="Starts with nothing ticked; each scan ticks the board it names.",
    )
    scan = fields.Char(help="Number or serial number of a board.")
    scan_message = fields.Char(readonly=True)
    line_ids = fields.One2many(
        "ruiji.goods.receipt.line", "receipt_id", string="Boards"
    )
    arrived_count = fields.Integer(string="Arrived", compute="_compute_counts")
    missing_count = fields.Integer(string="Missing", compute="_compute_counts")

    @api.depends("line_ids.arrived")
    def _compute_counts(self):
        for receipt in self:
            arrived = receipt.line_ids.filtered("arrived")
            receipt.arrived_count = len(arrived)
            receipt.missing_count = len(receipt.line_ids - arrived)

    @api.model
    def default_get(self, fields_list):
        """List what is still to come of the slip, all of it ticked."""
        values = super().default_get(fields_list)
        slip = self.env["ruiji.repair.slip"].browse(values.get("slip_id"))
        slip.check_access("write")
        values["logistics_partner_id"] = slip.logistics_partner_id.id
        # A later parcel has a waybill of its own.
        values["waybill"] = slip.state == "submitted" and slip.sender_waybill
        values["line_ids"] = [
            Command.create(board._prepare_receipt_line_vals())
            for board in slip._boards_to_come()
        ]
        return values

    @api.onchange("by_scan")
    def _onchange_by_scan(self):
        self.line_ids.arrived = not self.by_scan
        self.scan_message = False

    @api.onchange("scan")
    def _onchange_scan(self):
        """Tick the scanned board; when not counting, a tick is taken off again."""
        if not self.scan:
            return
        key = serial_key(self.scan)
        found = self.line_ids.filtered(lambda line: key in line._codes())
        for line in found:
            line.arrived = self.by_scan or not line.arrived
        self.scan_message = self._scan_answer(found[:1])
        self.scan = False

    def _scan_answer(self, line):
        if not line:
            return self.env._(
                "%(code)s isn't on this slip: add a line for it, or put it aside.",
                code=self.scan,
            )
        if line.arrived:
            return self.env._("%(code)s is here.", code=self.scan)
        return self.env._("%(code)s is missing.", code=self.scan)

    def action_receive(self):
        """Check in what is ticked; the rest is waited for (REP-02).

        :return: action that shows the entry of the goods register
        """
        self.ensure_one()
        self._receive()
        return {"type": "ir.actions.act_window_close"}

    def action_receive_and_print(self):
        """Check in and print the receipt for who brought the parcel."""
        self.ensure_one()
        return self._receive()._print_paper()

    def _receive(self):
        if self.date > fields.Datetime.now():
            raise UserError(self.env._("Goods can't have arrived in the future."))
        ticked = self.line_ids.filtered("arrived")
        boards = ticked.repair_id | self._add_boards(
            ticked.filtered(lambda line: not line.repair_id)
        )
        if not boards:
            raise UserError(self.env._("Tick the boards that have arrived."))
        return self.slip_id._receive(boards, self._prepare_entry_vals())

    def _add_boards(self, lines):
        """Put boards on the slip that came along without being written on it."""
        boards = self.env["repair.order"].with_context(with_next_parcel=True)
        return boards.create(
            [line._prepare_board_vals() for line in lines]
        ).with_context(with_next_parcel=False)

    def _prepare_entry_vals(self):
        return {
            "date": self.date,
            "user_id": self.user_id.id,
            "logistics_partner_id": self.logistics_partner_id.id,
            "waybill": self.waybill,
            "note": self.note,
        }
