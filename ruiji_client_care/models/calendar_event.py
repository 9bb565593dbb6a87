from odoo import api, models
from odoo.exceptions import AccessError

VISIT = "ruiji.client.visit"


class CalendarEvent(models.Model):
    """Who moves or deletes the meeting of a visit moves or cancels the visit."""

    _inherit = "calendar.event"

    @api.depends("res_model", "res_id", "opportunity_id.client_id")
    def _compute_client_id(self):
        of_visits = self.filtered(lambda event: event.res_model == VISIT)
        result = super(CalendarEvent, self - of_visits)._compute_client_id()
        # Only to know whose file the wall asks.
        visits = self.env[VISIT].sudo()
        for event in of_visits:
            event.client_id = visits.browse(event.res_id).exists().client_id
        return result

    def _get_activity_excluded_models(self):
        # A visit has a meeting; it needs no activity that says so.
        return [*super()._get_activity_excluded_models(), VISIT]

    def write(self, vals):
        """Move the visits along with their meetings (CAR-01)."""
        visits = self._approved_visits() if self._touches_visits(vals) else ()
        result = super().write(vals)
        if visits and vals.get("active", True):
            visits._follow_meetings()
        elif visits:
            visits._cancel()
        return result

    def unlink(self):
        """Cancel the visits whose meetings are deleted (CAR-01)."""
        visits = self._approved_visits()
        result = super().unlink()
        if visits:
            visits._cancel()
        return result

    @api.model
    def _touches_visits(self, vals):
        return {"start", "stop", "start_date", "stop_date", "active"} & vals.keys()

    def _approved_visits(self):
        if self.env.context.get("visit_in_step"):
            return self.env[VISIT]
        # Guests see the meeting; whether they may move the visit is asked next.
        visits = self.env[VISIT].sudo()
        visits = visits.search(
            [("event_id", "in", self.ids), ("state", "=", "approved")]
        )
        allowed = visits.sudo(self.env.su)
        if visits and not allowed.has_access("write"):
            raise AccessError(
                self.env._(
                    "This meeting is a visit to a client: whoever looks after the "
                    "client moves it."
                )
            )
        return visits
