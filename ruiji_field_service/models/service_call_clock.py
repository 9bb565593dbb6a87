from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..utils import working_clock

# How far the calendar is looked up after a call, or after its last pause.
HORIZON = timedelta(days=60)
# Moves the promised arrival: not to be touched once somebody was sent.
FROZEN = {"date_called", "area"}
# The database refuses what the application refuses: the clock starts when the client
# called and stops when somebody came, unless a correction with its reason says so.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_service_call_keeps_time() RETURNS trigger AS $$
    BEGIN
        IF OLD.date_arrived IS NOT NULL
           AND NEW.date_arrived IS DISTINCT FROM OLD.date_arrived THEN
            RAISE EXCEPTION 'The arrival of a call is final';
        END IF;
        IF OLD.date_dispatched IS NOT NULL
           AND (NEW.date_called, NEW.area) IS DISTINCT FROM (OLD.date_called, OLD.area)
           AND NOT EXISTS (
               SELECT FROM ruiji_service_correction correction
                WHERE correction.call_id = OLD.id
                  AND correction.date_called = NEW.date_called
                  AND correction.area = NEW.area)
        THEN
            RAISE EXCEPTION 'A dispatched call keeps its time without a correction';
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_service_call_keeps_time
     BEFORE UPDATE OF date_called, area, date_arrived, date_dispatched
         ON ruiji_service_call
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_call_keeps_time();
"""


class ServiceCall(models.Model):
    """The clock: when somebody has to be there (SVC-02)."""

    _inherit = "ruiji.service.call"

    promised_hours = fields.Float(
        compute="_compute_promised_hours",
        store=True,
        help="Working hours between the call and the arrival, as promised that day.",
    )
    pause_ids = fields.One2many(
        "ruiji.service.pause", "call_id", string="Pauses", readonly=True
    )
    is_paused = fields.Boolean(string="Clock stopped", compute="_compute_is_paused")
    arrival_due = fields.Datetime(
        string="Due there by", compute="_compute_arrival_due", store=True, index=True
    )
    is_late = fields.Boolean(string="Late", compute="_compute_is_late")

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)
        return super().init()

    @api.depends("area")
    def _compute_promised_hours(self):
        promises = self.env["ruiji.service.promise"]._by_area()
        for call in self:
            promise = promises.get(call.area)
            call.promised_hours = promise.hours if promise else 0

    @api.depends("pause_ids.date_end")
    def _compute_is_paused(self):
        for call in self:
            call.is_paused = any(not pause.date_end for pause in call.pause_ids)

    @api.depends(
        "date_called",
        "promised_hours",
        "company_id",
        "pause_ids.date_start",
        "pause_ids.date_end",
    )
    def _compute_arrival_due(self):
        """By the company's working calendar, swapped days and holidays included."""
        for company, calls in self.grouped("company_id").items():
            called = calls.filtered("date_called")
            (calls - called).arrival_due = False
            stretches = company._working_stretches(*called._clock_window())
            for call in called:
                call.arrival_due = working_clock.due(
                    stretches, call.date_called, call.promised_hours, call._rests()
                )

    def _clock_window(self):
        """The first and the last moment that the clocks of these calls may need."""
        moments = self.mapped("date_called")
        ends = [pause.date_end for pause in self.pause_ids if pause.date_end]
        now = fields.Datetime.now()
        first = min(moments, default=now)
        return first, max([*moments, *ends], default=now) + HORIZON

    def _rests(self):
        """(begin, end) of the pauses that are over."""
        return [(p.date_start, p.date_end) for p in self.pause_ids if p.date_end]

    @api.depends("arrival_due", "date_arrived", "state", "pause_ids.date_end")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for call in self:
            call.is_late = bool(call.arrival_due) and call._waited_until(now) > (
                call.arrival_due
            )

    def _waited_until(self, now):
        """Until when the client waited: an arrival, what stopped the clock, now."""
        stopped = [p.date_start for p in self.pause_ids if not p.date_end]
        over = [self.arrival_due] if self.state in ("done", "cancelled") else []
        return self.date_arrived or min([now, *stopped, *over])

    def write(self, vals):
        """Keep the clock of dispatched calls from being moved."""
        if FROZEN & vals.keys():
            self._check_clock_may_move(vals)
        return super().write(vals)

    def _check_clock_may_move(self, vals):
        for call in self.filtered("date_dispatched"):
            moved = {
                name
                for name in FROZEN & vals.keys()
                if call._fields[name].convert_to_cache(vals[name], call) != call[name]
            }
            if moved and not self.env["ruiji.service.correction"]._allows(call, vals):
                raise UserError(
                    self.env._(
                        "%(call)s has been dispatched: its time and area change by a "
                        "correction with its reason alone.",
                        call=call.name,
                    )
                )

    def action_resume(self):
        """Let the clock run on.

        :raises AccessError: if the call was sent to somebody else
        """
        self._check_is_mine()
        self._hold()
        self._end_pauses()
        return True

    def _end_pauses(self):
        # Who may resume was checked; a pause is ended by its step alone.
        running = self.sudo().pause_ids.filtered(lambda pause: not pause.date_end)
        running.write({"date_end": fields.Datetime.now(), "ended_by_id": self.env.uid})
