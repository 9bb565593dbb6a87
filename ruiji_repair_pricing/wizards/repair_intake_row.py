from odoo import fields, models

from ..models.repair_slip_intake import FILE_VERDICTS


class RepairIntakeRow(models.TransientModel):
    """A row of the spreadsheet as it would be taken in (REP-07)."""

    _name = "ruiji.repair.intake.row"
    _description = "Row of a Spreadsheet"

    intake_id = fields.Many2one("ruiji.repair.intake", ondelete="cascade")
    number = fields.Integer(string="Row")
    unit_text = fields.Char(string="Unit as written")
    partner_id = fields.Many2one("res.partner", string="Sending unit")
    written = fields.Char(string="As written")
    product_id = fields.Many2one("product.product", string="Board")
    serial_number = fields.Char()
    fault = fields.Char()
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    price = fields.Monetary()
    price_state = fields.Char(export_string_translation=False)
    verdict = fields.Selection(FILE_VERDICTS)
    note = fields.Char(string="What to know")
    fate = fields.Selection(
        [("good", "Taken in"), ("held", "Waits"), ("known", "Stands there already")]
    )
