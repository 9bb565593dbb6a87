from odoo import fields, models
from odoo.tools import SQL

from ..utils.settlement_sql import UNITS


class SettlementUnit(models.Model):
    """What each sending unit brings to a settlement, summed by the database."""

    _name = "ruiji.settlement.unit"
    _description = "Settlement per Unit"
    _auto = False
    _order = "settlement_id, superior_id, unit_id"
    _rec_name = "unit_id"

    settlement_id = fields.Many2one("ruiji.settlement", readonly=True)
    unit_id = fields.Many2one("res.partner", string="Sending unit", readonly=True)
    superior_id = fields.Many2one(
        "res.partner", string="Superior unit then", readonly=True
    )
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    board_count = fields.Integer(string="Boards", readonly=True)
    charged_count = fields.Integer(string="Charged", readonly=True)
    warranty_count = fields.Integer(string="Under warranty", readonly=True)
    unrepaired_count = fields.Integer(string="Inspected or unrepaired", readonly=True)
    amount = fields.Monetary(string="Settled amount", readonly=True)

    @property
    def _table_query(self):
        return SQL(UNITS)
