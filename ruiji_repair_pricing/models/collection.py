from odoo import fields, models

from .repair_order_price import PRICE_GROUPS

# Posted invoices and credit notes of clients, in the currency of the company.
INVOICES = """
SELECT move.id,
       move.id AS invoice_id,
       move.commercial_partner_id AS partner_id,
       move.company_id,
       move.invoice_date,
       move.invoice_date_due AS date_due,
       client.state_id,
       client.grade,
       client.user_id AS manager_id,
       move.amount_total_signed AS invoiced,
       move.amount_total_signed - move.amount_residual_signed AS collected,
       move.amount_residual_signed AS open_amount,
       CASE WHEN late.days > 0 THEN move.amount_residual_signed ELSE 0 END
           AS overdue_amount,
       late.days AS overdue_days
  FROM account_move move
  JOIN res_partner client ON client.id = move.commercial_partner_id
  CROSS JOIN LATERAL (
       SELECT CASE WHEN move.amount_residual_signed > 0
                   THEN GREATEST(CURRENT_DATE - move.invoice_date_due, 0)
                   ELSE 0 END AS days
       ) late
 WHERE move.state = 'posted'
   AND move.move_type IN ('out_invoice', 'out_refund')
   AND client.is_client
"""


class Collection(models.Model):
    """What was invoiced, collected and is in arrears, by the client's grade (ANA-04).

    One row is one invoice: whoever asks for payment sees which one it is about.
    """

    _name = "ruiji.collection"
    _description = "Collection"
    _auto = False
    _order = "overdue_days desc, date_due, id"
    _rec_name = "invoice_id"
    _table_query = INVOICES

    invoice_id = fields.Many2one("account.move", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    state_id = fields.Many2one(
        "res.country.state", string="Provincial region", readonly=True
    )
    manager_id = fields.Many2one("res.users", string="Account manager", readonly=True)
    grade = fields.Selection(
        selection=lambda self: self.env["res.partner"]
        ._fields["grade"]
        ._description_selection(self.env),
        readonly=True,
    )
    invoice_date = fields.Date(string="Invoiced on", readonly=True)
    date_due = fields.Date(string="Due on", readonly=True)
    invoiced = fields.Monetary(
        string="Amount invoiced", readonly=True, groups=PRICE_GROUPS
    )
    collected = fields.Monetary(
        string="Amount collected", readonly=True, groups=PRICE_GROUPS
    )
    open_amount = fields.Monetary(readonly=True, groups=PRICE_GROUPS)
    overdue_amount = fields.Monetary(readonly=True, groups=PRICE_GROUPS)
    overdue_days = fields.Integer(
        string="Days overdue", readonly=True, aggregator="max"
    )

    def action_open(self):
        """Open the invoice, or the client's file for those who read no invoices."""
        self.ensure_one()
        if self.invoice_id.has_access("read"):
            return self.invoice_id.get_formview_action()
        return self.partner_id.get_formview_action()
