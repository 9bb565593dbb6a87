from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..utils.amount_in_words import in_words
from .service_call import HEAD
from .service_fee import METHODS


class ServiceFee(models.Model):
    """Low fees are collected by who was there, against a receipt (SVC-06)."""

    _inherit = "ruiji.service.fee"

    collector_id = fields.Many2one(
        "res.users",
        string="Collected by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_collected = fields.Datetime(
        string="Collected at", readonly=True, copy=False, index="btree_not_null"
    )
    method = fields.Selection(METHODS, readonly=True, copy=False)
    payment_reference = fields.Char(readonly=True, copy=False)
    receipt_number = fields.Char(readonly=True, copy=False)
    not_collected_reason = fields.Char(
        string="Not collected because", readonly=True, copy=False
    )

    _receipt_number_uniq = models.UniqueIndex(
        "(receipt_number) WHERE receipt_number IS NOT NULL",
        "This receipt number has been given out already.",
    )
    _collected_by_somebody = models.Constraint(
        "CHECK (date_collected IS NULL OR (collector_id IS NOT NULL"
        " AND method IS NOT NULL AND receipt_number IS NOT NULL"
        " AND invoice_id IS NULL))",
        "What was collected has its receipt, and no invoice.",
    )

    def action_collect(self):
        """Ask how the client pays; the answer collects the fee.

        :raises AccessError: if the fee is somebody else's to collect
        """
        self.ensure_one()
        self._check_may_collect()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_field_service.service_fee_collect_action"
        )
        return action | {"context": {"default_fee_id": self.id}}

    def _check_may_collect(self):
        """Who was there collects, or the head in the place of them."""
        self.check_access("read")
        user = self.env.user
        if self.env.su or user.has_group(HEAD):
            return
        if any(fee.technician_id != user for fee in self):
            raise AccessError(
                self.env._("The fee is collected by the technician who was there.")
            )

    def _collect(self, method, payment_reference=False):
        """Put on record that the client paid; the receipt gets its number.

        :raises AccessError: if the fee is somebody else's to collect
        :raises UserError: if it is not, or no more, to be collected
        """
        self.ensure_one()
        self._check_may_collect()
        # Whoever collects draws the number of the receipt.
        sequence = self.env.ref("ruiji_field_service.sequence_service_receipt").sudo()
        fee = self._hold("to_collect")
        fee.write(
            {
                "collector_id": self.env.uid,
                "date_collected": fields.Datetime.now(),
                "method": method,
                "payment_reference": payment_reference,
                "receipt_number": sequence._draw(1)[0],
            }
        )
        fee._is_settled()

    def _invoice_instead(self, reason):
        """The client doesn't pay there: the office invoices the fee.

        :raises AccessError: if the fee is somebody else's to collect
        :raises UserError: without a reason, or if it is not to be collected any more
        """
        self.ensure_one()
        self._check_may_collect()
        if not (reason or "").strip():
            raise UserError(self.env._("Write why the client doesn't pay on site."))
        fee = self._hold("to_collect")
        fee.not_collected_reason = reason
        fee._settle_soon()

    def action_print_receipt(self):
        """Print the receipt, for the client to keep.

        :raises UserError: if nothing has been collected
        """
        if not all(self.mapped("date_collected")):
            raise UserError(self.env._("There is a receipt once the fee is collected."))
        report = self.env.ref("ruiji_field_service.service_receipt_report")
        return report.report_action(self) | {"close_on_report_download": True}

    def _amount_in_words(self):
        """The amount as receipts write it out: 人民币壹佰贰拾元整."""
        return in_words(self.amount_to_collect)
