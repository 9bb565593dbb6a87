from odoo import fields, models


class ServiceVoucher(models.Model):
    """From the signature to what there is to collect (SVC-06)."""

    _inherit = "ruiji.service.voucher"

    fee_ids = fields.One2many(
        "ruiji.service.fee", "voucher_id", string="Service fee", readonly=True
    )
    amount_to_collect = fields.Monetary(compute="_compute_amount_to_collect")
    currency_id = fields.Many2one(related="company_id.currency_id")

    def _compute_amount_to_collect(self):
        # Those who may read the voucher are told what is to be collected, no more.
        fees = self.env["ruiji.service.fee"].sudo()
        waiting = fees._read_group(
            [("voucher_id", "in", self.ids), ("state", "=", "to_collect")],
            ["voucher_id"],
            ["amount_to_collect:sum"],
        )
        amounts = {voucher.id: amount for voucher, amount in waiting}
        for voucher in self:
            voucher.amount_to_collect = amounts.get(voucher.id, 0)

    def action_conclude(self):
        """The fee of the call follows from its signed vouchers."""
        result = super().action_conclude()
        self.call_id._charge()
        return result

    def action_collect_fee(self):
        """Ask how the client pays.

        :raises AccessError: if the fee is somebody else's to collect
        """
        self.ensure_one()
        return self.fee_ids.filtered(lambda f: f.state == "to_collect").action_collect()
