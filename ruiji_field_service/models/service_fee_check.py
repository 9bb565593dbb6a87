from odoo import api, fields, models
from odoo.fields import Domain

from .service_call import HEAD
from .service_fee import UNSETTLED

SETTLE = "ruiji_field_service.mail_activity_settle_fee"
FINANCE = "ruiji_client_archive.group_finance"
CUSTOMER_SERVICE = "ruiji_client_archive.group_customer_service"


class ServiceFee(models.Model):
    """The daily check that forgets no fee (SVC-06)."""

    _inherit = "ruiji.service.fee"

    raised_on = fields.Date(
        string="Raised to finance and customer service on", readonly=True, copy=False
    )
    raised_head_on = fields.Date(
        string="Raised to the service head on", readonly=True, copy=False
    )

    @api.model
    def _cron_check(self, batch_size=100):
        """Raise what is neither collected nor invoiced on the evening of its day.

        On working days alone; the next one the service head hears of it. Each fee is
        raised once to each, however many jobs run and whenever one is killed.
        """
        groups = self._read_group([("state", "in", UNSETTLED)], ["company_id"])
        days = {c: c._business_day() for [c] in groups if c._works_today()}
        due = self.search(Domain.OR(self._to_raise(*day) for day in days.items()))
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for start in range(0, len(due), batch_size):
            # What another job has in hand is that one's business.
            batch = due[start : start + batch_size].try_lock_for_update()
            batch.invalidate_recordset()
            for company, fees in batch.grouped("company_id").items():
                fees.filtered_domain(self._to_raise(company, days[company]))._raise(
                    days[company]
                )
            self.env.flush_all()
            if not cron._commit_progress(batch_size):
                break

    @api.model
    def _to_raise(self, company, today):
        """Fees of a company of which somebody has to hear today."""
        first = Domain("raised_on", "=", False) & Domain("date_due", "<=", today)
        second = Domain("raised_head_on", "=", False) & Domain("date_due", "<", today)
        unsettled = Domain("state", "in", UNSETTLED)
        return Domain("company_id", "=", company.id) & unsettled & (first | second)

    def _raise(self, today):
        first = self.filtered(lambda fee: not fee.raised_on)
        finance, customer_service, heads = map(
            self.env["ruiji.service.call"]._active_users,
            (FINANCE, CUSTOMER_SERVICE, HEAD),
        )
        # Secret files are closed to customer service (ACC-02).
        open_files = first.filtered(lambda fee: fee.confidentiality != "secret")
        first._ask_to_settle(finance)
        open_files._ask_to_settle(customer_service - finance)
        first.raised_on = today
        second = self.filtered(
            lambda fee: not fee.raised_head_on and fee.date_due < today
        )
        second._ask_to_settle(heads - finance - customer_service)
        second.raised_head_on = today

    def _ask_to_settle(self, users):
        activity_type = self.env.ref(SETTLE)
        model_id = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": fee.id,
                    "automated": True,
                    "activity_type_id": activity_type.id,
                    "user_id": user.id,
                    "date_deadline": fields.Date.context_today(self),
                    "summary": fee.with_context(lang=user.lang).env._(
                        "The fee of %(call)s is neither collected nor invoiced",
                        call=fee.call_name,
                    ),
                }
                for fee in self
                for user in users
            ]
        )

    def _is_settled(self):
        """Nobody has to be asked about these any more."""
        self.activity_unlink([SETTLE])
