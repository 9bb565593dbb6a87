from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .role_change import APPROVED, ApprovedRequest

DECIDERS = (
    "ruiji_client_archive.group_general_manager,ruiji_client_archive.group_marketing_vp"
)
# What the request's steps write; everything else its author does.
OF_STEPS = {
    "state",
    "requested_by_id",
    "decided_by_id",
    "decided_on",
    "given_group_ids",
}


class RoleRequest(models.Model):
    """Roles of the staff are asked for, approved by another, and end (ACC-07)."""

    _name = "ruiji.role.request"
    _description = "Request for a Role"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="For",
        required=True,
        domain="[('share', '=', False)]",
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    group_ids = fields.Many2many(
        "res.groups",
        "ruiji_role_request_group_rel",
        "request_id",
        "group_id",
        string="Roles",
        domain="[('privilege_id', '!=', False)]",
    )
    reason = fields.Text(required=True)
    date_until = fields.Date(
        string="Until", tracking=True, help="Last day; empty for good."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Waiting for approval"),
            ("approved", "Carried out"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    requested_by_id = fields.Many2one(
        "res.users",
        string="Requested by",
        default=lambda self: self.env.user,
        readonly=True,
        required=True,
        copy=False,
        ondelete="restrict",
    )
    decided_by_id = fields.Many2one(
        "res.users",
        string="Decided by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    decided_on = fields.Datetime(readonly=True, copy=False)
    given_group_ids = fields.Many2many(
        "res.groups",
        "ruiji_role_request_given_rel",
        "request_id",
        "group_id",
        string="Roles that it gave",
        readonly=True,
        copy=False,
        help="Those that the person had before are not taken away at the end.",
    )

    # Who writes what

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_is_authors(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_is_authors(vals)
        if not self.env.su and any(request.state != "draft" for request in self):
            raise UserError(
                self.env._(
                    "This request has been handed in and is not changed any more: "
                    "make a new one."
                )
            )
        return super().write(vals)

    def _check_is_authors(self, vals):
        if OF_STEPS & vals.keys() and not self.env.su:
            raise AccessError(
                self.env._("The steps of a request are taken with its buttons.")
            )

    # Steps

    def action_submit(self):
        """Hand the request in; its deciders find it in their list."""
        self.check_access("write")
        for request in self:
            request._check_is_complete()
        # The rights were checked; steps are the request's own to write.
        requests = self.sudo()
        requests.state = "submitted"
        requests._ask_deciders()

    def _check_is_complete(self):
        if self.state != "draft":
            raise UserError(self.env._("This request was handed in already."))
        if not self.group_ids:
            raise UserError(self.env._("Choose the roles that are asked for."))
        if self.date_until and self.date_until < fields.Date.context_today(self):
            raise UserError(
                self.env._("The last day is past: choose a later one or none.")
            )

    def action_approve(self):
        """Give the roles at once, until the day that was asked for.

        :raises AccessError: for whoever may not decide, or not on this one
        """
        requests = self._checked_for_decision()
        requests._decide("approved")
        for request in requests:
            request._give_roles()

    def action_refuse(self):
        """Refuse the request; it stays on record."""
        self._checked_for_decision()._decide("refused")

    def _checked_for_decision(self):
        self.check_access("read")
        if not self.env.user.has_groups(DECIDERS):
            raise AccessError(
                self.env._("The general manager or the marketing VP decides on roles.")
            )
        if any(self.env.user in request._kept_out() for request in self):
            raise AccessError(
                self.env._("Somebody else decides on what you asked for or would get.")
            )
        # The rights were checked; roles are the system's to give.
        requests = self.sudo()
        requests.lock_for_update()
        requests.invalidate_recordset(["state"])
        if any(request.state != "submitted" for request in requests):
            raise UserError(self.env._("This request does not wait for approval."))
        return requests

    def _kept_out(self):
        """Those who never decide on this request: its author and who would gain."""
        return self.requested_by_id | self.user_id

    def _decide(self, state):
        self.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )

    # Carrying out

    def _give_roles(self):
        new = self.group_ids - self.user_id.group_ids
        self.given_group_ids = new
        self._write_roles([Command.link(group.id) for group in new])

    def _write_roles(self, commands):
        if commands:
            context = {APPROVED: ApprovedRequest(self)}
            self.user_id.with_context(**context).group_ids = commands

    def _take_roles(self):
        """Take the roles that this request gave, unless another one runs for them."""
        running = self.search(
            [
                ("user_id", "=", self.user_id.id),
                ("state", "=", "approved"),
                ("id", "!=", self.id),
            ]
        )
        over = self.given_group_ids - running.group_ids
        # What another request found in place is that one's to end from now on.
        for other in running:
            other.given_group_ids |= self.given_group_ids & other.group_ids
        self._write_roles([Command.unlink(group.id) for group in over])

    @api.model
    def _cron_end_roles(self):
        """Take roles whose last day is past, request by request (ACC-07)."""
        today = fields.Date.context_today(self)
        ended = self.search([("state", "=", "approved"), ("date_until", "<", today)])
        for done, request in enumerate(ended, start=1):
            request.state = "ended"
            request._take_roles()
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(ended) - done):
                break
