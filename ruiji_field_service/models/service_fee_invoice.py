from odoo import api, fields, models
from odoo.fields import Command

CRON = "ruiji_field_service.cron_invoice_fees"


class ServiceFee(models.Model):
    """What isn't collected on site is invoiced the same working day (SVC-06)."""

    _inherit = "ruiji.service.fee"

    invoice_id = fields.Many2one(
        "account.move",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    def _settle_soon(self):
        """Have the job invoice what is to be invoiced, as soon as this is saved."""
        # Whether one waits, whoever may see it.
        if any(fee.state == "to_invoice" for fee in self.sudo()):
            # What is to be invoiced is nobody's decision any more.
            self.env.ref(CRON).sudo()._trigger()

    def action_invoice(self):
        """Invoice these fees at once, and show the invoices.

        :raises AccessError: if the user may not price fees
        :raises UserError: if one isn't to be invoiced
        """
        self.check_access("write")
        self._hold("to_invoice")._invoice()
        return self.action_view_invoice()

    def action_view_invoice(self):
        """Open the invoices of these fees."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice"
        )
        invoices = self.invoice_id
        if len(invoices) != 1:
            return action | {"domain": [("id", "in", invoices.ids)], "context": {}}
        form = self.env.ref("account.view_move_form").id
        return action | {
            "views": [(form, "form")],
            "res_id": invoices.id,
            "context": {},
        }

    @api.model
    def _cron_invoice(self, batch_size=50):
        """Invoice what waits, each fee once, however many jobs run.

        Fees whose invoice somebody cancelled are left to that person.
        """
        waiting = self.search(
            [("state", "=", "to_invoice"), ("invoice_id", "=", False)]
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for start in range(0, len(waiting), batch_size):
            batch = waiting[start : start + batch_size].try_lock_for_update()
            batch.invalidate_recordset()
            batch.filtered(
                lambda fee: fee.state == "to_invoice" and not fee.invoice_id
            )._invoice()
            self.env.flush_all()
            if not cron._commit_progress(batch_size):
                break

    def _invoice(self):
        """Make one invoice a fee, all in one go."""
        if not self:
            return
        invoices = self.env["account.move"].create(
            [fee._prepare_invoice_vals() for fee in self]
        )
        for fee, invoice in zip(self, invoices, strict=True):
            fee.invoice_id = invoice
        posted = invoices.filtered("company_id.post_settlement_invoices")
        if posted:
            posted.action_post()
        self._is_settled()

    def _prepare_invoice_vals(self):
        self.ensure_one()
        contract = self.call_id.contract_id
        party = contract.contracting_party_id or self.partner_id
        return {
            "move_type": "out_invoice",
            "partner_id": party.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": self.company_id._business_day(),
            "invoice_origin": self.call_name,
            "ref": self.call_name,
            "invoice_user_id": self.manager_id.id,
            "service_fee_id": self.id,
            "invoice_line_ids": [
                Command.create(line._prepare_invoice_line_vals())
                for line in self.line_ids
                if not self.currency_id.is_zero(line.amount)
            ],
        }
