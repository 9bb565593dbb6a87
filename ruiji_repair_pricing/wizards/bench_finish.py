from odoo import api, fields, models
from odoo.exceptions import UserError


class BenchFinish(models.TransientModel):
    """Asks a technician how the work on boards ended (REP-02)."""

    _name = "ruiji.bench.finish"
    _description = "Finish Bench Work"

    repair_ids = fields.Many2many(
        "repair.order", string="Boards", required=True, readonly=True
    )
    outcome = fields.Selection(
        [
            ("repaired", "Repaired"),
            ("no_fault_found", "No fault found"),
            ("exchanged", "Exchanged"),
            ("irreparable", "Beyond repair"),
        ],
        required=True,
        default="repaired",
    )
    diagnosis = fields.Text(
        string="What was found",
        compute="_compute_diagnosis",
        store=True,
        readonly=False,
    )
    test_result = fields.Text(
        string="Test result",
        compute="_compute_test_result",
        store=True,
        readonly=False,
    )
    exchange_serial_number = fields.Char(string="Serial number of the new board")
    part_ids = fields.One2many(
        "ruiji.bench.finish.part", "finish_id", string="Parts used"
    )

    @api.depends("repair_ids")
    def _compute_diagnosis(self):
        for wizard in self:
            [*texts] = set(wizard.repair_ids.mapped("diagnosis"))
            wizard.diagnosis = texts[0] if len(texts) == 1 else False

    @api.depends("repair_ids")
    def _compute_test_result(self):
        for wizard in self:
            [*texts] = set(wizard.repair_ids.mapped("test_result"))
            wizard.test_result = texts[0] if len(texts) == 1 else False

    def action_confirm(self):
        """End the work; the boards may go back from now on."""
        self.ensure_one()
        self._check_parts()
        self.repair_ids._finish(
            self.outcome,
            self._prepare_outcome_vals(),
            [part._prepare_move_vals() for part in self.part_ids],
        )
        return {"type": "ir.actions.act_window_close"}

    def _prepare_outcome_vals(self):
        vals = {name: self[name] for name in ("diagnosis", "test_result") if self[name]}
        if self.outcome == "exchanged":
            vals["exchange_serial_number"] = self.exchange_serial_number
        return vals

    def _check_parts(self):
        if self.part_ids and len(self.repair_ids) > 1:
            raise UserError(self.env._("Report boards that took parts one by one."))
