from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

APPROVERS = (
    "ruiji_client_archive.group_marketing_vp",
    "ruiji_client_archive.group_general_manager",
)
# Who enters contracts enters their prices as signed; others propose them.
KEEPERS = ("ruiji_client_archive.group_marketing_clerk", *APPROVERS)
# What an approval is about: whoever changes it has it approved anew.
APPROVED_TERMS = {
    "contract_id",
    "categ_id",
    "device_model_id",
    "product_id",
    "price",
    "currency_id",
    "date_start",
    "date_end",
}


class RepairPrice(models.Model):
    """A price is a draft, then approved, then published, and counts from then on
    (PRI-09)."""

    _inherit = "ruiji.repair.price"

    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("published", "Published")],
        compute="_compute_state",
        store=True,
        precompute=True,
        required=True,
        readonly=False,
        copy=True,
        help="Only published prices count. In a list that is being prepared new "
        "prices are drafts; in any other list they count at once, and the change is "
        "on record.",
    )

    # Published prices are nearly all there are; what waits is found through these.
    _waiting_idx = models.Index("(contract_id, state) WHERE state <> 'published'")

    def init(self):
        """Rows that other programs write into the table count, as they always did."""
        self.env.cr.execute(
            "ALTER TABLE ruiji_repair_price ALTER state SET DEFAULT 'published'"
        )

    @api.depends("contract_id")
    def _compute_state(self):
        fresh = self.filtered(lambda line: not line.state)
        for line in self - fresh:
            line.state = line.state
        for lines in fresh.grouped(lambda p: (p.contract_id, p.company_id)).values():
            lines.state = lines[0]._initial_state()

    def _initial_state(self):
        """What a price starts as when nobody says more.

        Prices count at once in every list that nobody has taken into preparation,
        as imported ones do; what an account manager types in is a proposal.
        """
        self.ensure_one()
        if self.contract_id:
            in_preparation = self.contract_id.prices_in_preparation
        else:
            in_preparation = (self.company_id or self.env.company).price_approval
        by_hand = self.env.context.get("prices_by_hand")
        proposed = by_hand and not any(map(self.env.user.has_group, KEEPERS))
        return "draft" if in_preparation or proposed else "published"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        claimed = [vals.get("state", "draft") != "draft" for vals in vals_list]
        if any(claimed) and not self._user_may_approve():
            for line, is_claimed in zip(lines, claimed, strict=True):
                if is_claimed and line.state != line._initial_state():
                    self._refuse_approval()
        return lines

    def write(self, vals):
        if vals.get("state", "draft") != "draft" and not self._user_may_approve():
            self._refuse_approval()
        stale = self.browse()
        if APPROVED_TERMS & vals.keys() and not self._user_may_approve():
            stale = self.filtered(lambda line: line.state == "approved")
        result = super().write(vals)
        if stale:
            # Taking back an approval needs no right beyond the change itself.
            stale.sudo().state = "draft"
        return result

    def copy_data(self, default=None):
        """A copy takes the state of its new list; what was unpublished stays so."""
        copies = super().copy_data(default=default)
        for line, vals in zip(self, copies, strict=True):
            vals.pop("state", None)
            if line.state != "published":
                vals["state"] = "draft"
        return copies

    @api.model
    def _user_may_approve(self):
        return self.env.su or any(map(self.env.user.has_group, APPROVERS))

    @api.model
    def _refuse_approval(self):
        raise AccessError(
            self.env._(
                "Prices are approved by the marketing VP or the general manager: "
                "ask them with the button of the price list."
            )
        )

    def action_approve(self):
        """Approve drafts (PRI-09); they count once they are published."""
        if not self._user_may_approve():
            self._refuse_approval()
        self.check_access("read")
        # Approving is the right of the role, which need not keep price lists.
        drafts = self.sudo().filtered(lambda line: line.state == "draft")
        drafts.state = "approved"
        drafts.contract_id._after_price_approval(drafts)
        return True

    def action_publish(self):
        """Publish what was approved: from now on it counts (PRI-09).

        :raises UserError: for drafts, unless the user may approve them, too
        """
        self.check_access("write" if not self._user_may_approve() else "read")
        drafts = self.filtered(lambda line: line.state == "draft")
        if drafts and self._user_may_approve():
            drafts.action_approve()
        elif drafts:
            raise UserError(
                self.env._(
                    "%(count)s prices are still drafts: have them approved first.",
                    count=len(drafts),
                )
            )
        # What was approved may be published by whoever keeps the list.
        approved = self.sudo().filtered(lambda line: line.state == "approved")
        approved.state = "published"
        approved.contract_id._after_price_publication(approved)
        return True

    def action_return_to_draft(self):
        """Take approved prices back for more work; published ones stay."""
        self.check_access("write" if not self._user_may_approve() else "read")
        # States move by these steps alone; who may return them was checked.
        self.sudo().filtered(lambda line: line.state == "approved").state = "draft"
        return True
