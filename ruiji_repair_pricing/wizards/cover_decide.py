from odoo import api, fields, models
from odoo.exceptions import UserError


class CoverDecide(models.TransientModel):
    """Asks what to do with boards whose cover has lapsed (CON-09)."""

    _name = "ruiji.cover.decide"
    _description = "Decide on Lapsed Cover"

    repair_ids = fields.Many2many(
        "repair.order", string="Boards", required=True, readonly=True
    )
    contract_ids = fields.Many2many(
        "ruiji.contract", string="Lapsed contracts", compute="_compute_contract_ids"
    )
    choice = fields.Selection(
        selection=lambda self: self.env["ruiji.cover.decision"]
        ._fields["choice"]
        ._description_selection(self.env),
        required=True,
        default="hold",
    )
    valid_until = fields.Date(
        help="Until that day the decision holds for boards that come later, too."
    )
    reason = fields.Text(required=True)

    @api.depends("repair_ids")
    def _compute_contract_ids(self):
        for wizard in self:
            contracts = wizard.repair_ids.lapsed_contract_id
            wizard.contract_ids = contracts._filtered_access("read")

    def action_confirm(self):
        """Decide, and price the boards accordingly."""
        self.ensure_one()
        self._check_valid_until()
        self.repair_ids._decide_cover(self.choice, self.reason, self.valid_until)
        return {"type": "ir.actions.act_window_close"}

    def _check_valid_until(self):
        today = fields.Date.context_today(self)
        if self.choice == "grace" and not self.valid_until:
            raise UserError(self.env._("Say until which day the grace holds."))
        if self.valid_until and self.valid_until < today:
            raise UserError(
                self.env._("The decision would hold until a day that is past already.")
            )
