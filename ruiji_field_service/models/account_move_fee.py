from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """The invoice of a service fee leads back to it; there is one at a time."""

    _inherit = "account.move"

    service_fee_id = fields.Many2one(
        "ruiji.service.fee",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    _service_fee_once = models.UniqueIndex(
        "(service_fee_id) WHERE service_fee_id IS NOT NULL AND state <> 'cancel'",
        "This call has been invoiced already.",
    )

    def button_draft(self):
        """Refuse to revive an invoice whose call was charged otherwise since.

        :raises UserError: if the fee has another invoice, or was collected
        """
        # What follows from the invoice, whoever makes it.
        for fee in self.service_fee_id.sudo():
            # Which invoice is the fee's own is no secret to whoever has one of them.
            if fee.date_collected or (fee.invoice_id - self).filtered(
                lambda move: move.state != "cancel"
            ):
                raise UserError(
                    self.env._("This call has been charged otherwise meanwhile.")
                )
        return super().button_draft()
