from odoo import api, models
from odoo.fields import Command


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.model
    def _erase_of(self, partners):
        """Erase the meetings of a destroyed file (ACC-12); to be called as the system.

        Meetings with others who are no staff stay theirs: the file's people leave
        them.

        :param partners: res.partner recordset, the client or its persons
        """
        events = self.with_context(active_test=False)
        met = events.search([("partner_ids", "in", partners.ids)])
        shared = met.filtered(lambda event: event._has_guests_beside(partners))
        shared.with_context(dont_notify=True).write(
            {"partner_ids": [Command.unlink(id_) for id_ in partners.ids]}
        )
        filed = events.search(
            [("res_model", "=", "res.partner"), ("res_id", "in", partners.ids)]
        )
        (met - shared | filed)._erase()

    def _erase(self):
        """Delete meetings with all that was written about them, and tell nobody."""
        self._erase_traces()
        self.with_context(dont_notify=True).unlink()

    def _has_guests_beside(self, partners):
        """Return whether others than staff and these, or their company, take part."""
        company = partners.commercial_partner_id
        guests = self.partner_ids.filtered(
            lambda guest: guest.commercial_partner_id not in company
        )
        return any(guests.mapped("partner_share"))
