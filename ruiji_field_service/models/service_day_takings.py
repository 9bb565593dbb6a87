from odoo import models
from odoo.fields import Domain
from odoo.tools import format_amount


class ServiceDay(models.Model):
    """What the technician collected himself belongs to his day (SVC-04, SVC-06)."""

    _inherit = "ruiji.service.day"

    def _contents(self):
        contents = super()._contents()
        fees = self._fees_of_days()
        for day, content in contents.items():
            content["fees"] = [fee._told_of_day() for fee in fees if day._has_fee(fee)]
        return contents

    def _fees_of_days(self):
        fees = self.env["ruiji.service.fee"]
        if not self:
            return fees
        return fees.search(
            Domain("collector_id", "in", self.technician_id.ids)
            & self._between("date_collected"),
            order="date_collected, id",
        )

    def _has_fee(self, fee):
        mine = (fee.collector_id, fee.company_id) == (
            self.technician_id,
            self.company_id,
        )
        return mine and self._is_on_day(fee.date_collected)

    def _render_values(self):
        fees = self.env["ruiji.service.fee"]
        methods = dict(fees._fields["method"]._description_selection(self.env))
        return super()._render_values() | {"methods": methods, "money": self._money}

    def _money(self, lines):
        """The sum of these fees, as money reads.

        :param list lines: fees as the content tells them, of one currency
        """
        currency = self.env["res.currency"].browse(lines[0]["currency_id"])
        return format_amount(self.env, sum(fee["sum"] for fee in lines), currency)

    def _by_label(self, content):
        told = super()._by_label(content)
        fees = content.get("fees", ()) if content else ()
        return told | {
            f"{fee['receipt']} · {self.env._('Fee collected')}": self._money([fee])
            for fee in fees
        }
