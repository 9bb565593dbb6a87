from odoo import api, fields, models
from odoo.exceptions import AccessError

from .care_queue import STATES

TEMPLATE = "ruiji_client_care.mail_template_event_invitation"
# The button and the job write these
BY_STEPS = {"invitation", "invited_by_id", "sent_on"}


class CareAttendee(models.Model):
    """A person on the list of an event; it is on the client's file, too (CAR-05)."""

    _name = "ruiji.care.attendee"
    _description = "Attendee of a Client Event"
    _inherit = ["ruiji.care.queue"]
    _order = "event_id DESC, id"
    _rec_name = "partner_id"
    _queue_field = "invitation"

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
            ("accepted", "Will come"),
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
    invitation = fields.Selection(STATES, readonly=True, copy=False)
    invited_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    sent_on = fields.Datetime(readonly=True, copy=False)

    _person_uniq = models.UniqueIndex(
        "(event_id, partner_id)", "This person is on the list already."
    )
    _invitation_waiting_idx = models.Index("(id) WHERE invitation = 'waiting'")

    @api.model_create_multi
    def create(self, vals_list):
        """People are put on the list; invitations are sent by the event's button."""
        self._refuse_steps({name for vals in vals_list for name in vals})
        return super().create(vals_list)

    def write(self, vals):
        """Change who comes; invitations are sent by the event's button."""
        self._refuse_steps(vals.keys())
        return super().write(vals)

    @api.model
    def _refuse_steps(self, names):
        # A context comes from anywhere, too.
        defaults = {key.removeprefix("default_") for key in self.env.context}
        if not self.env.su and BY_STEPS & (set(names) | defaults):
            raise AccessError(
                self.env._("Invitations are sent with the button of the event.")
            )

    def _may_be_invited(self):
        """Whether the person is listed, has no invitation yet, and wants one."""
        person = self.partner_id
        is_new = self.state == "listed" and self.invitation in (False, "left_out")
        return is_new and person.email and not person.care_opt_out

    def _may_be_sent(self):
        return super()._may_be_sent() and self.event_id.state == "planned"

    def _send(self):
        result = super()._send()
        sent = self.filtered(lambda one: one.invitation == "sent")
        sent.filtered(lambda one: one.state == "listed").state = "invited"
        return result

    def _letters(self):
        template = self.env.ref(TEMPLATE)
        return {template: self} if self else {}

    def _sender(self):
        house = self.event_id.company_id
        return self.invited_by_id.email_formatted or house.email_formatted
