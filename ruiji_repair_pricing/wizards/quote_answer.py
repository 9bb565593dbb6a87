from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.repair_order_quote import ANSWERS, CHANNELS


class QuoteAnswer(models.TransientModel):
    """Records what a client answered to a quotation on paper or by phone (REP-03)."""

    _name = "ruiji.quote.answer"
    _description = "Client's Answer to a Quotation"

    slip_id = fields.Many2one("ruiji.repair.slip", required=True, readonly=True)
    channel = fields.Selection(
        [choice for choice in CHANNELS if choice[0] != "portal"],
        string="Answered through",
        required=True,
        default="phone",
    )
    answered_by = fields.Char(required=True, help="Who of the client answered.")
    answered_on = fields.Datetime(required=True, default=fields.Datetime.now)
    line_ids = fields.One2many("ruiji.quote.answer.line", "wizard_id", string="Boards")

    @api.model
    def default_get(self, fields_list):
        """List the boards that wait, each as accepted until said otherwise."""
        values = super().default_get(fields_list)
        slip = self.env["ruiji.repair.slip"].browse(values.get("slip_id"))
        slip.check_access("write")
        # Who keeps the slip may know what was offered.
        lines = slip.sudo()._pending_boards()._open_quote_lines()
        values["answered_by"] = slip.contact_id.name
        values["line_ids"] = [
            Command.create(
                {
                    "repair_id": line.repair_id.id,
                    "currency_id": line.order_id.currency_id.id,
                    "price": line._quoted_price(),
                    "answer": "accepted",
                }
            )
            for line in lines
        ]
        return values

    def action_confirm(self):
        """Record the answers; boards answered meanwhile keep their answer."""
        self.ensure_one()
        self.slip_id.check_access("write")
        if self.answered_on > fields.Datetime.now():
            raise UserError(self.env._("The client can't have answered in the future."))
        answers = {line.repair_id: line.answer for line in self.line_ids}
        # Boards are answered through the slip, whose right was checked.
        given = self.slip_id.sudo()._answer_quotations(
            answers, self.answered_by, self.channel, self.answered_on
        )
        if not any(given.values()):
            raise UserError(self.env._("None of these boards waits for an answer."))
        return {"type": "ir.actions.act_window_close"}


class QuoteAnswerLine(models.TransientModel):
    _name = "ruiji.quote.answer.line"
    _description = "Client's Answer for a Board"

    wizard_id = fields.Many2one("ruiji.quote.answer", ondelete="cascade")
    repair_id = fields.Many2one("repair.order", string="Board", readonly=True)
    product_id = fields.Many2one(related="repair_id.product_id", string="Board type")
    serial_number = fields.Char(related="repair_id.serial_number")
    currency_id = fields.Many2one("res.currency", readonly=True)
    price = fields.Monetary(readonly=True)
    answer = fields.Selection(ANSWERS, help="Empty: the client has not said yet.")
