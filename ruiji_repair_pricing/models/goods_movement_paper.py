from odoo import models
from odoo.exceptions import UserError

PAPERS = {
    "in": "ruiji_repair_pricing.goods_receipt_report",
    "out": "ruiji_repair_pricing.delivery_note_report",
}


class GoodsMovement(models.Model):
    """Receipts 收货回执 for what came in, delivery notes 发货单 for what goes out."""

    _name = "ruiji.goods.movement"
    _inherit = ["ruiji.goods.movement", "ruiji.printed.paper"]

    def action_print(self):
        """Print the receipt or the delivery note of the entry."""
        self.ensure_one()
        if self.state != "done":
            raise UserError(
                self.env._("The parcel was taken back: there is nothing to print.")
            )
        return self._print_paper()

    def _print_paper(self):
        """Action that prints entries of one direction."""
        report = self.env.ref(PAPERS[self[:1].direction])
        return report.report_action(self) | {"close_on_report_download": True}
