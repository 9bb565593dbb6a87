from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

# What a decision fixes: corrected by a new claim, never by editing.
FROZEN = {
    "claim_amount",
    "claim_currency_id",
    "claim_contract_id",
    "claim_decision",
    "granted_amount",
    "decision_reason",
}
STAMPS = {
    "claim_state",
    "finance_approved_by_id",
    "management_approved_by_id",
    "decided_on",
    "refund_id",
}


class ClientFeedback(models.Model):
    """Claims: what a client asks for, how it is examined and decided (CAR-06)."""

    _inherit = "ruiji.client.feedback"

    claim_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of the claim",
        default=lambda self: self.env.company.currency_id,
    )
    claim_amount = fields.Monetary(
        string="Amount claimed", currency_field="claim_currency_id", tracking=True
    )
    claim_contract_id = fields.Many2one(
        "ruiji.contract",
        string="Contract",
        domain="[('partner_id', '=?', partner_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    claim_band_id = fields.Many2one(
        "ruiji.claim.band", compute="_compute_claim_band_id", string="Handled as"
    )
    claim_check_ids = fields.One2many(
        "ruiji.claim.check", "feedback_id", string="Standard steps"
    )
    claim_decision = fields.Selection(
        [
            ("full", "Accepted in full"),
            ("part", "Accepted in part"),
            ("refused", "Refused"),
        ],
        string="Decision",
        tracking=True,
        copy=False,
    )
    granted_amount = fields.Monetary(
        string="Amount granted",
        currency_field="claim_currency_id",
        tracking=True,
        copy=False,
    )
    decision_reason = fields.Text(string="Reason of the decision", copy=False)
    claim_state = fields.Selection(
        [
            ("open", "Being examined"),
            ("to_approve", "Waits for approval"),
            ("decided", "Decided"),
        ],
        string="Claim",
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
    )
    finance_approved_by_id = fields.Many2one(
        "res.users", string="Approved by finance", readonly=True, copy=False
    )
    management_approved_by_id = fields.Many2one(
        "res.users", string="Approved by management", readonly=True, copy=False
    )
    decided_on = fields.Datetime(readonly=True, copy=False)

    _claim_not_negative = models.Constraint(
        "CHECK(claim_amount >= 0 AND granted_amount >= 0)",
        "Amounts of a claim are zero or more.",
    )

    @api.depends("claim_amount", "claim_currency_id", "received_at")
    def _compute_claim_band_id(self):
        for claim in self:
            bands = self.env["ruiji.claim.band"]
            claim.claim_band_id = bands._band_of(claim._in_house_money("claim_amount"))

    def _in_house_money(self, name):
        """An amount of the claim in the company's currency, on the day it came in."""
        company = self.company_id or self.env.company
        currency = self.claim_currency_id or company.currency_id
        day = self.received_at or fields.Datetime.now()
        return currency._convert(self[name], company.currency_id, company, day.date())

    @api.constrains("claim_decision", "granted_amount", "claim_amount")
    def _check_granted(self):
        """What is granted fits the decision, and is no more than was claimed."""
        for claim in self.filtered("claim_decision"):
            if not claim._decision_fits():
                raise ValidationError(
                    self.env._(
                        "The amount granted does not fit the decision on %(number)s: "
                        "all of the claim, a part of it, or nothing.",
                        number=claim.name,
                    )
                )

    def _decision_fits(self):
        compared = self.claim_currency_id.compare_amounts
        nothing = compared(self.granted_amount, 0) == 0
        rest = compared(self.claim_amount, self.granted_amount)
        return {
            "full": rest == 0 and not nothing,
            "part": rest > 0 and not nothing,
            "refused": nothing,
        }[self.claim_decision]

    def write(self, vals):
        """Amounts and decision stand once it is decided."""
        changed = FROZEN & vals.keys()
        if changed and any(one.claim_state == "decided" for one in self):
            raise UserError(
                self.env._(
                    "The claim is decided and its amounts stand: enter a new claim for "
                    "what comes on top."
                )
            )
        if changed and not self.env.su:
            self._refuse_while_waiting()
        return super().write(vals)

    @api.model
    def _sealed_fields(self):
        return super()._sealed_fields() | STAMPS

    def _refuse_while_waiting(self):
        if any(one.claim_state == "to_approve" for one in self):
            raise UserError(
                self.env._("The claim waits for approval: take it back first.")
            )

    def _missing_to_close(self):
        missing = super()._missing_to_close()
        if self.kind == "claim" and self.claim_state != "decided":
            labels = self.fields_get(["claim_decision"], ["string"])
            missing.append(labels["claim_decision"]["string"])
        return missing

    def action_make_claim(self):
        """Treat a complaint as a claim, with the steps that its amount asks for."""
        self._check_step(("new", "under_way", "answered"))
        self.write({"kind": "claim"})
        self.action_fill_checks()

    def action_fill_checks(self):
        """Put the standard steps of the amount on the list, those that lack."""
        self._check_step(("new", "under_way", "answered"))
        for claim in self.filtered(lambda one: one.kind == "claim"):
            known = set(claim.claim_check_ids.mapped("name"))
            names = claim.claim_band_id._step_names() if claim.claim_band_id else []
            claim.claim_check_ids = [
                Command.create({"name": name, "sequence": number})
                for number, name in enumerate(names)
                if name not in known
            ]
