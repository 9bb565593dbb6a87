from odoo import api, fields, models
from odoo.tools import SQL

# Every stretch of time in which `ancestor` stood above `unit`, at every
# distance; a unit stands above itself, at distance 0, for ever.
REBUILD = """
    WITH RECURSIVE chain (unit_id, ancestor_id, distance, period) AS (
        SELECT id, id, 0, daterange(NULL, NULL)
          FROM res_partner
         WHERE id = ANY(%(units)s) AND is_client
        UNION ALL
        SELECT chain.unit_id,
               membership.superior_id,
               chain.distance + 1,
               chain.period
                   * daterange(membership.date_from, membership.date_to, '[]')
          FROM chain
          JOIN ruiji_unit_membership membership
            ON membership.unit_id = chain.ancestor_id
           AND chain.period
                   && daterange(membership.date_from, membership.date_to, '[]')
    )
    CYCLE ancestor_id SET is_cycle USING path
    INSERT INTO ruiji_unit_ancestry
                (unit_id, ancestor_id, distance, date_from, date_to)
    SELECT unit_id, ancestor_id, distance, lower(period), upper(period) - 1
      FROM chain
     WHERE NOT is_cycle
"""


class UnitAncestry(models.Model):
    """Dated closure of the unit tree: who stood above whom, and when.

    Answers every question about the tree in one indexed probe (SUB-05,
    SUB-06): an empty date means without limit, both ends are inclusive.
    Kept by ruiji.unit.membership alone.
    """

    _name = "ruiji.unit.ancestry"
    _description = "Unit Ancestry"
    _log_access = False
    _rec_name = "unit_id"
    _order = "unit_id, distance, date_from"

    unit_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    ancestor_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    distance = fields.Integer(required=True)
    date_from = fields.Date()
    date_to = fields.Date()

    _unit_idx = models.Index("(unit_id, distance, ancestor_id)")
    _ancestor_idx = models.Index("(ancestor_id, distance, unit_id)")

    @api.model
    def _ancestors(self, units, day):
        """Units above the given ones on a day, themselves left out.

        :param units: res.partner recordset
        :param date day: the day as of which the tree is looked at
        :return: res.partner recordset, nearest first
        """
        return self._related_units("unit_id", "ancestor_id", units, day)

    @api.model
    def _descendants(self, units, day):
        """Units below the given ones on a day, themselves left out."""
        return self._related_units("ancestor_id", "unit_id", units, day)

    @api.model
    def _count_below(self, units, day):
        """{unit id: how many units stand anywhere below it on a day}."""
        rows = self._read_group(
            [
                ("ancestor_id", "in", units.ids),
                ("distance", ">", 0),
                "|",
                ("date_from", "=", False),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ],
            ["ancestor_id"],
            ["__count"],
        )
        return dict.fromkeys(units.ids, 0) | {
            ancestor.id: count for ancestor, count in rows
        }

    @api.model
    def _related_units(self, known, wanted, units, day):
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT %(wanted)s
                     FROM ruiji_unit_ancestry
                    WHERE %(known)s = ANY(%(ids)s)
                      AND distance > 0
                      AND (date_from IS NULL OR date_from <= %(day)s)
                      AND (date_to IS NULL OR date_to >= %(day)s)
                    GROUP BY %(wanted)s
                    ORDER BY MIN(distance), %(wanted)s""",
                wanted=SQL.identifier(wanted),
                known=SQL.identifier(known),
                ids=list(units.ids),
                day=day,
            )
        )
        return self.env["res.partner"].browse(row[0] for row in rows)

    @api.model
    def _rebuild(self, units):
        """Write anew the ancestry of the given units and of all below them.

        Reads the memberships, never the other way round. Units that stood
        below at any time count, since their past answers depend on it.
        """
        if not units:
            return
        self.env["ruiji.unit.membership"].flush_model()
        units.flush_recordset(["is_client"])
        affected = [
            row[0]
            for row in self.env.execute_query(
                SQL(
                    """WITH RECURSIVE below (id) AS (
                           SELECT unnest(%s::int[])
                            UNION
                           SELECT membership.unit_id
                             FROM below
                             JOIN ruiji_unit_membership membership
                               ON membership.superior_id = below.id
                       )
                       SELECT id FROM below""",
                    list(units.ids),
                )
            )
        ]
        self.env.cr.execute(
            SQL("DELETE FROM ruiji_unit_ancestry WHERE unit_id = ANY(%s)", affected)
        )
        self.env.cr.execute(REBUILD, {"units": affected})
        self.invalidate_model()
