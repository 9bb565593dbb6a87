from odoo import fields, models

DEFAULT_TIMEZONE = "Asia/Shanghai"


class ResCompany(models.Model):
    _inherit = "res.company"

    def _business_day(self, moment=None):
        """The calendar day at the company's seat, now or at a moment.

        A slip handed in at seven in the morning in Xi'an must not be priced as of
        the day before because it still is that day in UTC, nor by the clock of
        whoever looks at it.
        """
        self.ensure_one()
        moment = moment or fields.Datetime.now()
        here = self.with_context(tz=self._business_timezone())
        return fields.Datetime.context_timestamp(here, moment).date()

    def _business_timezone(self):
        """Name of the time zone of the company's seat."""
        self.ensure_one()
        # The time zone of one's own company is no secret.
        return self.sudo().partner_id.tz or DEFAULT_TIMEZONE
