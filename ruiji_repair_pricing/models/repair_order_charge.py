from odoo import api, fields, models

from .repair_order_price import PRICE_GROUPS

CHARGE_KINDS = [
    ("paid", "Paid repair"),
    ("contract", "Contract repair"),
    ("warranty", "Under warranty"),
    ("inspection", "Inspection"),
    ("unrepaired", "Returned unrepaired"),
]
# Boards that went back without a price are nothing that anybody could bill.
UNREPAIRED = ("irreparable", "refused", "withdrawn")


class RepairOrder(models.Model):
    """What will be settled for a board once it has gone back (REP-06)."""

    _inherit = "repair.order"

    charge = fields.Monetary(
        compute="_compute_charge",
        store=True,
        currency_field="charge_currency_id",
        groups=PRICE_GROUPS,
        help="The price of the repair, the fee for an inspection, or nothing.",
    )
    charge_currency_id = fields.Many2one(
        "res.currency", compute="_compute_charge", store=True, groups=PRICE_GROUPS
    )
    charge_kind = fields.Selection(
        CHARGE_KINDS,
        string="Charged as",
        compute="_compute_charge",
        store=True,
        groups=PRICE_GROUPS,
        help="Empty as long as nobody knows what the board costs.",
    )

    # Prices that are asked for anew tell nobody; freezing them and shipping do.
    @api.depends(
        "outcome",
        "repair_price",
        "repair_currency_id",
        "price_state",
        "price_frozen",
        "goods_out_id",
    )
    def _compute_charge(self):
        for repair in self:
            company = repair.company_id or self.env.company
            currency = repair.repair_currency_id or company.currency_id
            kind = repair._charge_kind()
            repair.charge_kind = kind
            repair.charge_currency_id = currency
            repair.charge = repair._charge_amount(kind, currency)

    def _charge_kind(self):
        """How the board is charged, False as long as that is open."""
        if not self.outcome:
            return False
        if self.outcome in UNREPAIRED:
            return "unrepaired"
        if self.price_state == "warranty":
            return "warranty"
        if self.outcome == "no_fault_found":
            return "inspection"
        if self.price_state != "priced":
            return False
        return "contract" if self.contract_id.service_kind == "contract" else "paid"

    def _charge_amount(self, kind, currency):
        if kind in ("paid", "contract"):
            return self.repair_price
        if kind != "inspection":
            return 0
        company = self.company_id
        day = self.slip_id.price_day or fields.Date.today()
        # A setting of the company: who charges boards need not see its settings.
        fee = company.sudo().inspection_fee
        return company.currency_id._convert(fee, currency, company, day)

    def _charge_product(self):
        """The service that quotations and invoices name for the board."""
        self.ensure_one()
        kind = self._charge_kind()
        if not kind:
            contracted = self.contract_id.service_kind == "contract"
            free = self.price_state == "warranty"
            kind = "warranty" if free else "contract" if contracted else "paid"
        return self.env["product.product"]._charge_product(kind)
