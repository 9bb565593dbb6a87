from odoo import api, models


class CalendarDay(models.AbstractModel):
    """Days off and days worked: when they change, so do terms counted in them."""

    _name = "ruiji.calendar.day"
    _description = "Day of a working calendar"

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        self._on_calendar_changed()
        return days

    def write(self, vals):
        result = super().write(vals)
        self._on_calendar_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self._on_calendar_changed()
        return result

    @api.model
    def _on_calendar_changed(self):
        """Count running terms anew; other concepts add theirs."""
        # The days of the calendar are the administrator's, the terms are not.
        self.env["res.partner"].sudo()._count_first_contact_days_anew()


class ResourceCalendarLeaves(models.Model):
    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "ruiji.calendar.day"]
