from datetime import timedelta

from odoo import models
from odoo.tools import SQL

# Columns that say when something happened, and how their rows hang on a slip.
MOMENTS = {
    "ruiji_repair_slip": (
        "id",
        (
            "date_submitted",
            "date_received",
            "date_shipped",
            "date_confirmed",
            "date_closed",
        ),
    ),
    "repair_order": (
        "slip_id",
        ("date_received", "date_diagnosis", "date_repair_start", "date_repaired")
        + ("date_shipped",),
    ),
    "rating_rating": ("repair_slip_id", ("rated_on",)),
}
STEPS = """
UPDATE ruiji_repair_step
   SET entered_on = entered_on - %(ago)s, left_on = left_on - %(ago)s
  FROM repair_order repair
 WHERE repair.id = repair_id AND repair.slip_id = ANY(%(ids)s)
"""
MOVEMENTS = """
UPDATE ruiji_goods_movement
   SET date = date - %(ago)s
 WHERE id IN (SELECT unnest(ARRAY[goods_in_id, goods_out_id])
                FROM repair_order
               WHERE slip_id = ANY(%(ids)s))
"""


class RepairSlip(models.Model):
    _inherit = "ruiji.repair.slip"

    def _let_days_pass(self, days):
        """Have all that happened to these slips so far happen days earlier.

        A demonstration tells of a whole month in a few seconds.
        """
        self.env.flush_all()
        values = {"ids": list(self.ids), "ago": timedelta(days=days)}
        for table, (key, columns) in MOMENTS.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s WHERE %s = ANY(%s)",
                    SQL.identifier(table),
                    SQL(", ").join(
                        SQL("%s = %s - %s", name, name, values["ago"])
                        for name in map(SQL.identifier, columns)
                    ),
                    SQL.identifier(key),
                    values["ids"],
                )
            )
        self.env.cr.execute(SQL(STEPS, **values))
        self.env.cr.execute(SQL(MOVEMENTS, **values))
        self.env.invalidate_all()
