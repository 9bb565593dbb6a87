from bisect import bisect_right
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .client_feedback import OVER


class ClientFeedback(models.Model):
    """Until when the client has an answer, and until when it is closed (CAR-03)."""

    _inherit = "ruiji.client.feedback"

    answer_deadline = fields.Date(
        string="Answer until", compute="_compute_deadlines", store=True
    )
    closing_deadline = fields.Date(
        string="Close until", compute="_compute_deadlines", store=True
    )
    deadline = fields.Date(
        compute="_compute_deadline",
        store=True,
        help="What is due next: the answer to the client, then the closing.",
    )
    is_overdue = fields.Boolean(compute="_compute_is_overdue", search="_search_overdue")

    _deadline_idx = models.Index("(deadline) WHERE deadline IS NOT NULL")

    @api.depends("severity", "received_at", "company_id")
    def _compute_deadlines(self):
        terms = self.env["ruiji.feedback.term"]._by_severity()
        for company, feedback in self.grouped("company_id").items():
            # The working days of one's company are no secret.
            calendar = company.sudo().resource_calendar_id
            feedback._count_deadlines(calendar, terms)

    def _count_deadlines(self, calendar, terms):
        """Count the days of all of these by one look at the calendar."""
        days = {one: calendar._local_date(one._moment_received()) for one in self}
        last = max(days.values()) + self._horizon(terms)
        workdays = calendar._working_dates(min(days.values()), last)
        for one, day in days.items():
            term = terms.get(one.severity, self.env["ruiji.feedback.term"])
            one.answer_deadline = self._nth_after(workdays, day, term.answer_days)
            one.closing_deadline = self._nth_after(workdays, day, term.closing_days)

    def _moment_received(self):
        return self.received_at or fields.Datetime.now()

    @api.model
    def _horizon(self, terms):
        """So many days hold the longest term, whatever holidays come between."""
        longest = max((term.closing_days for term in terms.values()), default=0)
        return timedelta(days=3 * longest + 30)

    @api.model
    def _nth_after(self, workdays, day, count):
        """The count-th of some working days after a day, which isn't counted."""
        place = bisect_right(workdays, day) + count - 1
        return count and place < len(workdays) and workdays[place]

    @api.depends("answer_deadline", "closing_deadline", "answered_on", "state")
    def _compute_deadline(self):
        for feedback in self:
            due = (
                feedback.closing_deadline
                if feedback.answered_on
                else feedback.answer_deadline
            )
            feedback.deadline = feedback.state not in OVER and due

    @api.depends("deadline")
    def _compute_is_overdue(self):
        today = self.env.company._business_day()
        for feedback in self:
            feedback.is_overdue = bool(feedback.deadline and feedback.deadline < today)

    def _search_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain("deadline", "<", self.env.company._business_day())
        return overdue if True in value else ~overdue

    @api.model
    def _count_deadlines_anew(self):
        """Terms or working days have changed: so do the deadlines of what is open."""
        running = self.search([("state", "not in", OVER)])
        running._compute_anew("answer_deadline", "closing_deadline")


class CalendarDay(models.AbstractModel):
    _inherit = "ruiji.calendar.day"

    @api.model
    def _on_calendar_changed(self):
        result = super()._on_calendar_changed()
        # The days of the calendar are the administrator's, the deadlines are not.
        self.env["ruiji.client.feedback"].sudo()._count_deadlines_anew()
        return result
