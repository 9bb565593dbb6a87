from odoo import api, fields, models
from odoo.fields import Command


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    # Who may see a meeting follows the client's file (ACC-02); kept here so that the
    # wall asks one column.
    client_id = fields.Many2one(
        "res.partner",
        string="Client file",
        compute="_compute_client_id",
        store=True,
        index="btree_not_null",
    )

    @api.depends("res_model", "res_id", "opportunity_id.client_id")
    def _compute_client_id(self):
        """The client whom the meeting is about; its guests are asked one by one."""
        partners = self.env["res.partner"]
        by_id = {
            event: event.res_id for event in self if event.res_model == "res.partner"
        }
        # Only to know who is behind the wall.
        known = partners.sudo().browse(by_id.values()).exists()
        for event in self:
            about = partners.browse(by_id.get(event, ())) & known
            # To know whose file closes the meeting; readers pass the wall first.
            company = about.sudo().commercial_partner_id
            client = company if company.is_client else event.opportunity_id.client_id
            event.client_id = client.id

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
