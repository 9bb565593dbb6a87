from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..utils.contract_ladder_sql import DUE_CONTRACTS, TAKE_STEPS

ADDON = "ruiji_repair_pricing"
TYPES = {
    "manager": f"{ADDON}.mail_activity_type_contract_end",
    "notice": f"{ADDON}.mail_activity_type_post_notice",
    "visit": f"{ADDON}.mail_activity_type_renewal_visit",
    "void": f"{ADDON}.mail_activity_type_propose_void",
    "renew": f"{ADDON}.mail_activity_type_contract_end",
}
# So long before the end the client is visited, so that the renewal can be agreed.
VISIT_AHEAD = timedelta(days=14)
# Contracts that ended longer ago, as old ones taken over by an import, are history.
CATCH_UP_DAYS = 90


class Contract(models.Model):
    """The ladder of reminders around the end of a contract (CON-03, CON-08)."""

    _inherit = "ruiji.contract"

    reminder_ids = fields.One2many(
        "ruiji.contract.reminder", "contract_id", string="Reminders", readonly=True
    )
    reminder_acknowledged_end = fields.Date(readonly=True, copy=False)
    reminder_acknowledged_by_id = fields.Many2one(
        "res.users", string="Acknowledged by", readonly=True, copy=False
    )
    reminders_acknowledged = fields.Boolean(compute="_compute_reminders_acknowledged")
    may_acknowledge = fields.Boolean(compute="_compute_may_acknowledge")

    @api.depends("reminder_acknowledged_end", "date_end")
    def _compute_reminders_acknowledged(self):
        for contract in self:
            acknowledged = contract.reminder_acknowledged_end
            contract.reminders_acknowledged = (
                bool(acknowledged) and acknowledged == contract.date_end
            )

    @api.depends("manager_id")
    @api.depends_context("uid")
    def _compute_may_acknowledge(self):
        may_decide = self._user_may_decide_validity()
        for contract in self:
            own = contract.manager_id == self.env.user
            contract.may_acknowledge = own or may_decide

    def action_acknowledge_reminders(self):
        """Stop reminding the account manager of this end of the contract (CON-08).

        The notice to the client and what follows the end go on: they are not the
        manager's to waive.
        """
        self.check_access("read")
        for contract in self:
            if not contract.may_acknowledge:
                raise AccessError(
                    self.env._(
                        "Reminders of contract %s are acknowledged by the client's "
                        "account manager or the marketing VP.",
                        contract.number,
                    )
                )
        # Account managers may not write contracts; who may acknowledge was checked.
        for date_end, contracts in self.sudo().grouped("date_end").items():
            contracts.write(
                {
                    "reminder_acknowledged_end": date_end,
                    "reminder_acknowledged_by_id": self.env.uid,
                }
            )
        acknowledged = self.env._("Reminder acknowledged")
        # As above: the activity and the note belong to the acknowledgement.
        self.sudo().activity_feedback([TYPES["manager"]], feedback=acknowledged)
        self.sudo()._message_log_batch({c.id: acknowledged for c in self})
        return True

    @api.model
    def _cron_remind(self, batch_size=50):
        """Take every step of the ladder that is due, each exactly once (CON-08)."""
        contract_ids = self._contracts_with_due_steps()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(contract_ids))
        for start in range(0, len(contract_ids), batch_size):
            batch = self.browse(contract_ids[start : start + batch_size])
            # What another job has in hand is that one's business.
            batch.try_lock_for_update()._take_due_steps()
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _ladder_days(self):
        """The days the statements ask about; what they read has to be there."""
        self.env.flush_all()
        today = self.env.company._business_day()
        return {"today": today, "oldest": today - timedelta(days=CATCH_UP_DAYS)}

    @api.model
    def _contracts_with_due_steps(self):
        rows = self.env.execute_query(SQL(DUE_CONTRACTS, **self._ladder_days()))
        return [contract_id for [contract_id] in rows]

    def _take_due_steps(self):
        """Write the due steps into the log and deliver those that nobody took yet."""
        rows = self.env.execute_query(
            SQL(
                TAKE_STEPS,
                contracts=list(self.ids),
                now=fields.Datetime.now(),
                uid=self.env.uid,
                **self._ladder_days(),
            )
        )
        taken = [reminder_id for reminder_id, state in rows if state == "fired"]
        reminders = self.env["ruiji.contract.reminder"].browse(taken)
        self.invalidate_recordset(["reminder_ids"])
        by_task = reminders.grouped("task")
        notices = by_task.pop("notice", reminders.browse())
        notices.contract_id._send_notices(notices)
        visits = by_task.pop("visit", reminders.browse())
        visits.contract_id._plan_renewal_visits(visits)
        for task, due in by_task.items():
            due.contract_id._ask_for(task, due)

    def _plan_renewal_visits(self, reminders):
        """Have these clients visited for the renewal, once for each end (SVC-05).

        A task with its deadline; an addon that plans visits drafts the visit instead.

        :param reminders: ruiji.contract.reminder that were taken just now
        """
        if reminders:
            self._ask_for("visit", reminders)

    def _renewal_visit_day(self):
        """The day by which the client is to be visited."""
        self.ensure_one()
        return max(self.company_id._business_day(), self.date_end - VISIT_AHEAD)

    def _deadline_of(self, task):
        if task == "visit":
            return self._renewal_visit_day()
        return fields.Date.context_today(self)

    def _ask_for(self, task, reminders):
        """Make one activity per reminder; an earlier one of the kind gives way."""
        self.activity_unlink([TYPES[task]])
        users = self._clerks() if task in ("void", "notice") else self._managers()
        activity_type = self.env.ref(TYPES[task])
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": reminder.contract_id.id,
                    "automated": True,
                    "activity_type_id": activity_type.id,
                    # A job has a language of its own, or none.
                    "summary": reminder.step_id.with_context(lang=user.lang).name,
                    "user_id": user.id,
                    "date_deadline": reminder.contract_id._deadline_of(task),
                }
                for reminder in reminders
                for user in (users[reminder.contract_id],)
            ]
        )
        for user, asked in reminders.grouped(
            lambda reminder: users[reminder.contract_id]
        ).items():
            asked.user_id = user
        delivery = "to_post" if task == "notice" else "activity"
        reminders.delivery = delivery

    def _managers(self):
        """{contract: its account manager, or who stands in while it has none}."""
        stand_in = self._first_of("group_marketing_vp")
        return {contract: contract.manager_id or stand_in for contract in self}

    def _clerks(self):
        """{contract: the clerk who entered it, or another who may open it}.

        Secret contracts no clerk may open: those go to the marketing VP.
        """
        clerk, vp = map(self._first_of, ("group_marketing_clerk", "group_marketing_vp"))
        clerks = self.env.ref("ruiji_client_archive.group_marketing_clerk").all_user_ids
        return {
            contract: vp
            if contract.confidentiality == "secret"
            else contract.create_uid & clerks or clerk or vp
            for contract in self
        }

    @api.model
    def _first_of(self, group):
        users = self.env.ref(f"ruiji_client_archive.{group}").all_user_ids
        return users.filtered(lambda user: user.active and not user.share)[:1]
