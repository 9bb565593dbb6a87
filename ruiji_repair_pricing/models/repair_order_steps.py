from odoo import api, fields, models

# Whatever moves a board on.
DRIVERS = {
    "state",
    "slip_id",
    "outcome",
    "quote_state",
    "date_diagnosis",
    "goods_in_id",
    "goods_out_id",
}


class RepairOrder(models.Model):
    """The times that a board spent in each state (REP-02)."""

    _inherit = "repair.order"

    step_ids = fields.One2many(
        "ruiji.repair.step", "repair_id", string="Steps", readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        repairs = super().create(vals_list)
        self.env["ruiji.repair.step"]._record(repairs)
        return repairs

    def write(self, vals):
        result = super().write(vals)
        if DRIVERS & vals.keys():
            self.env["ruiji.repair.step"]._record(self)
        return result
