from odoo import fields, models

from ..utils.working_clock import hours_between


class RepairStep(models.Model):
    """How much working time a step took, for the repair card (SVC-03)."""

    _inherit = "ruiji.repair.step"

    def _working_hours(self):
        """{step: working hours of the company that it took, up to now if it goes on}"""
        now = fields.Datetime.now()
        hours = {}
        for company, steps in self.grouped(lambda s: s.repair_id.company_id).items():
            begin = min(steps.mapped("entered_on"))
            end = max(step.left_on or now for step in steps)
            stretches = company._working_stretches(begin, end)
            for step in steps:
                hours[step] = hours_between(
                    stretches, step.entered_on, step.left_on or now
                )
        return hours
