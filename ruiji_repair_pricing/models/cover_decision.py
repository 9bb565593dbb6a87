from odoo import fields, models


class CoverDecision(models.Model):
    """What was decided about boards whose cover had lapsed: who, when, why (CON-09).

    Only ever added to: a later decision overrules, it does not rewrite.
    """

    _name = "ruiji.cover.decision"
    _description = "Lapsed Cover Decision"
    _order = "id desc"
    _rec_name = "choice"

    contract_id = fields.Many2one(
        "ruiji.contract",
        string="Lapsed contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    choice = fields.Selection(
        [
            ("hold", "Hold the boards"),
            ("standard", "Price that holds without the contract"),
            ("grace", "Grace: the contract's price"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Text(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Decided by", required=True, readonly=True
    )
    decided_on = fields.Datetime(required=True, readonly=True)
    date_from = fields.Date(string="From", required=True, readonly=True)
    valid_until = fields.Date(
        readonly=True,
        help="Until that day the decision holds for boards that come later, too.",
    )
    repair_ids = fields.Many2many("repair.order", string="Boards", readonly=True)

    _grace_is_dated = models.Constraint(
        "CHECK (choice <> 'grace' OR valid_until IS NOT NULL)",
        "Say until which day the grace holds.",
    )

    def _applies_to(self, repair):
        """Whether the decision holds for a board under the lapsed contract."""
        self.ensure_one()
        if repair._origin in self.repair_ids:
            return True
        day = repair.slip_id.price_day
        return bool(self.valid_until) and self.date_from <= day <= self.valid_until


class Contract(models.Model):
    _inherit = "ruiji.contract"

    cover_decision_ids = fields.One2many(
        "ruiji.cover.decision",
        "contract_id",
        string="Decisions on lapsed cover",
        readonly=True,
    )
