from odoo import api, fields, models
from odoo.fields import Domain

from ..utils import working_clock
from .service_call import HEAD
from .service_call_dispatch import MAY_BE_SENT

LATE = "ruiji_field_service.mail_activity_late_call"
MORNING = "ruiji_field_service.mail_activity_dispatch_calls"
VP = "ruiji_client_archive.group_marketing_vp"
GM = "ruiji_client_archive.group_general_manager"


class ServiceCall(models.Model):
    """Late calls are raised, and the morning begins with those that wait (SVC-02)."""

    _inherit = "ruiji.service.call"

    breach_ids = fields.One2many(
        "ruiji.service.breach",
        "call_id",
        string="Broken promise",
        readonly=True,
        groups=",".join((HEAD, VP, GM)),
    )
    date_raised = fields.Datetime(
        string="Raised to the head at", readonly=True, copy=False
    )
    date_raised_vp = fields.Datetime(
        string="Raised to the VP at", readonly=True, copy=False
    )

    def action_arrive(self):
        """The clock stops; who comes late has broken the promise, for good."""
        result = super().action_arrive()
        self._end_pauses()
        self._note_late_arrivals()
        return result

    def _follow_correction(self):
        """A correction that makes an arrival late puts the broken promise on record.

        What is on record stays, whatever a correction says: it is marked (SVC-02).
        """
        self._note_late_arrivals()

    def _note_late_arrivals(self):
        late = self.filtered(
            lambda call: call.date_arrived
            and call.arrival_due
            and call.date_arrived > call.arrival_due
        )
        # The record writes itself, whoever arrives or corrects.
        self.env["ruiji.service.breach"].sudo()._note(late.sudo())

    # The job

    @api.model
    def _late_domain(self, now):
        """Calls whose time is up while nobody has been there."""
        waiting = Domain("state", "in", MAY_BE_SENT) & Domain(
            "date_arrived", "=", False
        )
        return waiting & Domain("arrival_due", "<", now)

    def _excused(self):
        """Those whose clock was stopped while it still ran, and stands still."""
        return self.filtered(
            lambda call: any(
                not pause.date_end and pause.date_start < call.arrival_due
                for pause in call.pause_ids
            )
        )

    @api.model
    def _cron_raise_late(self, batch_size=50):
        """Put late calls on record and raise them, first to the head, then to the VP.

        Each step is taken once, however many jobs run and whenever one is killed.
        """
        now = fields.Datetime.now()
        to_raise = Domain("date_raised", "=", False) | Domain(
            "date_raised_vp", "=", False
        )
        late = self.search(self._late_domain(now) & to_raise)
        late -= late._excused()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(late))
        for start in range(0, len(late), batch_size):
            batch = late[start : start + batch_size]
            # What another job has in hand is that one's business.
            batch.try_lock_for_update()._raise(now)
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                break

    def _raise(self, now):
        self.invalidate_recordset(["date_raised", "date_raised_vp"])
        self.env["ruiji.service.breach"]._note(self)
        first = self.filtered(lambda call: not call.date_raised)
        first._ask_to_act(HEAD)
        first.date_raised = now
        second = self.filtered(lambda call: not call.date_raised_vp)
        times = second._vp_times(now)
        second = second.filtered(lambda call: times[call] <= now)
        second._ask_to_act(VP)
        second.date_raised_vp = now

    def _vp_times(self, now):
        """{call: from when on the VP is to know}"""
        promises = self.env["ruiji.service.promise"]._by_area()
        times = {}
        for company, calls in self.grouped("company_id").items():
            first = min(calls.mapped("arrival_due"))
            stretches = company._working_stretches(
                first, fields.Datetime.add(now, days=30)
            )
            for call in calls:
                hours = promises[call.area].vp_hours
                up = working_clock.plan(stretches, call.arrival_due, hours)
                times[call] = up or fields.Datetime.add(now, days=1)
        return times

    def _ask_to_act(self, group):
        """An activity on each call for everybody of a group."""
        users = self._active_users(group)
        activity_type = self.env.ref(LATE)
        model_id = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": call.id,
                    "automated": True,
                    "activity_type_id": activity_type.id,
                    "user_id": user.id,
                    "date_deadline": fields.Date.context_today(self),
                    "summary": call.with_context(lang=user.lang).env._(
                        "Nobody is with %(client)s yet, due by %(due)s",
                        client=call.client_name,
                        due=fields.Datetime.context_timestamp(
                            call.with_context(tz=user.tz), call.arrival_due
                        ).strftime("%H:%M"),
                    ),
                }
                for call in self
                for user in users
            ]
        )

    @api.model
    def _active_users(self, group):
        users = self.env.ref(group).all_user_ids
        return users.filtered(lambda user: user.active and not user.share)

    # The morning

    @api.model
    def _cron_morning(self):
        """Tell the heads how many calls nobody goes to; the last run counts."""
        waiting = self.search_count([("state", "=", "new")])
        activity_type = self.env.ref(MORNING)
        activities = self.env["mail.activity"]
        activities.search([("activity_type_id", "=", activity_type.id)]).unlink()
        if not waiting:
            return
        activities.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "user_id": user.id,
                    "automated": True,
                    "date_deadline": self.env.company._business_day(),
                    "summary": self.with_context(lang=user.lang).env._(
                        "%(count)s calls wait to be dispatched", count=waiting
                    ),
                }
                for user in self._active_users(HEAD)
            ]
        )
