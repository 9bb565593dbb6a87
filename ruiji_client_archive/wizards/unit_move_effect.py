from odoo import fields, models


class UnitMoveEffect(models.TransientModel):
    """One thing that is lost or gained by a move."""

    _name = "ruiji.unit.move.effect"
    _description = "Effect of a Move"

    move_id = fields.Many2one("ruiji.unit.move", ondelete="cascade")
    kind = fields.Selection(
        [("lost", "Lost"), ("gained", "Gained")], string="Effect", required=True
    )
    label = fields.Char(string="What")
    detail = fields.Char(string="Details")
    unit_count = fields.Integer(string="Units concerned")
