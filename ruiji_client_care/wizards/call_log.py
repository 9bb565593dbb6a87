from odoo import api, fields, models
from odoo.exceptions import UserError


class CallLog(models.TransientModel):
    """A call that was made, noted at once from the client's file (CAR-01)."""

    _name = "ruiji.call.log"
    _description = "Log a Call"

    client_id = fields.Many2one(
        "res.partner", required=True, domain=[("is_client", "=", True)]
    )
    person_ids = fields.Many2many(
        "res.partner",
        string="Spoken to",
        domain="[('parent_id', '=', client_id)]",
    )
    called_on = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    minutes = fields.Integer(string="Minutes long", default=10)
    findings = fields.Text(string="What was said", required=True)
    file_confirmed = fields.Boolean(string="File gone through with the client")
    file_changes = fields.Text(string="To be changed in the file")

    @api.constrains("called_on", "minutes")
    def _check_is_past(self):
        now = fields.Datetime.now()
        if self.filtered(lambda call: call.called_on > now):
            raise UserError(
                self.env._("A call is logged after it was made: mend the time.")
            )
        if self.filtered(lambda call: not 0 < call.minutes <= 600):
            raise UserError(self.env._("A call takes 1 to 600 minutes."))

    def action_log(self):
        """Keep the call among the client's visits.

        :raises AccessError: for those who may not plan visits to the client
        """
        self.ensure_one()
        call = self.env["ruiji.client.visit"].create(self._prepare_call())
        call._locked("write", "draft")._take_place("closed")
        return {"type": "ir.actions.act_window_close"}

    def _prepare_call(self):
        return {
            "kind": "phone",
            "client_id": self.client_id.id,
            "user_id": self.env.uid,
            "person_ids": self.person_ids.ids,
            "date_start": self.called_on,
            "duration": self.minutes / 60,
            "findings": self.findings,
            "file_confirmed": self.file_confirmed,
            "file_changes": self.file_changes,
        }
