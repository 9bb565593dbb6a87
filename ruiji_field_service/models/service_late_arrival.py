from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceLateArrival(models.Model):
    """Why a technician came late, in his own words (SVC-04)."""

    _name = "ruiji.service.late.arrival"
    _description = "Late Arrival"
    _order = "id"
    _rec_name = "call_id"

    day_id = fields.Many2one(
        "ruiji.service.day",
        string="Daily report",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    call_id = fields.Many2one(
        "ruiji.service.call",
        string="Call",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    # Who goes there knows the name; nothing else of the file.
    client_name = fields.Char(
        related="call_id.client_name", string="Client", related_sudo=True
    )
    arrival_due = fields.Datetime(
        related="call_id.arrival_due", string="Due there by", related_sudo=True
    )
    date_arrived = fields.Datetime(
        related="call_id.date_arrived", string="Arrived at", related_sudo=True
    )
    reason = fields.Char(string="Why so late")

    _one_a_call = models.Constraint("UNIQUE(call_id)", "One arrives late once.")

    def write(self, vals):
        """Take the reason, until the report is confirmed.

        :raises UserError: if the report is confirmed, or something else was typed
        """
        if not self.env.su:
            if vals.keys() - {"reason"}:
                raise UserError(self.env._("Write the reason alone."))
            if any(late.day_id.state != "draft" for late in self):
                raise UserError(self.env._("A confirmed report stays as it was."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Daily reports are kept."))
