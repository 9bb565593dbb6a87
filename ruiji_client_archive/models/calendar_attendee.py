from odoo import api, models


class CalendarAttendee(models.Model):
    """Nobody gets at a phone number by inviting its owner (ACC-02)."""

    _inherit = "calendar.attendee"

    @api.model_create_multi
    def create(self, vals_list):
        """Invite those whose files the organizer may open.

        :raises AccessError: if a guest belongs to a closed file
        """
        guests = self.env["res.partner"].browse(
            [vals["partner_id"] for vals in vals_list if vals.get("partner_id")]
        )
        # As the user again: what is refused is refused to him.
        guests._closed_files().sudo(self.env.su).check_access("read")
        return super().create(vals_list)
