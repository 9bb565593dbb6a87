from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..utils.final_rows import FINAL_ROWS

GUARD = f"""
    {FINAL_ROWS}

    CREATE OR REPLACE TRIGGER ruiji_service_correction_is_final
     BEFORE UPDATE OR DELETE ON ruiji_service_correction
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_record_is_final();
"""


class ServiceCorrection(models.Model):
    """Time or area of a dispatched call was put right, and why (SVC-02)."""

    _name = "ruiji.service.correction"
    _description = "Correction of a Call"
    _order = "id desc"
    _rec_name = "call_id"

    call_id = fields.Many2one(
        "ruiji.service.call", required=True, index=True, ondelete="restrict"
    )
    date_called_before = fields.Datetime(readonly=True)
    date_called = fields.Datetime(string="Called at", required=True)
    area_before = fields.Selection(
        selection=lambda self: self._areas(), string="Area before", readonly=True
    )
    area = fields.Selection(selection=lambda self: self._areas(), required=True)
    reason = fields.Char(required=True)

    def _areas(self):
        calls = self.env["ruiji.service.call"]
        return calls._fields["area"]._description_selection(self.env)

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    @api.model
    def default_get(self, fields_list):
        """Begin with what the call says."""
        values = super().default_get(fields_list)
        call = self.env["ruiji.service.call"].browse(values.get("call_id"))
        if call:
            values |= {"date_called": call.date_called, "area": call.area}
        return values

    @api.model_create_multi
    def create(self, vals_list):
        """Keep what stood there before, then put the call right."""
        calls = self.env["ruiji.service.call"].browse(
            vals["call_id"] for vals in vals_list
        )
        calls.check_access("write")
        calls._check_head()
        corrections = super().create(
            [
                vals
                | {
                    "date_called_before": call.date_called,
                    "area_before": call.area,
                }
                for call, vals in zip(calls, vals_list, strict=True)
            ]
        )
        corrections.flush_recordset()
        for correction in corrections:
            correction.call_id.write(
                {"date_called": correction.date_called, "area": correction.area}
            )
        corrections.call_id._follow_correction()
        return corrections

    @api.constrains("date_called")
    def _check_called_before_arrival(self):
        for correction in self:
            arrived = correction.call_id.date_arrived
            if arrived and correction.date_called > arrived:
                raise ValidationError(
                    self.env._("The client called before somebody came: mend the time.")
                )

    def write(self, vals):
        """Never."""
        if vals:
            raise UserError(self.env._("Corrections stay as they were."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Corrections stay as they were."))

    @api.model
    def _allows(self, call, vals):
        """Whether the latest correction of a call says what is about to be written."""
        latest = self.search([("call_id", "=", call.id)], limit=1)
        wanted = {"date_called": call.date_called, "area": call.area} | vals
        return (
            bool(latest)
            and latest.date_called == fields.Datetime.to_datetime(wanted["date_called"])
            and latest.area == wanted["area"]
        )
