from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .service_day_job import LOOK_BACK


class ServiceSummary(models.Model):
    """The service head's summary 主管汇总 of a day, week or month (SVC-04)."""

    _name = "ruiji.service.summary"
    _description = "Service Summary"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, period"
    # Whoever reads a summary may ask back.
    _mail_post_access = "read"

    period = fields.Selection(
        [("day", "Daily"), ("week", "Weekly"), ("month", "Monthly")],
        default="day",
        required=True,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self.env.company._business_day(),
        index=True,
    )
    date_to = fields.Date(string="Until", compute="_compute_date_to", store=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    state = fields.Selection(
        [("draft", "To be confirmed"), ("confirmed", "Confirmed")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    remarks = fields.Text(help="What the figures don't tell.")
    date_asked = fields.Datetime(string="Asked to confirm at", readonly=True)
    date_confirmed = fields.Datetime(string="Confirmed at", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one(
        "res.users",
        string="Confirmed by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )

    _one_a_period = models.Constraint(
        "UNIQUE(company_id, period, date_from)",
        "There is a summary of this period already: open it in the list.",
    )

    @api.depends("period", "date_from")
    def _compute_date_to(self):
        lengths = {
            "day": relativedelta(),
            "week": relativedelta(days=6),
            "month": relativedelta(months=1, days=-1),
        }
        for summary in self:
            length = lengths.get(summary.period)
            start = summary.date_from
            summary.date_to = start and length is not None and start + length

    @api.depends_context("lang")
    @api.depends("period", "date_from", "date_to")
    def _compute_display_name(self):
        for summary in self:
            days = dict.fromkeys((summary.date_from, summary.date_to))
            summary.display_name = " – ".join(
                format_date(self.env, day) for day in days if day
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin weeks on Mondays and months on their first day, whatever was typed."""
        own = {"period", "date_from", "remarks", "company_id"}
        if not self.env.su and any(
            name in self._fields and not self._is_mails(name)
            for vals in vals_list
            for name in vals.keys() - own
        ):
            raise UserError(self._only_remarks())
        return super().create([vals | self._begin(vals) for vals in vals_list])

    def write(self, vals):
        """Take the head's remarks, until the summary is confirmed.

        :raises UserError: if it is confirmed, or the system's was typed
        """
        typed = {
            name for name in vals if name in self._fields and not self._is_mails(name)
        }
        if typed and not self.env.su:
            if typed - {"remarks"}:
                raise UserError(self._only_remarks())
            if any(summary.state == "confirmed" for summary in self):
                raise UserError(self.env._("A confirmed summary stays as it was."))
        return super().write(vals)

    @api.model
    def _begin(self, vals):
        first = fields.Date.to_date(vals.get("date_from"))
        first = first or self.env.company._business_day()
        if vals.get("period") == "week":
            first -= timedelta(days=first.weekday())
        if vals.get("period") == "month":
            first = first.replace(day=1)
        return {"date_from": first}

    def _only_remarks(self):
        return self.env._(
            "The summary follows from the records: choose a period and add remarks."
        )

    @api.model
    def _is_mails(self, name):
        return self.env["ruiji.service.day"]._is_mails(name)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Summaries are kept."))

    @api.model
    def _draw_up_ended(self):
        """Make the summaries of days, weeks and months that have ended, and ask.

        Each once, however many jobs run.
        """
        for company in self.env["res.company"].search(
            [("resource_calendar_id", "!=", False)]
        ):
            self._draw_up(company, self._ended_periods(company))
        self._ask_to_confirm()

    @api.model
    def _ended_periods(self, company):
        """(period, first day) of what ended lately, where anything was on record."""
        days = company._ended_days(LOOK_BACK)
        reported = self.env["ruiji.service.day"]._read_group(
            Domain("company_id", "=", company.id)
            & Domain("day", ">=", days[0] - timedelta(days=31)),
            ["day:day"],
        )
        worked = {day for [day] in reported}
        periods = [period for day in days for period in self._ending_on(day)]
        return [
            (name, first)
            for name, first, last in periods
            if any(first <= day <= last for day in worked)
        ]

    @api.model
    def _ending_on(self, day):
        """(period, first day, last day) of what ends on a day."""
        following = day + timedelta(days=1)
        periods = [("day", day, day)]
        if following.weekday() == 0:
            periods.append(("week", day - timedelta(days=6), day))
        if following.day == 1:
            periods.append(("month", day.replace(day=1), day))
        return periods

    def action_print(self):
        """Print the summary."""
        report = self.env.ref("ruiji_field_service.service_summary_report")
        return report.report_action(self) | {"close_on_report_download": True}
