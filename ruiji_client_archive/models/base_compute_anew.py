from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def _compute_anew(self, *names):
        """Have stored fields decided anew, and with them what depends on them.

        For facts that Odoo doesn't see: the day, a setting, rows written by SQL.
        `add_to_compute` alone would leave all that follows as it was.

        :param names: of stored computed fields of these records
        """
        for name in names:
            self.env.add_to_compute(self._fields[name], self)
        self.modified(names)
