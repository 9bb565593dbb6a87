from odoo import api, fields, models
from odoo.exceptions import UserError


class CareEvent(models.Model):
    """An event for clients 客户活动: who is invited, who comes, who came (CAR-05)."""

    _name = "ruiji.care.event"
    _description = "Client Event"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start DESC, id DESC"

    name = fields.Char(required=True, tracking=True)
    date_start = fields.Datetime(string="Begins at", required=True, tracking=True)
    date_end = fields.Datetime(string="Ends at")
    place = fields.Char()
    description = fields.Text(string="Programme")
    user_id = fields.Many2one(
        "res.users",
        string="Organiser",
        default=lambda self: self.env.user,
        required=True,
        index=True,
        domain=[("share", "=", False)],
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, required=True
    )
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
        string="Status",
        default="planned",
        required=True,
        tracking=True,
    )
    attendee_ids = fields.One2many("ruiji.care.attendee", "event_id", copy=False)
    invited_count = fields.Integer(string="Invited", compute="_compute_counts")
    accepted_count = fields.Integer(string="Accepted", compute="_compute_counts")
    attended_count = fields.Integer(string="Attended", compute="_compute_counts")

    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "The event ends before it begins.",
    )

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
        """Mail an invitation to everybody on the list who has none yet."""
        self.ensure_one()
        self.check_access("write")
        new = self.attendee_ids.filtered(lambda attendee: attendee.state == "listed")
        invited = new.filtered(lambda attendee: attendee._may_be_invited())
        if not invited:
            raise UserError(
                self.env._(
                    "Nobody is left to be invited: add people with an e-mail address "
                    "who want invitations."
                )
            )
        invited._send_invitations()
        return True

    def action_hold(self):
        """The event has taken place; who accepted and did not come was absent."""
        self.write({"state": "held"})
        accepted = self.attendee_ids.filtered(lambda a: a.state == "accepted")
        accepted.write({"state": "absent"})
        return True

    def action_cancel(self):
        """The event doesn't take place."""
        return self.write({"state": "cancelled"})


class CareAttendee(models.Model):
    """A person on the list of an event; it is on the client's file, too."""

    _name = "ruiji.care.attendee"
    _description = "Attendee of a Client Event"
    _order = "event_id DESC, id"
    _rec_name = "partner_id"

    event_id = fields.Many2one(
        "ruiji.care.event", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("parent_id.is_client", "=", True), ("is_company", "=", False)],
    )
    client_id = fields.Many2one(
        "res.partner",
        string="Client",
        related="partner_id.parent_id",
        store=True,
        index="btree_not_null",
    )
    date_start = fields.Datetime(related="event_id.date_start")
    state = fields.Selection(
        [
            ("listed", "On the list"),
            ("invited", "Invited"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("attended", "Attended"),
            ("absent", "Absent"),
        ],
        string="Attendance",
        default="listed",
        required=True,
        index=True,
    )
    note = fields.Char()

    _person_uniq = models.UniqueIndex(
        "(event_id, partner_id)", "This person is on the list already."
    )

    def _may_be_invited(self):
        person = self.partner_id
        return person.email and not person.care_opt_out

    def _send_invitations(self):
        """Queue a mail each, in its reader's language, in one statement."""
        template = self.env.ref("ruiji_client_care.mail_template_event_invitation")
        # The text is the house's; it shows the event and the person's own name.
        texts = template.sudo()._generate_template(self.ids, ("subject", "body_html"))
        # Inviting comes with organising; the people are of files one may open.
        self.env["mail.mail"].sudo().create(
            [
                {
                    "model": self._name,
                    "res_id": attendee.id,
                    "subject": texts[attendee.id]["subject"],
                    "body_html": texts[attendee.id]["body_html"],
                    "body": texts[attendee.id]["body_html"],
                    "email_from": self.env.user.email_formatted
                    or attendee.event_id.company_id.email_formatted,
                    "recipient_ids": [fields.Command.link(attendee.partner_id.id)],
                    "message_type": "email_outgoing",
                }
                for attendee in self
            ]
        )
        self.write({"state": "invited"})
