from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .repair_order_price import PRICE_GROUPS

# What a settled board was charged for.
SETTLED = {
    "partner_id",
    "outcome",
    "goods_in_id",
    "goods_out_id",
    "repair_price",
    "price_state",
    "contract_id",
    "company_id",
}


class RepairOrder(models.Model):
    """A board that has gone back is settled once (REP-06, REP-09)."""

    _inherit = "repair.order"

    settlement_partner_id = fields.Many2one(
        "res.partner",
        string="Settles with",
        compute="_compute_settlement_partner_id",
        store=True,
        index="btree_not_null",
        groups=PRICE_GROUPS,
        help="The contracting party; without a contract the sending unit itself.",
    )
    settlement_line_id = fields.Many2one(
        "ruiji.settlement.line",
        string="Settled by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        groups=PRICE_GROUPS,
    )
    settlement_id = fields.Many2one(
        related="settlement_line_id.settlement_id", groups=PRICE_GROUPS
    )
    charge_disputed = fields.Boolean(
        string="Charge disputed",
        readonly=True,
        copy=False,
        groups=PRICE_GROUPS,
        help="The client disputed what was settled: correct the price, or say that "
        "it stands; the board comes into the next settlement then.",
    )

    _to_be_settled_idx = models.Index(
        "(company_id, settlement_partner_id, date_shipped) "
        "WHERE date_shipped IS NOT NULL AND settlement_line_id IS NULL"
    )

    # Prices that are asked for anew tell nobody; freezing them and shipping do.
    @api.depends(
        "contract_id",
        "contract_id.contracting_party_id",
        "partner_id",
        "price_frozen",
        "goods_out_id",
    )
    def _compute_settlement_partner_id(self):
        for repair in self:
            contract = repair.contract_id
            party = contract.contracting_party_id or contract.partner_id
            settled = repair.settlement_line_id and repair.settlement_partner_id
            repair.settlement_partner_id = settled or party or repair.partner_id

    def write(self, vals):
        if SETTLED & vals.keys():
            self._check_not_settled()
        return super().write(vals)

    def _check_not_settled(self):
        """What was settled stands, until it is disputed (REP-09)."""
        # Whether a board is settled is asked, whoever touches it.
        settled = self.sudo()._settled_boards()
        if settled:
            raise UserError(
                self.env._(
                    "These boards are settled. Dispute their lines in the settlement "
                    "first: %(boards)s",
                    boards=format_list(self.env, settled.mapped("name")),
                )
            )

    def _settled_boards(self):
        """What is settled stays shipped."""
        # Whether a board is settled decides, whoever may read settlements.
        settled = self.sudo().filtered("settlement_line_id")
        return super()._settled_boards() | settled.with_env(self.env)

    def _reprice(self, reason):
        """A price that was corrected ends the dispute."""
        result = super()._reprice(reason)
        self.filtered("charge_disputed").charge_disputed = False
        return result

    def action_charge_stands(self):
        """The dispute came to nothing: the board is settled at its price."""
        self.env["ruiji.settlement"].check_access("write")
        self.check_access("read")
        disputed = self.filtered("charge_disputed")
        if not disputed:
            raise UserError(self.env._("Choose boards whose charge is disputed."))
        # Who settles need not keep boards.
        disputed.sudo().charge_disputed = False
        disputed.sudo()._message_log_batch(
            {board.id: self.env._("The charge stands.") for board in disputed}
        )
        return True
