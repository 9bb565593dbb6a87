from odoo import models


class RepairOrder(models.Model):
    """A repair as the register of calls shows it (SVC-01)."""

    _inherit = "repair.order"

    def _history_line(self):
        """(day, sentence) of this repair, without its price."""
        moment = self.date_repaired or self.create_date
        day = self.company_id._business_day(moment)
        states = dict(self._fields["board_state"]._description_selection(self.env))
        parts = (self.name, states.get(self.board_state), self.fault_description)
        return str(day), " · ".join(filter(None, parts))
