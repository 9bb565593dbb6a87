from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class Settlement(models.Model):
    """One invoice for each settlement, a line for each unit and kind (REP-06)."""

    _inherit = "ruiji.settlement"

    invoice_id = fields.Many2one(
        "account.move",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    date_due = fields.Date(
        string="Due on", related="invoice_id.invoice_date_due", store=True
    )

    def action_invoice(self):
        """Make the invoices, or the credit notes of corrections, and show them.

        :raises UserError: if there is nothing to charge
        """
        self._check_step("confirmed")
        invoices = self._invoice()
        if not invoices:
            raise UserError(
                self.env._("Nothing is charged here: there is nothing to invoice.")
            )
        return self.action_view_invoice()

    def action_view_invoice(self):
        """Open the invoice of the settlement."""
        invoices = self.invoice_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice"
        )
        if len(invoices) != 1:
            return action | {"domain": [("id", "in", invoices.ids)], "context": {}}
        form = self.env.ref("account.view_move_form").id
        return action | {
            "views": [(form, "form")],
            "res_id": invoices.id,
            "context": {},
        }

    def _invoice(self):
        """Make the invoices of confirmed settlements, all in one go.

        :return: account.move, as many as there are settlements that charge something
        """
        charging = self.filtered(
            lambda settlement: not settlement.currency_id.is_zero(settlement.amount)
        )
        groups = self._amounts_by_unit_and_kind()
        # Invoicing is part of settling, which was checked.
        moves = self.env["account.move"].sudo()
        invoices = moves.create(
            [
                settlement._prepare_invoice_vals(groups[settlement.id])
                for settlement in charging
            ]
        )
        # As above: the link is written by settling alone.
        for settlement, invoice in zip(charging.sudo(), invoices, strict=True):
            settlement.invoice_id = invoice
        posted = invoices.filtered("company_id.post_settlement_invoices")
        if posted:
            posted.action_post()
        return invoices

    def _amounts_by_unit_and_kind(self):
        """{settlement id: [(unit, kind, amount, number of boards)]} in one query."""
        groups = self.env["ruiji.settlement.line"]._read_group(
            [("settlement_id", "in", self.ids)],
            ["settlement_id", "unit_id", "kind"],
            ["amount:sum", "__count"],
        )
        amounts = {settlement_id: [] for settlement_id in self.ids}
        for settlement, *row in groups:
            amounts[settlement.id].append(row)
        return amounts

    def _prepare_invoice_vals(self, groups):
        """An invoice, or a credit note where more is taken back than charged."""
        self.ensure_one()
        sign = -1 if self.amount < 0 else 1
        # Settling, which was checked, need not come with the right to read invoices.
        corrected = self.sudo().corrects_id.invoice_id
        return {
            "move_type": "out_invoice" if sign > 0 else "out_refund",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": self.company_id._business_day(),
            "invoice_origin": self.name,
            "ref": self.name,
            "invoice_user_id": self.manager_id.id,
            "settlement_id": self.id,
            "reversed_entry_id": sign < 0 and corrected.id,
            "invoice_line_ids": [
                Command.create(
                    self._prepare_invoice_line_vals(unit, kind, sign * amount, count)
                )
                for unit, kind, amount, count in groups
                if not self.currency_id.is_zero(amount)
            ],
        }

    def _prepare_invoice_line_vals(self, unit, kind, amount, count):
        # The house's own service products and taxes, no client's data.
        product = self.env["product.product"].sudo()._charge_product(kind)
        taxes = product.taxes_id._filter_taxes_by_company(self.company_id)
        return {
            "product_id": product.id,
            "name": self._invoice_line_name(unit, kind, count),
            "quantity": 1,
            "price_unit": amount,
            "tax_ids": (taxes or self.company_id.sudo().account_sale_tax_id).ids,
        }

    def _invoice_line_name(self, unit, kind, count):
        """What the line is for, in the language of the party."""
        # The party's language and the units' names stand on the invoice anyway.
        partner = self.partner_id.sudo()
        lang = partner.lang or self.company_id.sudo().partner_id.lang
        here = self.with_context(lang=lang)
        field = here.env["ruiji.settlement.line"]._fields["kind"]
        return here.env._(
            "%(unit)s: %(kind)s, boards: %(count)s (%(start)s – %(end)s)",
            unit=unit.sudo().name,
            kind=dict(field._description_selection(here.env))[kind],
            count=count,
            start=self.date_from,
            end=self.date_to,
        )
