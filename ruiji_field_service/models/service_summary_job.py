from odoo import api, fields, models
from odoo.tools import SQL

from .service_call import HEAD

CONFIRM_SUMMARY = "ruiji_field_service.mail_activity_confirm_summary"
NEW_SUMMARIES = """
INSERT INTO ruiji_service_summary
       (company_id, period, date_from, state, create_uid, write_uid, create_date,
        write_date)
SELECT %(company)s, period, date_from, 'draft', %(uid)s, %(uid)s, %(now)s, %(now)s
  FROM unnest(%(periods)s::text[], %(days)s::date[]) AS asked (period, date_from)
    ON CONFLICT (company_id, period, date_from) DO NOTHING
RETURNING id
"""


class ServiceSummary(models.Model):
    """Summaries draw themselves up, each once (SVC-04)."""

    _inherit = "ruiji.service.summary"

    @api.model
    def _draw_up(self, company, periods):
        """Make the summaries that there aren't yet.

        :param list periods: (period, first day)
        :return: those that were made
        """
        if not periods:
            return self
        names, days = zip(*periods, strict=True)
        rows = self.env.execute_query(
            SQL(
                NEW_SUMMARIES,
                company=company.id,
                periods=list(names),
                days=list(days),
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        made = self.browse(summary for [summary] in rows)
        self.env.add_to_compute(self._fields["date_to"], made)
        return made

    @api.model
    def _ask_to_confirm(self):
        """An activity for each head on each summary that waits, once."""
        unasked = self.search([("state", "=", "draft"), ("date_asked", "=", False)])
        unasked = unasked.try_lock_for_update()
        unasked.invalidate_recordset(["date_asked", "state"])
        unasked = unasked.filtered(lambda s: not s.date_asked and s.state == "draft")
        unasked = unasked.filtered(lambda s: s.company_id._work_is_over(s.date_to))
        unasked.date_asked = fields.Datetime.now()
        unasked._ask(HEAD, CONFIRM_SUMMARY)

    def _ask(self, group, type_name):
        """An activity on each of these for everybody of a group."""
        users = self.env["ruiji.service.call"]._active_users(group)
        activity_type = self.env.ref(type_name)
        model_id = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": summary.id,
                    "automated": True,
                    "activity_type_id": activity_type.id,
                    "user_id": user.id,
                    "date_deadline": summary.company_id._business_day(),
                    "summary": activity_type.with_context(lang=user.lang).name,
                }
                for summary in self
                for user in users
            ]
        )
