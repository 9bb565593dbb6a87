from odoo import models
from odoo.tools import SQL


class IrSequence(models.Model):
    """Numbers for many records at a time."""

    _inherit = "ir.sequence"

    def _draw(self, count):
        """Draw that many numbers of a standard sequence in one query.

        :return: list of str, as next_by_id() would give them one by one
        """
        self.ensure_one()
        drawn = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{self.id:03d}",
                count,
            )
        )
        return [self.get_next_char(number) for (number,) in drawn]
