from odoo import fields, models
from odoo.tools import SQL


class IrSequence(models.Model):
    """Numbers that begin anew with each year, many at a time."""

    _inherit = "ir.sequence"

    def _draw_of_year(self, count):
        """Draw that many numbers of a sequence with date ranges.

        :return: list of str, as next_by_id() would give them one by one
        """
        self.ensure_one()
        if not count:
            return []
        # The first makes the range of a year for which there is none yet.
        return [self.next_by_id(), *self._draw_within_range(count - 1)]

    def _draw_within_range(self, count):
        today = fields.Date.today()
        of_year = self.env["ir.sequence.date_range"].search(
            [
                ("sequence_id", "=", self.id),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ],
            limit=1,
        )
        drawn = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{self.id:03d}_{of_year.id:03d}",
                count,
            )
        )
        here = self.with_context(ir_sequence_date_range=of_year.date_from)
        return [here.get_next_char(number) for (number,) in drawn]
