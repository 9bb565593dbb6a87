from odoo import api, fields, models

from ..utils import working_clock


class ServiceCall(models.Model):
    """How long it took, in working hours, pauses taken out (SVC-04, ANA-01)."""

    _inherit = "ruiji.service.call"

    hours_to_arrive = fields.Float(
        string="Working hours until arrival", compute="_compute_hours", store=True
    )
    hours_to_finish = fields.Float(
        string="Working hours until finished", compute="_compute_hours", store=True
    )

    _arrived_idx = models.Index("(date_arrived) WHERE date_arrived IS NOT NULL")

    @api.depends(
        "date_called",
        "date_arrived",
        "date_finished",
        "company_id",
        "pause_ids.date_end",
    )
    def _compute_hours(self):
        """By the company's working calendar, asked once a company."""
        for company, calls in self.grouped("company_id").items():
            reached = calls.filtered("date_arrived")
            (calls - reached).update({"hours_to_arrive": 0, "hours_to_finish": 0})
            stretches = reached._stretches_until_finished(company)
            for call in reached:
                call.hours_to_arrive = call._hours_until(call.date_arrived, stretches)
                call.hours_to_finish = call._hours_until(call.date_finished, stretches)

    def _stretches_until_finished(self, company):
        if not self:
            return []
        moments = self.mapped("date_arrived") + self.mapped("date_finished")
        return company._working_stretches(
            min(self.mapped("date_called")), max(filter(None, moments))
        )

    def _hours_until(self, moment, stretches):
        if not moment:
            return 0
        rests = sum(
            working_clock.hours_between(stretches, begin, min(end, moment))
            for begin, end in self._rests()
        )
        hours = working_clock.hours_between(stretches, self.date_called, moment)
        return max(0, hours - rests)
