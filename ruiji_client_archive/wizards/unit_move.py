from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.res_partner_unit import TIER_RANK


class UnitMove(models.TransientModel):
    """Move units under another superior, and see first what it brings (SUB-04)."""

    _name = "ruiji.unit.move"
    _description = "Move Units"

    unit_ids = fields.Many2many(
        "res.partner",
        string="Units",
        required=True,
        default=lambda self: self._default_units(),
        domain="[('is_client', '=', True), ('archive_state', '=', 'filed'), "
        "('client_tier', 'in', ('province', 'prefecture')), "
        "('superior_id', '!=', superior_id)]",
    )
    superior_id = fields.Many2one(
        "res.partner",
        string="New superior unit",
        help="Leave it empty for a unit that stands under nobody from that day on.",
    )
    highest_tier = fields.Char(compute="_compute_highest_tier")
    day = fields.Date(
        string="From this day on",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    is_planned = fields.Boolean(compute="_compute_is_planned")
    moved_count = fields.Integer(compute="_compute_effects")
    effect_ids = fields.One2many(
        "ruiji.unit.move.effect",
        "move_id",
        string="Lost and gained",
        compute="_compute_effects",
    )
    is_partial = fields.Boolean(compute="_compute_effects")

    @api.model
    def _default_units(self):
        if self.env.context.get("active_model") != "res.partner":
            return self.env["res.partner"]
        chosen = self.env["res.partner"].browse(self.env.context.get("active_ids", []))
        return chosen.filtered("is_client")

    @api.depends("unit_ids")
    def _compute_highest_tier(self):
        """The tier that decides who may stand above all of them."""
        for move in self:
            tiers = move.unit_ids.mapped("client_tier")
            move.highest_tier = min(
                filter(TIER_RANK.get, tiers), key=TIER_RANK.get, default="prefecture"
            )

    @api.depends("day")
    def _compute_is_planned(self):
        for move in self:
            move.is_planned = move.day and move.day > fields.Date.context_today(move)

    @api.depends("unit_ids", "superior_id", "day")
    def _compute_effects(self):
        for move in self:
            units, superior = move.unit_ids._origin, move.superior_id._origin
            day = move.day or fields.Date.context_today(move)
            effects = units and units._move_effects(superior, day) or []
            move.effect_ids = [Command.clear()] + [
                Command.create(effect._asdict()) for effect in effects
            ]
            move.moved_count = len(units | units._units_below(day))
            around = units._units_above(day) | superior | superior._units_above(day)
            move.is_partial = around != around._filtered_access("read")

    def action_move(self):
        """Do it, or plan it when the day is still to come.

        :raises UserError: when a unit is not filed, or stands there already
        """
        self.ensure_one()
        self._check_units()
        self.unit_ids._move(self.superior_id, self.day)
        return {"type": "ir.actions.act_window_close"}

    def _check_units(self):
        for unit in self.unit_ids:
            if unit.archive_state != "filed":
                raise UserError(
                    self.env._(
                        "%(unit)s is not filed yet: file it first, then place it in "
                        "the tree.",
                        unit=unit.name,
                    )
                )
            if unit.superior_id == self.superior_id and not self.is_planned:
                raise UserError(
                    self.env._(
                        "%(unit)s stands there already: choose another superior "
                        "unit, or take it out of the list.",
                        unit=unit.name,
                    )
                )
