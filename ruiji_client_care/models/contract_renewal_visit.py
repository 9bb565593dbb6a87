from datetime import UTC, timedelta

from odoo import fields, models
from odoo.tools import format_date

from .res_partner_next_visit import HOUR

RENEWAL = "ruiji_client_care.mail_activity_visit_renewal"
# Who reads both contracts and visits
READERS = ",".join(
    f"ruiji_client_archive.group_{role}"
    for role in (
        "account_manager",
        "marketing_clerk",
        "customer_service",
        "marketing_vp",
        "general_manager",
    )
)


class Contract(models.Model):
    """Before maintenance ends the client is visited, and what came of it is seen here.

    (SVC-05, CON-03)
    """

    _inherit = "ruiji.contract"

    renewal_visit_ids = fields.One2many(
        "ruiji.client.visit",
        "renewal_contract_id",
        string="Visits for the renewal",
        readonly=True,
        groups=READERS,
    )

    def _plan_renewal_visits(self, reminders):
        """Draft the visits, to be completed and submitted by the account managers."""
        if not reminders:
            return
        managers = self._managers()
        starts = self._renewal_visit_starts()
        visits = self.env["ruiji.client.visit"].create(
            [
                contract._prepare_renewal_visit(managers[contract], starts[contract])
                for contract in reminders.contract_id
            ]
        )
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet._ask(RENEWAL, [(visit, visit.user_id) for visit in visits])
        for user, planned in reminders.grouped(
            lambda reminder: managers[reminder.contract_id]
        ).items():
            planned.write({"user_id": user.id, "delivery": "visit"})

    def _renewal_visit_starts(self):
        """{contract: ten in the morning of the working day by which it is due}

        The calendar is asked once for each day.
        """
        eves = {}
        for contract in self:
            calendar = contract.company_id.resource_calendar_id
            eve = contract._renewal_visit_day() - timedelta(days=1)
            eves[contract] = calendar, max(eve, calendar._today())
        starts = {
            (calendar, eve): calendar._midnight(calendar.working_day_after(eve, 1))
            for calendar, eve in set(eves.values())
        }
        return {
            contract: (starts[eve] + HOUR).astimezone(UTC).replace(tzinfo=None)
            for contract, eve in eves.items()
        }

    def _prepare_renewal_visit(self, user, start):
        self.ensure_one()
        return {
            "client_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": user.id,
            "date_start": start,
            "goal": self._renewal_goal(user),
            "renewal_contract_id": self.id,
        }

    def _renewal_goal(self, user):
        inside = self.with_context(lang=user.lang or self.env.lang)
        return inside.env._(
            "Renewal of maintenance contract %(number)s, which ends on %(day)s: go "
            "through the service of the past year, agree on scope and prices of the "
            "next period.",
            number=self.number,
            day=format_date(inside.env, self.date_end),
        )


class ContractReminder(models.Model):
    _inherit = "ruiji.contract.reminder"

    delivery = fields.Selection(
        selection_add=[("visit", "Visit drafted")], ondelete={"visit": "set null"}
    )


class ClientVisit(models.Model):
    _inherit = "ruiji.client.visit"

    renewal_contract_id = fields.Many2one(
        "ruiji.contract",
        string="For the renewal of",
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=READERS,
        domain="[('partner_id', '=', client_id)]",
    )
