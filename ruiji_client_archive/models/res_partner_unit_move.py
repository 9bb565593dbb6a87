from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# Who rearranges the tree; the first superior of a unit anybody gives it who
# keeps its file.
MOVERS = (
    "ruiji_client_archive.group_marketing_clerk,"
    "ruiji_client_archive.group_marketing_vp,"
    "ruiji_client_archive.group_general_manager"
)
HOUSE_TIMEZONE = "Asia/Shanghai"


class ResPartner(models.Model):
    """Moving a unit under another superior, now or on a day to come (SUB-04)."""

    _inherit = "res.partner"

    is_placed = fields.Boolean(
        compute="_compute_is_placed",
        groups="base.group_user",
        help="A filed unit with a superior: it moves by Move Unit, which says what "
        "the move brings.",
    )
    planned_membership_id = fields.Many2one(
        "ruiji.unit.membership",
        string="Planned superior",
        compute="_compute_planned_move",
        groups="ruiji_client_archive.group_archive_user",
    )
    planned_move_date = fields.Date(
        string="Moves on",
        compute="_compute_planned_move",
        groups="ruiji_client_archive.group_archive_user",
    )

    @api.depends("archive_state", "superior_id")
    def _compute_is_placed(self):
        for unit in self:
            # What stands in the database, not what is being typed.
            saved = unit._origin
            unit.is_placed = saved.archive_state == "filed" and saved.superior_id

    @api.depends("membership_ids.date_from", "membership_ids.date_to")
    def _compute_planned_move(self):
        today = fields.Date.context_today(self)
        for unit in self:
            planned = unit.membership_ids._planned(today)
            to_come = planned.filtered(lambda m: m.date_from and m.date_from > today)
            ending = (planned - to_come)[:1]
            unit.planned_membership_id = to_come[:1]
            unit.planned_move_date = to_come[:1].date_from or (
                ending and fields.Date.add(ending.date_to, days=1)
            )

    def write(self, vals):
        if "superior_id" in vals:
            self._check_may_move(vals["superior_id"])
        return super().write(vals)

    def _check_may_move(self, superior_id):
        """Hold over RPC, too, that filed units are moved by some roles only."""
        moved = self.filtered(
            lambda unit: (
                unit.is_client
                and unit.archive_state == "filed"
                and unit.superior_id
                and unit.superior_id.id != superior_id
            )
        )
        if moved and not (self.env.su or self.env.user.has_groups(MOVERS)):
            raise AccessError(
                self.env._(
                    "%(unit)s has its place in the tree: ask the marketing clerk or "
                    "the marketing VP to move it.",
                    unit=moved[0].name,
                )
            )

    def _move_effects(self, superior, day):
        """What these units, and those below them, lose and gain by a move.

        Knows nothing by itself: other addons tell of what they hang on the tree.

        :param superior: res.partner, the new superior, or none
        :param date day: the day from which on they belong to it
        :return: list of utils.unit_move.MoveEffect
        """
        return []

    def _move(self, superior, day):
        """Put units under a superior from a day on (SUB-04, SUB-05).

        A day to come is kept in the history at once, and `superior_id` follows
        on that day.

        :raises ValidationError: when the tiers do not allow it
        :raises UserError: when an earlier move is in the way
        """
        self.check_access("write")
        self._check_may_move(superior.id)
        if day > fields.Date.context_today(self):
            # Tiers are open to all staff, those of closed files too (ACC-02).
            for unit in self.sudo() if superior else self.browse():
                # Its tier alone is compared.
                unit._check_superior(superior.sudo())
            self._memberships()._plan(self, superior, day)
        else:
            moving = self.with_context(membership_date=day)
            moving.write({"superior_id": superior.id})

    def action_take_back_planned_move(self):
        """Leave the units where they are (SUB-04)."""
        self.check_access("write")
        self._check_may_move(None)
        self._memberships()._take_back_plans(self)

    @api.model
    def _cron_take_planned_moves(self):
        """Let `superior_id` say what the history says of today (SUB-05)."""
        house = self.with_context(tz=self.env.company.partner_id.tz or HOUSE_TIMEZONE)
        units_by_superior = house._units_with_a_new_superior()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(units_by_superior))
        for superior_id, unit_ids in units_by_superior.items():
            house.browse(unit_ids).write({"superior_id": superior_id})
            if not cron._commit_progress(1):
                break

    @api.model
    def _units_with_a_new_superior(self):
        """{superior id, or none: ids of the units that its day has come for}."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT membership.superior_id, ARRAY_AGG(unit.id)
                     FROM res_partner unit
                     LEFT JOIN ruiji_unit_membership membership
                       ON membership.unit_id = unit.id
                      AND daterange(membership.date_from, membership.date_to, '[]')
                          @> %s::date
                    WHERE unit.is_client
                      AND unit.superior_id IS DISTINCT FROM membership.superior_id
                    GROUP BY membership.superior_id""",
                fields.Date.context_today(self),
            )
        )
        return dict(rows)
