from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

from odoo.addons.ruiji_repair_pricing.models.repair_order_price import PRICE_GROUPS

METHODS = [
    ("cash", "Cash"),
    ("wechat", "WeChat"),
    ("alipay", "Alipay"),
    ("card", "Card"),
]
UNSETTLED = ("to_price", "to_collect", "to_invoice")
ON_SITE = ("to_collect", "collected", "handed_in", "counted")
# Facts of the money; a form never writes them.
LEFT_TO_USERS = {
    "line_ids",
    "activity_ids",
    "message_follower_ids",
    "message_ids",
    "message_main_attachment_id",
}
# The database refuses what the application refuses: what was collected stays.
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_service_fee_is_collected() RETURNS trigger AS $$
    BEGIN
        IF OLD.date_collected IS NOT NULL
           AND (TG_OP = 'DELETE'
                OR (NEW.call_id, NEW.amount, NEW.collector_id, NEW.date_collected,
                    NEW.method, NEW.receipt_number)
                   IS DISTINCT FROM
                   (OLD.call_id, OLD.amount, OLD.collector_id, OLD.date_collected,
                    OLD.method, OLD.receipt_number)
                OR (OLD.takings_id IS NOT NULL
                    AND NEW.takings_id IS DISTINCT FROM OLD.takings_id))
        THEN
            RAISE EXCEPTION 'Collected fees are final';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER ruiji_service_fee_is_collected
     BEFORE UPDATE OR DELETE ON ruiji_service_fee
        FOR EACH ROW EXECUTE FUNCTION ruiji_service_fee_is_collected();
"""


class ServiceFee(models.Model):
    """What the client owes for a call: collected on site or invoiced (SVC-06).

    Its status is never set: it follows from the prices, the receipt and the invoice.
    """

    _name = "ruiji.service.fee"
    _description = "Service Fee"
    _inherit = ["mail.thread", "mail.activity.mixin", "ruiji.printed.paper"]
    _order = "date_due desc, id desc"
    _rec_name = "call_id"
    _rec_names_search = ["call_id", "client_name", "receipt_number"]

    call_id = fields.Many2one(
        "ruiji.service.call",
        string="Call",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    call_name = fields.Char(
        related="call_id.name", string="Call number", related_sudo=True
    )
    client_name = fields.Char(string="Client", readonly=True)
    equipment = fields.Char(readonly=True)
    technician_id = fields.Many2one(
        "res.users",
        string="Technician",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        selection=lambda self: self.env["ruiji.service.call"]
        ._fields["kind"]
        ._description_selection(self.env),
        required=True,
        readonly=True,
    )
    free_reason = fields.Char(string="Because", readonly=True, groups=PRICE_GROUPS)
    line_ids = fields.One2many(
        "ruiji.service.fee.line", "fee_id", string="Made up of", groups=PRICE_GROUPS
    )
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        groups=PRICE_GROUPS,
        tracking=True,
    )
    is_priced = fields.Boolean(
        compute="_compute_amount", store=True, groups=PRICE_GROUPS
    )
    collect_limit = fields.Monetary(
        string="Limit of that day", readonly=True, groups=PRICE_GROUPS
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    state = fields.Selection(
        [
            ("free", "Free of charge"),
            ("to_price", "Price missing"),
            ("to_collect", "To collect on site"),
            ("to_invoice", "To invoice"),
            ("collected", "Collected"),
            ("handed_in", "Handed in"),
            ("counted", "Counted by finance"),
            ("invoiced", "Invoiced"),
        ],
        string="Status",
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
    )
    amount_to_collect = fields.Monetary(
        string="Collected on site", compute="_compute_state", store=True
    )
    date_due = fields.Date(
        string="To be settled on",
        readonly=True,
        index=True,
        help="The working day on which it is collected or invoiced.",
    )

    # Who may read a fee follows the client's file; kept here so that the record rules
    # stay flat.
    partner_id = fields.Many2one(
        related="call_id.partner_id", store=True, index=True, string="Client's file"
    )
    confidentiality = fields.Selection(
        related="partner_id.confidentiality", store=True, index=True
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Account manager",
        related="partner_id.user_id",
        store=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(related="call_id.company_id", store=True, index=True)

    _charged_once = models.Constraint("UNIQUE(call_id)", "A call is charged once.")
    _to_check_idx = models.Index(
        "(date_due) WHERE state IN ('to_price', 'to_collect', 'to_invoice')"
    )

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(GUARD)

    @api.depends("line_ids.amount", "line_ids.priced")
    def _compute_amount(self):
        for fee in self:
            fee.amount = sum(fee.line_ids.mapped("amount"))
            fee.is_priced = all(fee.line_ids.mapped("priced"))

    @api.depends(
        "kind",
        "amount",
        "is_priced",
        "collect_limit",
        "not_collected_reason",
        "date_collected",
        "takings_id.date_counted",
        "invoice_id.state",
    )
    def _compute_state(self):
        """The status that the facts make."""
        for fee in self:
            fee.state = fee._settled_as() or fee._to_be_settled_as()
            fee.amount_to_collect = fee.state in ON_SITE and fee.amount

    def _settled_as(self):
        if self.takings_id:
            return "counted" if self.takings_id.date_counted else "handed_in"
        if self.date_collected:
            return "collected"
        if self.invoice_id and self.invoice_id.state != "cancel":
            return "invoiced"
        return False

    def _to_be_settled_as(self):
        if self.kind != "paid":
            return "free"
        if not self.is_priced:
            return "to_price"
        if self.currency_id.is_zero(self.amount):
            return "free"
        if self.not_collected_reason or self.amount > self.collect_limit:
            return "to_invoice"
        return "to_collect"

    def write(self, vals):
        """Leave the facts of the money to the steps.

        :raises UserError: if one of them was typed
        """
        if not self.env.su and vals.keys() - LEFT_TO_USERS:
            raise UserError(
                self.env._(
                    "What was collected and invoiced follows from the steps: use the "
                    "buttons."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Fees are kept."))

    def _hold(self, *expected):
        """These as the system, kept from others until the end.

        :raises UserError: when somebody is at one right now, or its status is past
        """
        # Who takes the step was checked by it; locking asks for more rights.
        fees = self.sudo()
        try:
            fees.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else settles this fee at this moment: look at it again."
                )
            ) from error
        if fees.filtered(lambda fee: fee.state not in expected):
            raise UserError(
                self.env._("This step doesn't fit the status of the fee any more.")
            )
        return fees

    def _show(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
