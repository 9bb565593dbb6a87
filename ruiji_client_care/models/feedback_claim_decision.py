from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .client_feedback_escalation import GENERAL_MANAGER, VP

FINANCE = "ruiji_client_archive.group_finance"
APPROVE = "ruiji_client_care.mail_activity_type_claim_approval"


class ClientFeedback(models.Model):
    """Who decides on a claim, and how it is settled (CAR-06)."""

    _inherit = "ruiji.client.feedback"

    refund_id = fields.Many2one(
        "account.move",
        string="Credit note",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    free_repair_id = fields.Many2one(
        "repair.order",
        string="Settled by the free repair",
        domain="[('partner_id', '=', partner_id)]",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    def action_decide(self):
        """Hand the decision in: it stands, unless the amount asks for approval."""
        self._check_step(("new", "under_way", "answered"))
        for claim in self:
            claim._check_ready_to_decide()
        waiting = self.filtered(lambda one: one._needs_approval())
        # Whoever may write the claim hands its decision in, see `_check_step`.
        waiting.sudo().claim_state = "to_approve"
        waiting._ask_group(APPROVE, waiting, FINANCE)
        waiting._ask_group(APPROVE, waiting, VP)
        (self - waiting)._decide()

    def _check_ready_to_decide(self):
        if self.kind != "claim" or self.claim_state != "open":
            raise UserError(
                self.env._("%(number)s has no open claim.", number=self.name)
            )
        if not self.claim_decision or not self.decision_reason:
            raise UserError(
                self.env._("Enter the decision with its reason before handing it in.")
            )
        if self.claim_check_ids.filtered(lambda step: not step.is_done):
            raise UserError(
                self.env._("Tick the standard steps as done before deciding.")
            )

    def _needs_approval(self):
        """Whether what is granted is beyond what the owner may grant."""
        bands = self.env["ruiji.claim.band"]
        band = bands._band_of(self._in_house_money("granted_amount"))
        return bool(self.granted_amount) and band.needs_approval

    def action_approve_claim(self):
        """Approve as finance or as management; with both, the decision stands."""
        self.check_access("read")
        for claim in self:
            if claim.claim_state != "to_approve":
                raise UserError(
                    self.env._(
                        "%(number)s does not wait for approval.", number=claim.name
                    )
                )
        # Finance reads claims and approves them; nothing else is written.
        claims = self.sudo()
        claims.write(self._approval_of_user())
        approved = claims.filtered(
            lambda one: one.finance_approved_by_id and one.management_approved_by_id
        )
        approved._decide()

    def _approval_of_user(self):
        user = self.env.user
        if user.has_group(FINANCE):
            return {"finance_approved_by_id": user.id}
        if user.has_groups(f"{VP},{GENERAL_MANAGER}"):
            return {"management_approved_by_id": user.id}
        raise AccessError(
            self.env._(
                "Claims of this amount are approved by finance, and by the marketing "
                "VP or the general manager."
            )
        )

    def action_take_decision_back(self):
        """Take a decision that waits for approval back, to change it."""
        self._check_step(("new", "under_way", "answered"))
        waiting = self.filtered(lambda one: one.claim_state == "to_approve")
        # The approvals were given to what is now changed.
        waiting.sudo().write(
            {
                "claim_state": "open",
                "finance_approved_by_id": False,
                "management_approved_by_id": False,
            }
        )
        # As above: who is asked to approve is not his to see.
        waiting.sudo().activity_unlink([APPROVE])

    def _decide(self):
        """The decision stands from now on."""
        # Both ways here were checked: within one's limit, or approved.
        claims = self.sudo()
        claims.write({"claim_state": "decided", "decided_on": fields.Datetime.now()})
        claims.activity_unlink([APPROVE])

    def action_make_refund(self):
        """Draft the credit note of what was granted, for finance to check and post."""
        self.ensure_one()
        if not self.env.user.has_group(FINANCE):
            raise AccessError(self.env._("Credit notes are made by finance."))
        self.check_access("read")
        # Of two at once the second sees the note of the first.
        self.sudo().lock_for_update()
        if not self.refund_id:
            self._check_to_be_refunded()
            # Settling a decided claim is finance's; the amounts are the decision's.
            claim = self.sudo()
            claim.refund_id = claim.env["account.move"].create(
                self.sudo()._prepare_refund_vals()
            )
        return self.action_view_refund()

    def _check_to_be_refunded(self):
        if self.claim_state != "decided" or not self.granted_amount:
            raise UserError(
                self.env._("A credit note follows from a decision that grants money.")
            )
        if self.free_repair_id:
            raise UserError(self.env._("The claim was settled by a free repair."))

    def _prepare_refund_vals(self):
        charge = self.env["product.product"]._charge_product("paid")
        return {
            "move_type": "out_refund",
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.claim_currency_id.id,
            "ref": self.name,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": charge.id,
                        "name": self.display_name,
                        "quantity": 1,
                        "price_unit": self.granted_amount,
                        "tax_ids": [],
                    }
                )
            ],
        }

    def action_view_refund(self):
        """Open the credit note of the claim."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.refund_id.id,
            "views": [(self.env.ref("account.view_move_form").id, "form")],
        }
