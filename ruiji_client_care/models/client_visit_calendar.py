from odoo import fields, models
from odoo.fields import Command

from .client_visit import OPEN

# Written by the other side of the pair: nothing to tell back, nobody to mail.
BY_VISIT = {
    "visit_in_step": True,
    "dont_notify": True,
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
    "tracking_disable": True,
}
SHARED = {"date_start", "duration", "user_id", "visitor_ids", "place", "goal"}


class ClientVisit(models.Model):
    """An approved visit is a meeting of its visitors, kept in step both ways."""

    _inherit = "ruiji.client.visit"

    event_id = fields.Many2one(
        "calendar.event",
        string="Meeting",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    def write(self, vals):
        """Move the meetings along with the visits."""
        result = super().write(vals)
        if SHARED & vals.keys() and not self.env.context.get("visit_in_step"):
            self._move_meetings()
        return result

    def _enter_in_calendar(self):
        events = self._meetings().create([visit._prepare_meeting() for visit in self])
        for visit, event in zip(self, events, strict=True):
            visit.event_id = event

    def _move_meetings(self):
        # Who may move the visit moves its meeting, whoever entered it.
        for visit in self.sudo().filtered(lambda v: v.event_id and v.state in OPEN):
            visit._meetings().browse(visit.event_id.id).write(visit._prepare_meeting())

    def _leave_calendar(self):
        self._meetings().browse(self.event_id.ids).unlink()

    def _meetings(self):
        # Meetings are the visitors', the step is somebody else's, whose right to it
        # was checked.
        return self.env["calendar.event"].sudo().with_context(**BY_VISIT)

    def _prepare_meeting(self):
        self.ensure_one()
        visitors = self.user_id | self.visitor_ids
        return {
            "name": self.env._("Visit: %s", self.client_id.name),
            "start": self.date_start,
            "stop": self.date_stop,
            "user_id": self.user_id.id,
            "partner_ids": [Command.set(visitors.partner_id.ids)],
            "location": self.place,
            "description": self.goal,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
        }

    def _follow_meetings(self):
        """Move visits to where their meetings have been moved."""
        for visit in self.with_context(visit_in_step=True):
            event = visit.event_id
            hours = (event.stop - event.start).total_seconds() / 3600
            visit.write({"date_start": event.start, "duration": hours})
