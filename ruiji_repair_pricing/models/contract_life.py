from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# Set by the steps of the contract's life alone, each of which checks who takes it.
SET_BY_STEPS = {
    "filing_state",
    "approved_by_id",
    "approved_on",
    "reminder_acknowledged_end",
    "reminder_acknowledged_by_id",
}


class Contract(models.Model):
    """Where a contract stands: one word, from its papers, its flag and the day.

    Stored, so that lists can be grouped and searched by it; a daily job moves on
    what time alone moves. Prices never ask it: they ask flag and dates (CON-02).
    """

    _inherit = "ruiji.contract"

    filing_state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Waiting for approval"),
            ("filed", "Filed"),
        ],
        string="Filing",
        required=True,
        default="filed",
        readonly=True,
        copy=False,
        tracking=True,
        help="A draft prices nothing until it is filed; the draft of a renewal until "
        "the marketing VP or the general manager has approved it.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("filed", "Filed"),
            ("in_force", "In force"),
            ("expiring", "Expiring"),
            ("expired", "Expired"),
            ("renewed", "Renewed"),
            ("void", "Void"),
        ],
        string="Status",
        compute="_compute_state",
        store=True,
        index=True,
        help="Where the contract stands today.",
    )
    renewal_ids = fields.One2many("ruiji.contract", "renewed_from_id", string="Renewal")
    days_left = fields.Integer(
        compute="_compute_days_left", help="Days until the contract ends."
    )

    _draft_not_in_force = models.Constraint(
        "CHECK (filing_state = 'filed' OR validity = 'void')",
        "A draft cannot be in force: file it, or have the renewal approved.",
    )
    _state_end_idx = models.Index("(date_end) WHERE validity = 'in_force'")

    @api.depends(
        "filing_state",
        "validity",
        "date_start",
        "date_end",
        "service_kind",
        "renewal_ids.filing_state",
        "renewal_ids.validity",
    )
    def _compute_state(self):
        window = self._expiring_days()
        for contract in self:
            company = contract.company_id or self.env.company
            contract.state = contract._state_on(company._business_day(), window)

    def _state_on(self, day, window):
        """Where the contract stands on a day.

        :param dict window: {service kind: days before the end it is called expiring}
        """
        self.ensure_one()
        if self.filing_state != "filed":
            return "draft"
        if self.validity == "void":
            return "void"
        if not self.date_start or not self.date_end or self.date_start > day:
            return "filed"
        if self.date_end < day:
            return "renewed" if self._has_successor() else "expired"
        close = timedelta(days=window[self.service_kind])
        return "expiring" if self.date_end <= day + close else "in_force"

    def _has_successor(self):
        """Whether an approved renewal takes over from this contract."""
        self.ensure_one()
        # That a contract was renewed is part of its own state, whoever asks.
        return any(
            renewal.filing_state == "filed" and renewal.validity == "in_force"
            for renewal in self.sudo().renewal_ids
        )

    @api.model
    def _expiring_days(self):
        """{service kind: days before the end at which its first reminder comes}."""
        # How long before is no secret, and computed for every reader.
        return self.env["ruiji.contract.reminder.step"].sudo()._first_reminder_days()

    @api.depends("date_end")
    def _compute_days_left(self):
        today = self.env.company._business_day()
        for contract in self:
            contract.days_left = (
                (contract.date_end - today).days if (contract.date_end) else 0
            )

    @api.model_create_multi
    def create(self, vals_list):
        """A draft is not in force; a renewal starts as one unless decided on."""
        may_decide = self._user_may_decide_validity()
        for vals in vals_list:
            if SET_BY_STEPS - {"filing_state"} & vals.keys() and not self.env.su:
                self._refuse_step_fields()
            if vals.get("renewed_from_id") and not may_decide:
                vals["filing_state"] = "draft"
            filing = vals.get("filing_state") or self.env.context.get(
                "default_filing_state", "filed"
            )
            if filing != "filed":
                vals["validity"] = "void"
        return super().create(vals_list)

    def write(self, vals):
        if SET_BY_STEPS & vals.keys() and not self.env.su:
            self._refuse_step_fields()
        return super().write(vals)

    @api.model
    def _refuse_step_fields(self):
        raise AccessError(
            self.env._(
                "Filing, approval and acknowledgement of a contract are recorded by "
                "the buttons on the contract: use those."
            )
        )

    @api.model
    def _moved_by_time_domain(self, day):
        """Contracts whose state may be no longer what it was yesterday."""
        longest = timedelta(days=max(self._expiring_days().values()))
        return Domain.OR(
            [
                Domain("state", "=", "filed") & Domain("date_start", "<=", day),
                Domain("state", "=", "in_force")
                & Domain("date_end", "<=", day + longest),
                Domain("state", "=", "expiring") & Domain("date_end", "<", day),
            ]
        )

    def _refresh_states(self):
        """Say anew where these contracts stand."""
        self._compute_anew("state")

    @api.model
    def _cron_refresh_states(self, batch_size=2000):
        """Move on the contracts that time alone moves (CON-02)."""
        day = self.env.company._business_day()
        contracts = self.search(self._moved_by_time_domain(day), order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(contracts))
        for start in range(0, len(contracts), batch_size):
            batch = contracts[start : start + batch_size]
            batch._refresh_states()
            self.env.flush_all()
            if not cron._commit_progress(len(batch)):
                break
