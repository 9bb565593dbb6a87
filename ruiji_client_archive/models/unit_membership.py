from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class UnitMembership(models.Model):
    """A unit belongs to a superior from a day to a day (SUB-05).

    Both ends are inclusive; no start means since ever, no end means until
    further notice. `res.partner.superior_id` is today's view of it.
    """

    _name = "ruiji.unit.membership"
    _description = "Unit Membership"
    _rec_name = "superior_id"
    _order = "unit_id, date_from DESC NULLS LAST"

    unit_id = fields.Many2one(
        "res.partner", string="Unit", required=True, ondelete="cascade"
    )
    superior_id = fields.Many2one(
        "res.partner",
        string="Superior unit",
        required=True,
        ondelete="restrict",
        index=True,
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")

    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (unit_id WITH =, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "A unit belongs to one superior at a time.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)",
        "A membership cannot end before it begins.",
    )
    _not_below_itself = models.Constraint(
        "CHECK (unit_id <> superior_id)", "A unit cannot be its own superior."
    )

    @api.model
    def _follow_superiors(self, units):
        """Bring the dated history in line with the units' `superior_id`.

        The first superior of a unit counts since ever; a later one from the
        day in the context key `membership_date` on (default today).

        :param units: res.partner recordset whose superior was set or cleared
        :raises UserError: when the last membership began after that day
        """
        if not units:
            return
        day = fields.Date.to_date(
            self.env.context.get("membership_date")
        ) or fields.Date.context_today(self)
        self._lock(units | units.superior_id)
        history = self.search([("unit_id", "in", units.ids)])
        had_a_superior = history.unit_id
        current = {
            membership.unit_id: membership
            for membership in history
            if not membership.date_to
        }
        nowhere = self.browse()
        changed = units.filtered(
            lambda unit: current.get(unit, nowhere).superior_id != unit.superior_id
        )
        nowhere.concat(*(current.get(unit, nowhere) for unit in changed))._close(day)
        self.create(
            [
                {
                    "unit_id": unit.id,
                    "superior_id": unit.superior_id.id,
                    "date_from": unit in had_a_superior and day,
                }
                for unit in changed
                if unit.superior_id
            ]
        )
        self.env["ruiji.unit.ancestry"]._rebuild(changed)

    def _close(self, day):
        """End open memberships the day before; drop those that began that day."""
        late = self.filtered(lambda m: m.date_from and m.date_from > day)
        if late:
            raise UserError(
                self.env._(
                    "%(unit)s belongs to %(superior)s only from %(day)s on: "
                    "choose a later day for the move.",
                    unit=late[0].unit_id.name,
                    superior=late[0].superior_id.name,
                    day=late[0].date_from,
                )
            )
        same_day = self.filtered(lambda m: m.date_from == day)
        (self - same_day).write({"date_to": day - timedelta(days=1)})
        # The next membership begins where these end: the database must know.
        self.flush_model(["date_to"])
        same_day.unlink()

    @api.model
    def _lock(self, units):
        """Let nobody else move these units, or what stands above them, meanwhile.

        Two opposite moves at once would each look harmless and make a cycle
        together.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM res_partner
                    WHERE id IN (SELECT ancestor_id FROM ruiji_unit_ancestry
                                  WHERE unit_id = ANY(%(ids)s))
                       OR id = ANY(%(ids)s)
                    ORDER BY id
                      FOR NO KEY UPDATE""",
                ids=list(units.ids),
            )
        )
