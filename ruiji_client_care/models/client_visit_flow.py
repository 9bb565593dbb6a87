from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from .client_visit import OPEN

APPROVERS = (
    "ruiji_client_archive.group_marketing_vp,ruiji_client_archive.group_general_manager"
)
TO_APPROVE = "ruiji_client_care.mail_activity_visit_approval"
RETURNED = "ruiji_client_care.mail_activity_visit_returned"


class ClientVisit(models.Model):
    """A plan is approved by management, never by the one who made it (CAR-01)."""

    _inherit = "ruiji.client.visit"

    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_on = fields.Datetime(readonly=True, copy=False)
    return_reason = fields.Text(string="Why returned", readonly=True, copy=False)
    may_be_approved = fields.Boolean(compute="_compute_may_be_approved")

    _approved_by_another = models.Constraint(
        "CHECK (approved_by_id <> submitted_by_id)",
        "Nobody approves a visit that he planned himself.",
    )

    @api.depends("state", "submitted_by_id", "user_id")
    @api.depends_context("uid")
    def _compute_may_be_approved(self):
        approves = self.env.user.has_groups(APPROVERS)
        for visit in self:
            own = self.env.user in visit.submitted_by_id | visit.user_id
            visit.may_be_approved = approves and visit.state == "submitted" and not own

    def action_submit(self):
        """Ask management to approve these plans.

        :raises UserError: when one has no goal, or is no plan of a visit any more
        """
        visits = self._locked("write", "draft")
        if visits.filtered(lambda visit: visit.kind == "phone"):
            raise UserError(
                self.env._("Calls need no approval: make the call and note it.")
            )
        if visits.filtered(lambda visit: not (visit.goal or "").strip()):
            raise UserError(
                self.env._("Say what the visit is to bring about before you submit it.")
            )
        visits.write(
            {
                "state": "submitted",
                "submitted_by_id": self.env.uid,
                "return_reason": False,
            }
        )
        visits.activity_unlink([RETURNED])
        visits._ask_for_approval()

    def _ask_for_approval(self):
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet._ask(
            TO_APPROVE, [(visit, user) for visit in self for user in visit._approvers()]
        )

    def _approvers(self):
        """The marketing VPs; the general manager where a VP goes himself."""
        vps, heads = (
            self.env.ref(name).all_user_ids.filtered(lambda u: u.active and not u.share)
            for name in APPROVERS.split(",")
        )
        own = self.submitted_by_id | self.user_id
        return (vps - own) or (heads - own)

    def action_approve(self):
        """Approve plans; they are in the visitors' calendars from now on.

        :raises AccessError: for all but management
        :raises UserError: for one's own plans, and those decided on already
        """
        visits = self._decided_now()
        visits.write(
            {
                "state": "approved",
                "approved_by_id": self.env.uid,
                "approved_on": fields.Datetime.now(),
            }
        )
        visits._enter_in_calendar()

    def action_return(self):
        """Ask for the reason why a plan goes back."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_care.visit_return_action"
        )
        return action | {"context": {"default_visit_ids": self.ids}}

    def _return(self, reason):
        """Give plans back to those who submitted them.

        :param str reason: what is to be mended
        """
        visits = self._decided_now()
        visits.write({"state": "draft", "return_reason": reason})
        self.env["mail.activity"]._ask(
            RETURNED, [(visit, visit.submitted_by_id) for visit in visits], note=reason
        )

    def _decided_now(self):
        if not self.env.user.has_groups(APPROVERS):
            raise AccessError(
                self.env._(
                    "The marketing VP or the general manager decides on planned visits."
                )
            )
        visits = self._locked("read", "submitted")
        if visits.filtered(
            lambda visit: self.env.user in visit.submitted_by_id | visit.user_id
        ):
            raise UserError(
                self.env._(
                    "Nobody approves a visit that he planned or leads himself: ask a "
                    "colleague of the management."
                )
            )
        visits.activity_unlink([TO_APPROVE])
        return visits

    def action_hold(self):
        """Say that visits took place; what was found is written next."""
        visits = self._locked("write", "approved")
        if visits.filtered(lambda visit: visit.date_start > fields.Datetime.now()):
            raise UserError(
                self.env._("A visit is carried out when it has begun: move it first.")
            )
        visits._take_place("held")

    def action_note_call(self):
        """Close planned calls that were made (CAR-02).

        :raises UserError: when it does not say what came of a call
        """
        calls = self._locked("write", "draft")
        calls._check_findings()
        # It counts for the day on which it was made, not for the planned one.
        calls.write({"date_start": fields.Datetime.now()})
        calls._take_place("closed")

    def _take_place(self, state):
        """Keep that visits and calls were made; the clients' clocks hear of it."""
        self.write({"state": state})
        self.flush_recordset()
        self.client_id._notice_first_contact()
        self.client_id._refresh_next_visits()
        calls = self.filtered(lambda visit: visit.kind == "phone")
        calls.write({"minutes_on": fields.Datetime.now()})
        calls._update_files()

    def action_cancel(self):
        """Give visits up that did not take place."""
        self._locked("write", *OPEN)._cancel()

    def _cancel(self):
        self.write({"state": "cancelled"})
        self.activity_unlink([TO_APPROVE, RETURNED])
        self._leave_calendar()

    def action_revise(self):
        """Take visits back to plans: they are approved anew."""
        visits = self._locked("write", "submitted", "approved", "cancelled")
        visits._leave_calendar()
        visits.activity_unlink([TO_APPROVE])
        visits.write({"state": "draft", "approved_by_id": False, "approved_on": False})

    def _locked(self, operation, *states):
        """These as the system, kept from others until the end.

        :raises UserError: when somebody is at one right now, or its state is past
        """
        self.check_access(operation)
        # Rights were checked; by hand nobody writes what the steps do.
        visits = self.sudo()
        try:
            visits.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else takes a step with this visit right now. Reload the "
                    "page to see it."
                )
            ) from error
        if visits.filtered(lambda visit: visit.state not in states):
            raise UserError(
                self.env._(
                    "The visit cannot take this step in its present state. Reload the "
                    "page to see it."
                )
            )
        return visits
