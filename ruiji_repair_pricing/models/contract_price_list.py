from odoo import api, fields, models
from odoo.exceptions import UserError

ACTIVITY = "ruiji_repair_pricing.mail_activity_type_price_list"


class Contract(models.Model):
    """The price list of a contract on its way: prepared, approved, published
    (PRI-09)."""

    _inherit = "ruiji.contract"

    prices_in_preparation = fields.Boolean(
        string="Price list in preparation",
        compute="_compute_pricing_terms",
        store=True,
        precompute=True,
        tracking=True,
        help="New prices are drafts until the list is approved and published. Prices "
        "that are published already keep counting.",
    )
    guarantee_months = fields.Integer(
        string="Guarantee (months)",
        compute="_compute_pricing_terms",
        store=True,
        readonly=False,
        precompute=True,
        copy=True,
        tracking=True,
        help="A board that comes back within these months after its repair is mended "
        "free of charge. 0: no guarantee.",
    )
    price_list_state = fields.Selection(
        [
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("published", "Published"),
        ],
        string="State of the price list",
        compute="_compute_price_list_state",
    )
    draft_price_count = fields.Integer(compute="_compute_price_list_state")
    approved_price_count = fields.Integer(compute="_compute_price_list_state")
    price_change_ids = fields.One2many(
        "ruiji.price.change", "contract_id", string="Price changes", readonly=True
    )

    @api.depends("company_id")
    def _compute_pricing_terms(self):
        """New contracts start with the company's terms and may get their own."""
        for contract in self:
            contract.prices_in_preparation = contract.company_id.price_approval
            contract.guarantee_months = contract.company_id.guarantee_months

    @api.depends("price_ids.state", "prices_in_preparation")
    def _compute_price_list_state(self):
        counts = self._count_prices_by_state()
        for contract in self:
            draft = counts.get((contract._origin, "draft"), 0)
            approved = counts.get((contract._origin, "approved"), 0)
            contract.draft_price_count = draft
            contract.approved_price_count = approved
            in_work = draft or (contract.prices_in_preparation and not approved)
            contract.price_list_state = (
                "draft" if in_work else "approved" if approved else "published"
            )

    def _count_prices_by_state(self):
        groups = self.env["ruiji.repair.price"]._read_group(
            [("contract_id", "in", self.ids), ("state", "!=", "published")],
            ["contract_id", "state"],
            ["__count"],
        )
        return {(contract, state): count for contract, state, count in groups}

    def unlink(self):
        """Delete the prices first, each of them on record."""
        self.price_ids.unlink()
        return super().unlink()

    def action_open_prices(self):
        """What is typed into the list on its own page is typed by hand."""
        action = super().action_open_prices()
        action["context"] = action["context"] | {"prices_by_hand": True}
        return action

    def action_prepare_prices(self):
        """Take the list into preparation: new prices are drafts from now on."""
        self._check_may_keep_prices()
        # Account managers keep price lists without a right on the contract itself.
        self.sudo().prices_in_preparation = True
        return True

    def action_ask_price_approval(self):
        """Ask the marketing VP to approve the drafts."""
        self._check_may_keep_prices()
        without = self.filtered(lambda contract: not contract.draft_price_count)
        if without:
            raise UserError(
                self.env._(
                    "The price list of %s has no draft to approve.", without[0].number
                )
            )
        # Who asks need not see who holds which role.
        vp_group = self.env.ref("ruiji_client_archive.group_marketing_vp").sudo()
        approvers = vp_group.all_user_ids.filtered("active")
        self.env["mail.activity"].sudo()._ask(
            ACTIVITY,
            [(contract, approver) for contract in self for approver in approvers],
            summary=self.env._("Approve the price list"),
        )
        return True

    def action_approve_prices(self):
        """Approve all drafts of the list."""
        return self.price_ids.action_approve()

    def action_publish_prices(self):
        """Publish the list: everything approved counts from now on."""
        self.price_ids.action_publish()
        # Publication ends the preparation; who may publish was checked.
        self.sudo().prices_in_preparation = False
        return True

    def action_return_prices(self):
        """Take the approved prices back for more work."""
        self.price_ids.action_return_to_draft()
        return self.action_prepare_prices()

    def action_compare_prices(self):
        """Put the list beside the one of the last period, or beside any other."""
        self.ensure_one()
        return self.env["ruiji.price.comparison"]._open(self)

    def action_open_price_changes(self):
        """Show what became of the published prices of this contract."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.price_change_action"
        )
        return action | {"domain": [("contract_id", "=", self.id)], "context": {}}

    def _check_may_keep_prices(self):
        """Who may enter prices under these contracts may see to their lists."""
        prices = self.env["ruiji.repair.price"]
        prices.check_access("write")
        self.check_access("read")
        others = self.filtered(lambda contract: contract.manager_id != self.env.user)
        if others:
            others.check_access("write")

    def _after_price_approval(self, lines):
        """Say so on the contracts and end what asked for it."""
        by_contract = lines.grouped("contract_id")
        for contract in self:
            contract.message_post(
                body=self.env._(
                    "Price list approved: %(count)s prices.",
                    count=len(by_contract[contract]),
                )
            )
        self.activity_feedback([ACTIVITY])

    def _after_price_publication(self, lines):
        by_contract = lines.grouped("contract_id")
        for contract in self:
            contract.message_post(
                body=self.env._(
                    "Price list published: %(count)s prices.",
                    count=len(by_contract[contract]),
                )
            )
