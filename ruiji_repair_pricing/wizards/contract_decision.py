from odoo import fields, models


class ContractDecision(models.TransientModel):
    """Asks for the reason before the validity of contracts changes (CON-02)."""

    _name = "ruiji.contract.decision"
    _description = "Contract Validity Decision"

    contract_ids = fields.Many2many("ruiji.contract", required=True, readonly=True)
    decision = fields.Selection(
        [
            ("void", "Declare void"),
            ("reinstate", "Put in force again"),
            ("propose_void", "Propose to declare void"),
            ("return", "Return to the proposer"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Carry out the decision with its reason."""
        self.ensure_one()
        if self.decision == "propose_void":
            self.contract_ids._propose_void(self.reason)
        elif self.decision == "return":
            self.contract_ids._return_to_draft(self.reason)
        else:
            validity = "void" if self.decision == "void" else "in_force"
            self.contract_ids._change_validity(validity, self.reason)
        return {"type": "ir.actions.act_window_close"}
