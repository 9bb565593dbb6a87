from odoo import fields, models


class RepairSlip(models.Model):
    """A slip on paper, as its client wants it (REP-04)."""

    _name = "ruiji.repair.slip"
    _inherit = ["ruiji.repair.slip", "ruiji.printed.paper"]

    client_order_number = fields.Char(
        string="Operator's order number",
        index="trigram",
        copy=False,
        tracking=True,
        help="Number of the repair order in the client's own system; some clients' "
        "papers carry it.",
    )
    asks_order_number = fields.Boolean(
        related="partner_id.document_format_id.asks_order_number",
        string="The client's papers carry an order number",
    )

    def _paper_contracts(self):
        """Numbers of the contracts that give the prices of this slip."""
        return ", ".join(self.repair_ids.contract_id.mapped("number"))

    def _paper_total(self):
        """What the boards of the slip cost together, in the slip's currency."""
        self.ensure_one()
        return sum(
            board.repair_currency_id._convert(
                board._paper_amount(), self.currency_id, self.company_id, self.price_day
            )
            for board in self.repair_ids.filtered("repair_currency_id")
        )
