from odoo import fields, models

from ..models.repair_order_guarantee import serial_key


class GoodsReceiptLine(models.TransientModel):
    """A board that should be in the parcel, or came along with it."""

    _name = "ruiji.goods.receipt.line"
    _description = "Board in a Parcel"

    receipt_id = fields.Many2one(
        "ruiji.goods.receipt", required=True, ondelete="cascade"
    )
    repair_id = fields.Many2one("repair.order", readonly=True, ondelete="cascade")
    arrived = fields.Boolean(default=True)
    name = fields.Char(string="Board number", readonly=True)
    product_id = fields.Many2one(
        "product.product", string="Board", domain=[("repairable", "=", True)]
    )
    board_text = fields.Char(string="Board as written")
    serial_number = fields.Char(string="Serial number")
    fault_description = fields.Text(string="Fault")

    def _codes(self):
        """What a scan of the board can read."""
        return {serial_key(self.name), serial_key(self.serial_number)} - {False}

    def _prepare_board_vals(self):
        return {
            "slip_id": self.receipt_id.slip_id.id,
            "product_id": self.product_id.id,
            "board_text": self.board_text,
            "serial_number": self.serial_number,
            "fault_description": self.fault_description,
        }
