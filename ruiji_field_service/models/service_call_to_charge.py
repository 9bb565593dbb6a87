from datetime import timedelta

from odoo import fields, models

OVER = ("done", "cancelled")


class ServiceCall(models.Model):
    """A call that is over has its fee, whatever it comes to (SVC-06)."""

    _inherit = "ruiji.service.call"

    fee_ids = fields.One2many(
        "ruiji.service.fee", "call_id", string="Service fee", readonly=True
    )

    def action_withdraw(self):
        """Charge what was done before the client needed nobody any more."""
        result = super().action_withdraw()
        self._charge()
        return result

    def _follow_correction(self):
        """Another time of the call may be another contract: fees that wait follow."""
        result = super()._follow_correction()
        self._charge()
        return result

    def _charged_visits(self):
        """The signed vouchers of this call that count: none that was corrected."""
        signed = self.voucher_ids.filtered(
            lambda voucher: voucher.state == "done" and voucher.result != "absent"
        )
        return signed - signed.corrects_id

    def _charge(self):
        """Make the fees of calls that are over, or price them by the last voucher."""
        # Fees follow from signed vouchers, whoever concluded them.
        over = self.sudo().filtered(
            lambda call: call.state in OVER and call._charged_visits()
        )
        fees = self.env["ruiji.service.fee"].sudo()
        known = fees.search([("call_id", "in", over.ids)])
        known.filtered(lambda fee: not fee._settled_as())._follow_vouchers()
        missing = over - known.call_id
        days = missing._days_to_settle()
        fees.create([call._prepare_fee_vals(days[call]) for call in missing])._price()

    def _last_visit(self):
        return self._charged_visits().sorted("date_finished")[-1:]

    def _days_to_settle(self):
        """{call: working day on which, or after which, it was signed}"""
        signed = {
            call: (
                call.company_id,
                call.company_id._business_day(call._last_visit().date_finished),
            )
            for call in self
        }
        worked = {
            (company, day): company.resource_calendar_id.working_day_after(
                day - timedelta(days=1), 1
            )
            for company, day in set(signed.values())
        }
        return {call: worked[key] or key[1] for call, key in signed.items()}

    def _prepare_fee_vals(self, date_due):
        return {
            "date_due": date_due,
            "call_id": self.id,
            "currency_id": self.company_id.currency_id.id,
            "collect_limit": self.company_id.collect_limit,
            **self._prepare_fee_facts(),
        }

    def _prepare_fee_facts(self):
        """What the vouchers and the kind of the call say by now."""
        last = self._last_visit()
        return {
            "voucher_id": last.id,
            "technician_id": last.technician_id.id,
            "client_name": last.client_name,
            "equipment": last.equipment,
            "kind": self.kind or "paid",
            "free_reason": self.kind_reason if self.kind != "paid" else False,
        }
