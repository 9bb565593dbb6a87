from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class ContractRenewal(models.TransientModel):
    """Asks for the next period of a contract before it is copied (CON-04)."""

    _name = "ruiji.contract.renewal"
    _description = "Renewal of a Contract"

    contract_id = fields.Many2one("ruiji.contract", required=True, readonly=True)
    currency_id = fields.Many2one(related="contract_id.currency_id")
    number = fields.Char(
        string="New number",
        compute="_compute_from_contract",
        store=True,
        readonly=False,
        required=True,
    )
    name = fields.Char(
        string="Title",
        compute="_compute_from_contract",
        store=True,
        readonly=False,
        required=True,
    )
    date_start = fields.Date(
        string="Start",
        compute="_compute_from_contract",
        store=True,
        readonly=False,
        required=True,
    )
    date_end = fields.Date(
        string="End",
        compute="_compute_from_contract",
        store=True,
        readonly=False,
        required=True,
    )
    amount = fields.Monetary(
        compute="_compute_from_contract", store=True, readonly=False
    )
    percent = fields.Float(
        string="Raise by %", help="Lowers the prices when it is negative."
    )
    price_count = fields.Integer(related="contract_id.price_count")
    period_note = fields.Text(
        string="Gaps and overlaps", compute="_compute_period_note"
    )

    @api.depends("contract_id")
    def _compute_from_contract(self):
        for wizard in self:
            contract = wizard.contract_id
            wizard.number = self.env._("%s-renewal", contract.number)
            wizard.name = contract.name
            wizard.amount = contract.amount
            wizard.date_start = fields.Date.add(contract.date_end, days=1)
            length = relativedelta(contract.date_end, contract.date_start)
            # From the first day on, so that a year stays a year through February.
            wizard.date_end = wizard.date_start + length

    @api.depends("contract_id", "date_start", "date_end")
    def _compute_period_note(self):
        others = self.contract_id._contracts_of_clients()
        for wizard in self:
            same_client = others.get(wizard.contract_id.partner_id)
            wizard.period_note = wizard.contract_id._describe_period(
                wizard.date_start, wizard.date_end, same_client or []
            )

    def action_renew(self):
        """Copy the contract and its prices, then open the draft."""
        self.ensure_one()
        renewal = self.contract_id._renew(
            {
                "number": self.number,
                "name": self.name,
                "date_start": self.date_start,
                "date_end": self.date_end,
                "amount": self.amount,
                "date_signed": False,
                "signer": False,
            },
            self.percent,
        )
        return renewal._open_form()
