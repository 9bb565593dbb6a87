from odoo import fields, models


class ResCompany(models.Model):
    """Which fees are collected at the client's (SVC-06)."""

    _inherit = "res.company"

    collect_limit = fields.Monetary(
        string="Collect on site up to",
        default=500,
        help="Technicians collect fees up to this amount at the client's; the others "
        "are invoiced the same working day.",
    )

    _collect_limit_not_negative = models.Constraint(
        "CHECK (collect_limit >= 0)", "The limit cannot be negative."
    )

    def _works_today(self):
        """Whether today is a working day at the company's seat."""
        today = self._business_day()
        return bool(self.resource_calendar_id._working_dates(today, today))
