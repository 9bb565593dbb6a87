from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

READERS = "ruiji_client_archive.group_archive_user"
PAGE = 100
FOUND = 30

# The units right below one on a day, or those below none; a page of them, and
# how many there are in all.
_ON_THE_DAY = """
       link.distance = 1
   AND (link.date_from IS NULL OR link.date_from <= %(day)s)
   AND (link.date_to IS NULL OR link.date_to >= %(day)s)
"""
_PAGE = """
 ORDER BY CASE unit.client_tier WHEN 'group' THEN 0 WHEN 'province' THEN 1 ELSE 2 END,
          unit.name_pinyin, unit.id
 LIMIT %(limit)s OFFSET %(offset)s
"""
BELOW = f"""
SELECT unit.id, COUNT(*) OVER ()
  FROM ruiji_unit_ancestry link
  JOIN res_partner unit ON unit.id = link.unit_id
 WHERE link.ancestor_id = %(superior)s AND unit.active AND {_ON_THE_DAY} {_PAGE}
"""
ROOTS = f"""
SELECT unit.id, COUNT(*) OVER ()
  FROM res_partner unit
 WHERE unit.is_client AND unit.active
   AND unit.client_tier IN ('group', 'province', 'prefecture')
   AND NOT EXISTS (
       SELECT FROM ruiji_unit_ancestry link
        WHERE link.unit_id = unit.id AND {_ON_THE_DAY}
   ) {_PAGE}
"""


class UnitTree(models.AbstractModel):
    """The unit tree as a screen asks for it: piece by piece, as of any day.

    Every answer costs the same few queries, however large the tree is (SUB-06).
    Names, tiers, prefectures and managers are open to all readers of the archive
    (ACC-02); what else a row shows belongs to files that the reader may open.
    """

    _name = "ruiji.unit.tree"
    _description = "Unit Tree"

    @api.model
    @api.readonly
    def read_below(self, unit_id, day, offset=0):
        """A page of the units right below one, or of those below none.

        :param int unit_id: id of the superior, False for the top of the tree
        :param str day: the day as of which the tree is looked at (SUB-05)
        :return: {"nodes": [dict], "total": number of units there}
        """
        self._check_reader()
        day = fields.Date.to_date(day)
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                BELOW if unit_id else ROOTS,
                superior=unit_id,
                day=day,
                limit=PAGE,
                offset=offset,
            )
        )
        ids = [unit_id for unit_id, _total in rows]
        return {"nodes": self._nodes(ids, day), "total": rows[0][1] if rows else 0}

    @api.model
    @api.readonly
    def read_path(self, unit_id, day):
        """The units from the top down to one, itself included."""
        self._check_reader()
        day = fields.Date.to_date(day)
        unit = self.env["res.partner"].browse(unit_id)
        above = unit._units_above(day)
        return self._nodes([*reversed(above.ids), unit_id], day)

    @api.model
    @api.readonly
    def find(self, text, day):
        """Units by name, short name, pinyin initials or number, with their places.

        :return: list of nodes, each with "path"
        """
        self._check_reader()
        day = fields.Date.to_date(day)
        # Names are open to all readers.
        units = self._archive().search(
            [
                ("is_client", "=", True),
                ("client_tier", "in", ("group", "province", "prefecture")),
                ("display_name", "ilike", text),
            ],
            order="client_tier, name",
            limit=FOUND,
        )
        nodes = self._nodes(units.ids, day)
        paths = self._paths(units, day)
        return [{**node, "path": paths.get(node["id"], "")} for node in nodes]

    @api.model
    @api.readonly
    def actions(self):
        """What a row's menu offers this reader; other addons add theirs.

        :return: list of {"label", "icon", "method" of res.partner}
        """
        self._check_reader()
        offered = []
        if self.env["ruiji.unit.move"].has_access("create"):
            offered.append(
                {
                    "label": self.env._("Move unit…"),
                    "icon": "fa-share",
                    "method": "action_move_unit",
                }
            )
        return offered

    @api.model
    def _check_reader(self):
        if not (self.env.su or self.env.user.has_group(READERS)):
            raise AccessError(
                self.env._("The unit tree is for readers of the client archive.")
            )

    @api.model
    def _archive(self):
        # Asked for names, tiers, places and managers alone: open to all readers.
        return self.env["res.partner"].sudo()

    @api.model
    def _nodes(self, ids, day):
        units = self._archive().browse(ids)
        open_files = self.env["res.partner"].browse(ids)._filtered_access("read")
        # How many units stand below is no secret: the tree shows their names.
        below = self.env["ruiji.unit.ancestry"].sudo()._count_below(units, day)
        managers = self._managers(units, day)
        marks = open_files._tree_marks(day)
        tiers = dict(units._fields["client_tier"]._description_selection(self.env))
        return [
            {
                "id": unit.id,
                "name": unit.name,
                "short_name": unit.short_name or unit.name,
                "number": unit.client_number or "",
                "tier": unit.client_tier,
                "tier_label": tiers.get(unit.client_tier, ""),
                "place": unit.city_id.name or unit.state_id.name or "",
                "manager": managers.get(unit.id, ""),
                "below": below[unit.id],
                "is_open": unit in open_files,
                "marks": marks.get(unit.id, []),
            }
            for unit in units
        ]

    @api.model
    def _managers(self, units, day):
        """{unit id: name of the account manager on a day} (SUB-05)."""
        if day >= fields.Date.context_today(self):
            return {unit.id: unit.user_id.name or "" for unit in units}
        # As open as today's manager.
        assignments = self.env["ruiji.assignment"].sudo()
        past = assignments.search_fetch(
            [
                ("client_id", "in", units.ids),
                ("state", "=", "effective"),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">", day),
            ],
            ["client_id", "user_id"],
        )
        return {row.client_id.id: row.user_id.name or "" for row in past}

    @api.model
    def _paths(self, units, day):
        """{unit id: short names of the units above it on a day, from the top}."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT link.unit_id,
                          STRING_AGG(COALESCE(above.short_name, above.name), ' / '
                                     ORDER BY link.distance DESC)
                     FROM ruiji_unit_ancestry link
                     JOIN res_partner above ON above.id = link.ancestor_id
                    WHERE link.unit_id = ANY(%(ids)s)
                      AND link.distance > 0
                      AND (link.date_from IS NULL OR link.date_from <= %(day)s)
                      AND (link.date_to IS NULL OR link.date_to >= %(day)s)
                    GROUP BY link.unit_id""",
                ids=list(units.ids),
                day=day,
            )
        )
        return dict(rows)
