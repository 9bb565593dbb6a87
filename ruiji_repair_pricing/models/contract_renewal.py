from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..utils.contract_periods import Period, gap_after, gap_before, overlapping


class Contract(models.Model):
    """A contract in its chain: what it renews, what renews it, how the periods fit
    (CON-04)."""

    _inherit = "ruiji.contract"

    renewal_id = fields.Many2one(
        "ruiji.contract", string="Renewed by", compute="_compute_renewal_id"
    )
    period_note = fields.Text(
        string="Gaps and overlaps",
        compute="_compute_period_note",
        help="How the period fits with the client's other contracts.",
    )

    @api.depends("renewal_ids", "renewal_ids.validity", "renewal_ids.filing_state")
    def _compute_renewal_id(self):
        for contract in self:
            alive = contract.renewal_ids.filtered(lambda r: r.state != "void")
            contract.renewal_id = alive[:1]

    @api.depends("partner_id", "date_start", "date_end", "filing_state", "validity")
    def _compute_period_note(self):
        others = self._contracts_of_clients()
        for contract in self:
            same_client = others.get(contract.partner_id._origin, self.browse())
            contract.period_note = contract._describe_period(
                contract.date_start,
                contract.date_end,
                same_client - contract._origin,
            )

    def _contracts_of_clients(self):
        """{client: its contracts that are in force or on the way to be}."""
        alive = Domain("validity", "=", "in_force") | Domain(
            "filing_state", "!=", "filed"
        )
        contracts = self.search(
            alive & Domain("partner_id", "in", self.partner_id._origin.ids)
        )
        return contracts.grouped("partner_id")

    @api.model
    def _describe_period(self, start, end, others):
        """Say which contracts overlap a period and which gaps lie around it."""
        if not (start and end):
            return False
        period = Period(start, end, False)
        periods = [Period(o.date_start, o.date_end, o.number) for o in others]
        lines = [
            self.env._(
                "Overlaps %(number)s, which runs from %(start)s to %(end)s.",
                number=other.label,
                start=other.start,
                end=other.end,
            )
            for other in overlapping(period, periods)
        ]
        if gap := gap_before(period, periods):
            lines.append(
                self.env._(
                    "%(days)s days without cover after %(number)s.",
                    days=gap[0],
                    number=gap[1].label,
                )
            )
        if gap := gap_after(period, periods):
            lines.append(
                self.env._(
                    "%(days)s days without cover before %(number)s.",
                    days=gap[0],
                    number=gap[1].label,
                )
            )
        return "\n".join(lines)

    def action_renew(self):
        """Ask for the next period, then copy the contract into it (CON-04)."""
        self.ensure_one()
        self._check_can_be_renewed()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.contract_renewal_action"
        )
        action["context"] = {"default_contract_id": self.id}
        return action

    def _check_can_be_renewed(self):
        self.ensure_one()
        if not self._user_may_propose():
            raise AccessError(
                self.env._(
                    "Renewals of %s are proposed by its account manager or the "
                    "marketing clerk.",
                    self.partner_id.name,
                )
            )
        if self.renewal_id:
            raise UserError(
                self.env._(
                    "Contract %(number)s has been renewed by %(renewal)s: go on there.",
                    number=self.number,
                    renewal=self.renewal_id.number,
                )
            )
        if self.filing_state != "filed":
            raise UserError(
                self.env._(
                    "Contract %s is a draft itself: file it before you renew it.",
                    self.number,
                )
            )

    def _renew(self, vals, percent):
        """Copy this contract with its price list to the next period, as a draft.

        :param dict vals: number, dates and what else is new
        :param float percent: by how much prices rise
        :return: the new contract
        """
        self._check_can_be_renewed()
        # Account managers renew without the right to write contracts; that this one
        # may was checked, and the draft prices nothing before it is approved.
        source = self.sudo()
        renewal = source.copy(
            {
                **vals,
                "renewed_from_id": self.id,
                "filing_state": "draft",
                "validity": "void",
                "date_filed": False,
                "price_ids": False,
            }
        )
        factor = 1 + percent / 100
        lines = self.env["ruiji.price.copy"]._last_lines(source.price_ids)
        # The draft list is part of the renewal, which was checked.
        self.env["ruiji.repair.price"].sudo().create(
            [line._prepare_copy_vals(renewal, factor) for line in lines]
        )
        return renewal.sudo(False)

    def action_open_previous(self):
        """Open the contract that this one renews."""
        return self.renewed_from_id._open_form()

    def action_open_renewal(self):
        """Open the contract that renews this one."""
        return self.renewal_id._open_form()

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_compare_with_previous(self):
        """Show what this price list changes against the one it renews (CON-10)."""
        self.ensure_one()
        if not self.renewed_from_id:
            raise UserError(
                self.env._("Contract %s renews no other contract.", self.number)
            )
        return self.action_compare_prices()
