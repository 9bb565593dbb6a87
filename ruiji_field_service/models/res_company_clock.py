from pytz import UTC

from odoo import models


class ResCompany(models.Model):
    """The working time by which arrivals are promised (SVC-02)."""

    _inherit = "res.company"

    def _working_stretches(self, start, end):
        """The company's working time between two moments, in one look-up.

        :param datetime start: in UTC, as the database keeps it
        :return: sorted list of (begin, end), in UTC
        """
        self.ensure_one()
        # When the company works is no secret.
        calendar = self.sudo().resource_calendar_id
        intervals = calendar._work_intervals_batch(
            UTC.localize(start), UTC.localize(end)
        )[False]
        return [
            (
                begin.astimezone(UTC).replace(tzinfo=None),
                stop.astimezone(UTC).replace(tzinfo=None),
            )
            for begin, stop, _hours in intervals
        ]
