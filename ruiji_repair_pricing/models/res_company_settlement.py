from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models


class ResCompany(models.Model):
    """How the company settles repairs (REP-06)."""

    _inherit = "res.company"

    inspection_fee = fields.Monetary(
        help="What a board costs that was inspected and found without fault."
    )
    post_settlement_invoices = fields.Boolean(
        string="Post the invoices of settlements",
        help="Otherwise they wait as drafts until somebody has looked at them.",
    )

    _inspection_fee_not_negative = models.Constraint(
        "CHECK (inspection_fee >= 0)", "The inspection fee cannot be negative."
    )

    def _moments_of(self, first_day, last_day):
        """The stretch of time, in UTC, of days at the company's seat.

        :return: (first moment, first moment after)
        """
        self.ensure_one()
        zone = ZoneInfo(self._business_timezone())
        return tuple(
            datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)
            for day in (first_day, last_day + timedelta(days=1))
        )
