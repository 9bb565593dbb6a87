from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ExtraWorkday(models.Model):
    """A weekend day that is worked in exchange for a day of a public holiday.

    Odoo's calendars know weekly hours and time off, but no single day of work.
    """

    _name = "ruiji.extra.workday"
    _inherit = ["ruiji.calendar.day"]
    _description = "Swapped working day"
    _order = "date desc"
    _rec_name = "date"

    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working calendar",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company.resource_calendar_id,
    )
    date = fields.Date(required=True)
    dayofweek = fields.Selection(
        selection=lambda self: self.env["resource.calendar.attendance"]
        ._fields["dayofweek"]
        ._description_selection(self.env),
        string="Hours as on",
        required=True,
        default="0",
        help="The day is worked at the hours of this day of the week.",
    )
    name = fields.Char(
        string="In exchange for", help="The public holiday that is made up for."
    )

    _calendar_date_uniq = models.Constraint(
        "UNIQUE(calendar_id, date)",
        "This day is a swapped working day already.",
    )

    @api.constrains("calendar_id", "date")
    def _check_falls_on_a_weekend(self):
        for workday in self:
            if workday.calendar_id._has_weekly_hours(workday.date):
                raise ValidationError(
                    self.env._(
                        "%(day)s is a working day of every week: enter here only "
                        "weekend days that are worked.",
                        day=workday.date,
                    )
                )

    @api.constrains("calendar_id", "date")
    def _check_is_no_holiday(self):
        for workday in self:
            calendar = workday.calendar_id
            next_day = workday.date + timedelta(days=1)
            off = calendar._leave_intervals(
                calendar._midnight(workday.date), calendar._midnight(next_day)
            )
            if off:
                raise ValidationError(
                    self.env._(
                        "%(day)s is a public holiday in this calendar: take it out "
                        "there first, or choose another day.",
                        day=workday.date,
                    )
                )
