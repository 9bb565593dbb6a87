from odoo import api, fields, models
from odoo.exceptions import UserError


class CareEvent(models.Model):
    """An event for clients 客户活动: who is invited, who comes, who came (CAR-05)."""

    _name = "ruiji.care.event"
    _description = "Client Event"
    _inherit = ["mail.thread", "mail.activity.mixin", "ruiji.care.bulk"]
    _order = "date_start DESC, id DESC"
    _letter_model = "ruiji.care.attendee"
    _letter_link = "event_id"
    _letter_job = "ruiji_client_care.cron_send_invitations"

    name = fields.Char(required=True, tracking=True)
    date_start = fields.Datetime(string="Begins at", required=True, tracking=True)
    date_end = fields.Datetime(string="Ends at")
    place = fields.Char()
    description = fields.Text(string="Programme")
    user_id = fields.Many2one(
        string="Organiser",
        readonly=False,
        domain=[("share", "=", False)],
        tracking=True,
    )
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
        string="Status",
        default="planned",
        required=True,
        tracking=True,
    )
    attendee_ids = fields.One2many("ruiji.care.attendee", "event_id", copy=False)
    total = fields.Integer(string="Invitations")
    invited_count = fields.Integer(string="Invited", compute="_compute_counts")
    accepted_count = fields.Integer(string="Will come", compute="_compute_counts")
    attended_count = fields.Integer(string="Attended", compute="_compute_counts")

    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "The event ends before it begins.",
    )

    @api.depends("attendee_ids.invitation")
    def _compute_progress(self):
        """How far the invitations have come (CAR-05)."""
        return super()._compute_progress()

    @api.depends("attendee_ids.state")
    def _compute_counts(self):
        """Of the people whose files one may open, in one query."""
        groups = self.env["ruiji.care.attendee"]._read_group(
            [("event_id", "in", self.ids)], ["event_id", "state"], ["__count"]
        )
        counts = {(event.id, state): count for event, state, count in groups}
        for event in self:
            of = {
                state: counts.get((event.id, state), 0)
                for state in ("invited", "accepted", "declined", "attended", "absent")
            }
            event.invited_count = sum(of.values())
            event.accepted_count = of["accepted"]
            event.attended_count = of["attended"]

    def action_invite(self):
        """Queue an invitation for all on the list who have none; a job mails them.

        :raises UserError: when nobody is left to be invited
        """
        self.ensure_one()
        self.check_access("write")
        invited = self.attendee_ids.filtered(lambda one: one._may_be_invited())
        if not invited:
            raise UserError(
                self.env._(
                    "Nobody is left to be invited: add people with an e-mail address "
                    "who want invitations."
                )
            )
        # Inviting comes with organising; the people are of files one may open.
        invited.sudo().write({"invitation": "waiting", "invited_by_id": self.env.uid})
        self._start_sending()
        return True

    def action_hold(self):
        """The event has taken place; who accepted and did not come was absent."""
        self.write({"state": "held"})
        accepted = self.attendee_ids.filtered(lambda a: a.state == "accepted")
        accepted.write({"state": "absent"})
        return True

    def action_cancel(self):
        """The event doesn't take place: who waits for an invitation gets none."""
        self.write({"state": "cancelled"})
        # The right to cancel was checked by the write above.
        waiting = self.sudo().attendee_ids.filtered(
            lambda attendee: attendee.invitation == "waiting"
        )
        waiting.invitation = "left_out"
        return True
