from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .contract_validity import ACTIVITY

WRITERS = (
    "ruiji_client_archive.group_marketing_clerk",
    "ruiji_client_archive.group_marketing_vp",
)


class Contract(models.Model):
    """From a draft to a filed contract: the clerk files what was signed, a renewal
    waits for the supervisor (CON-01, CON-10)."""

    _inherit = "ruiji.contract"

    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_on = fields.Datetime(readonly=True, copy=False)
    may_decide = fields.Boolean(compute="_compute_may_decide")
    may_propose = fields.Boolean(compute="_compute_may_decide")

    @api.depends("manager_id")
    @api.depends_context("uid")
    def _compute_may_decide(self):
        may_decide = self._user_may_decide_validity()
        for contract in self:
            contract.may_decide = may_decide
            contract.may_propose = contract._user_may_propose()

    def _user_may_propose(self):
        self.ensure_one()
        user = self.env.user
        return user == self.manager_id or any(map(user.has_group, WRITERS))

    def action_file(self):
        """File drafts of signed contracts: from now on they price (CON-01).

        :raises UserError: when a renewal isn't approved, or signature data are missing
        """
        self.check_access("write")
        for contract in self:
            contract._check_can_be_filed()
        # The right to file is checked above; drafts come into force by this alone.
        self.sudo()._come_into_force()
        return True

    def _check_can_be_filed(self):
        self._check_filing("draft")
        if self.renewed_from_id:
            raise UserError(
                self.env._(
                    "Contract %s is a renewal: propose it to the marketing VP, who "
                    "approves it before it comes into force.",
                    self.number,
                )
            )
        if not (self.signer and self.date_signed):
            raise UserError(
                self.env._(
                    "Enter who signed contract %s and on which day, then file it.",
                    self.number,
                )
            )

    def _come_into_force(self):
        self.write({"filing_state": "filed", "validity": "in_force"})
        unfiled = self.filtered(lambda contract: not contract.date_filed)
        unfiled.date_filed = fields.Date.context_today(self)

    def action_propose(self):
        """Hand drafts of renewals to the marketing VP for approval (CON-10)."""
        self.check_access("read")
        for contract in self:
            contract._check_may_propose()
        # Account managers propose their own clients' renewals without the right to
        # write contracts; who may was checked.
        proposed = self.sudo()
        proposed.filing_state = "proposed"
        proposed._ask_deciders(ACTIVITY, self.env._("Approve the renewal?"), note=False)
        return True

    def _check_may_propose(self):
        if not self._user_may_propose():
            raise AccessError(
                self.env._(
                    "Renewals of %s are proposed by its account manager or the "
                    "marketing clerk.",
                    self.partner_id.name,
                )
            )
        self._check_filing("draft")

    def action_approve(self):
        """Put proposed contracts in force, on record with who and when (CON-10)."""
        self._check_may_decide_validity("in_force")
        self.check_access("write")
        for contract in self:
            contract._check_filing("proposed")
        # The price list was part of what was looked at.
        self.action_publish_prices()
        # Who may decide was checked; the steps' own fields take no other door.
        approved = self.sudo()
        approved.write(
            {"approved_by_id": self.env.uid, "approved_on": fields.Datetime.now()}
        )
        approved._come_into_force()
        approved.activity_feedback([ACTIVITY], feedback=self.env._("Approved"))
        return True

    def action_return(self):
        """Ask for the reason, then give a proposed contract back as a draft."""
        self._check_may_decide_validity("in_force")
        return self._open_decision("return")

    def _return_to_draft(self, reason):
        self._check_may_decide_validity("in_force")
        for contract in self:
            contract._check_filing("proposed")
            contract.message_post(body=self.env._("Returned: %s", reason))
        # Who may decide was checked; the steps' own fields take no other door.
        returned = self.sudo()
        returned.filing_state = "draft"
        returned.activity_feedback([ACTIVITY], feedback=reason)

    def _check_filing(self, expected):
        """Refuse a step that comes at the wrong time."""
        self.ensure_one()
        if self.filing_state != expected:
            labels = dict(self._fields["filing_state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Contract %(number)s is “%(now)s” already: this step is for "
                    "“%(expected)s”.",
                    number=self.number,
                    now=labels[self.filing_state],
                    expected=labels[expected],
                )
            )
