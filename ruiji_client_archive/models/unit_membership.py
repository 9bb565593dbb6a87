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
    _inherit = "ruiji.bulk.create"
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
        :raises UserError: when the last membership began after that day, or the
            day is still to come
        """
        today = fields.Date.context_today(self)
        day = fields.Date.to_date(self.env.context.get("membership_date")) or today
        if day > today:
            raise UserError(
                self.env._("Plan a move of a later day by the button Move Unit.")
            )
        self._place({unit: unit.superior_id for unit in units}, day)

    @api.model
    def _plan(self, units, superior, day):
        """Let units belong to a superior from a day to come on (SUB-04).

        `superior_id` follows on that day, by the daily job.
        """
        self._place(dict.fromkeys(units, superior), day)

    @api.model
    def _place(self, superiors, day):
        """Keep who belongs to whom from a day on.

        :param dict superiors: {unit: superior, or none}
        """
        if not superiors:
            return
        none = self.env["res.partner"]
        units = none.concat(*superiors)
        self._lock(units, none.union(*superiors.values()))
        history = self.search([("unit_id", "in", units.ids)])
        today = fields.Date.context_today(self)
        standing = history._covering(max(day, today))
        changed = units.filtered(
            lambda unit: (
                standing.get(unit, self.browse()).superior_id != superiors[unit]
            )
        )
        had_a_superior = history.unit_id
        history.filtered(lambda m: m.unit_id in changed)._refuse_if_planned(today)
        self.browse().concat(
            *(standing[unit] for unit in changed if unit in standing)
        )._close(day)
        self.create(
            [
                {
                    "unit_id": unit.id,
                    "superior_id": superiors[unit].id,
                    "date_from": (unit in had_a_superior or day > today) and day,
                }
                for unit in changed
                if superiors[unit]
            ]
        )
        self.env["ruiji.unit.ancestry"]._rebuild(changed)

    def _covering(self, day):
        """{unit: the membership of a day}."""
        return {
            membership.unit_id: membership
            for membership in self
            if (not membership.date_from or membership.date_from <= day)
            and (not membership.date_to or membership.date_to >= day)
        }

    def _planned(self, today):
        """Memberships that begin or end on a day to come."""
        return self.filtered(
            lambda m: (
                (m.date_from and m.date_from > today)
                or (m.date_to and m.date_to >= today)
            )
        )

    def _refuse_if_planned(self, today):
        planned = self._planned(today)
        if planned:
            raise UserError(
                self.env._(
                    "A move of %(unit)s is planned already. Take it back in the "
                    "unit's file first.",
                    unit=planned[0].unit_id.name,
                )
            )

    @api.model
    def _take_back_plans(self, units):
        """Forget moves that were to happen on a day to come."""
        self._lock(units, units.browse())
        history = self.search([("unit_id", "in", units.ids)])
        today = fields.Date.context_today(self)
        to_come = history.filtered(lambda m: m.date_from and m.date_from > today)
        ending = (history - to_come)._planned(today)
        to_come.unlink()
        ending.write({"date_to": False})
        self.env["ruiji.unit.ancestry"]._rebuild(units)

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
    def _forget(self, units):
        """Drop the memberships that go on, as if they had never begun."""
        self.search([("unit_id", "in", units.ids), ("date_to", "=", False)]).unlink()
        self.env["ruiji.unit.ancestry"]._rebuild(units)

    @api.model
    def _lock(self, units, superiors):
        """Let nobody else move these units, or what stands above them, meanwhile.

        Two opposite moves at once would each look harmless and make a cycle
        together. The superiors get a new row version, so that whoever began
        before and changes their tier afterwards is told to begin again.
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
                ids=list((units | superiors).ids),
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET client_tier = client_tier WHERE id = ANY(%s)",
                list(superiors.ids),
            )
        )
