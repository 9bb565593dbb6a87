from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .service_call import HEAD
from .service_call_dispatch import MAY_BE_SENT

# The database refuses what the application refuses: a pause that is over stays as it
# was, and none goes away.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_service_pause_is_kept() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.date_end IS NULL
           AND (NEW.call_id, NEW.reason_id, NEW.date_start)
               = (OLD.call_id, OLD.reason_id, OLD.date_start) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'Pauses of the clock are kept as they were';
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_service_pause_is_kept
     BEFORE UPDATE OR DELETE ON ruiji_service_pause
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_pause_is_kept();
"""


class ServicePauseReason(models.Model):
    """What may stop the clock; nothing else does (SVC-02)."""

    _name = "ruiji.service.pause.reason"
    _description = "Reason for a Pause"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)


class ServicePause(models.Model):
    """The clock of a call stood still, for a listed reason (SVC-02)."""

    _name = "ruiji.service.pause"
    _description = "Pause of the Clock"
    _order = "date_start, id"
    _rec_name = "reason_id"

    call_id = fields.Many2one(
        "ruiji.service.call", required=True, index=True, ondelete="restrict"
    )
    reason_id = fields.Many2one(
        "ruiji.service.pause.reason",
        string="Reason",
        required=True,
        ondelete="restrict",
    )
    note = fields.Char()
    date_start = fields.Datetime(
        string="From", required=True, readonly=True, default=fields.Datetime.now
    )
    date_end = fields.Datetime(string="Until", readonly=True)
    started_by_id = fields.Many2one(
        "res.users",
        string="Paused by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    ended_by_id = fields.Many2one(
        "res.users", string="Resumed by", readonly=True, ondelete="restrict"
    )

    _one_at_a_time = models.UniqueIndex(
        "(call_id) WHERE date_end IS NULL",
        "The clock of this call stands still already.",
    )
    _in_order = models.Constraint(
        "CHECK (date_end >= date_start)", "A pause cannot end before it begins."
    )

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    @api.model_create_multi
    def create(self, vals_list):
        """Stop the clock from now on.

        :raises UserError: if somebody is there already, or a time was typed
        """
        own = {"call_id", "reason_id", "note"}
        if not self.env.su and any(vals.keys() - own for vals in vals_list):
            raise UserError(
                self.env._("A pause begins now: its times are the system's.")
            )
        # Whoever arrives at this moment is waited for: no pause begins after that.
        calls = self.env["ruiji.service.call"].browse(v["call_id"] for v in vals_list)
        calls._hold()
        pauses = super().create(vals_list)
        pauses._check_may_pause()
        return pauses

    def write(self, vals):
        """Only ending a pause is left, which is the step's."""
        if not self.env.su:
            raise UserError(self.env._("Pauses stay as they were."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Pauses stay as they were."))

    def _check_may_pause(self):
        user = self.env.user
        head = self.env.su or user.has_group(HEAD)
        for call in self.call_id:
            if not head and call.technician_id != user:
                raise AccessError(
                    self.env._("The service head or the technician pauses a call.")
                )
            if call.date_arrived or call.state not in MAY_BE_SENT:
                raise UserError(
                    self.env._(
                        "Somebody has arrived or the call is over: the clock of "
                        "%(call)s doesn't run any more.",
                        call=call.name,
                    )
                )
