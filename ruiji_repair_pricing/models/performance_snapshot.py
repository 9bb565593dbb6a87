from odoo import fields, models

# Contracts that ended in the month; a renewal counts as soon as it is filed.
RENEWALS = """
    SELECT contract.manager_id, COUNT(*), COUNT(renewal.id)
      FROM ruiji_contract contract
      LEFT JOIN ruiji_contract renewal
        ON renewal.renewed_from_id = contract.id
       AND renewal.filing_state = 'filed' AND renewal.validity = 'in_force'
     WHERE contract.manager_id IS NOT NULL AND contract.validity = 'in_force'
       AND contract.date_end >= %(since)s AND contract.date_end < %(until)s
     GROUP BY contract.manager_id
"""


class PerformanceSnapshot(models.Model):
    """How many contracts an account manager renewed (ANA-01)."""

    _inherit = "ruiji.performance.snapshot"

    contracts_due = fields.Integer(string="Contracts that ended", readonly=True)
    contracts_renewed = fields.Integer(string="Contracts renewed", readonly=True)
    renewal_rate = fields.Float(
        string="Contracts renewed (%)", readonly=True, aggregator="avg", digits=(5, 1)
    )

    def _figures(self, since, until):
        figures = super()._figures(since, until)
        names = ["contracts_due", "contracts_renewed"]
        self._gather(figures, RENEWALS, since, until, names)
        for values in figures.values():
            self._rate(values, "renewal_rate", "contracts_renewed", "contracts_due")
        return figures

    def _figures_of_the_day(self, today):
        figures = super()._figures_of_the_day(today)
        # How many end soon says nothing of what is in them.
        contracts = self.env["ruiji.contract"].sudo()
        expiring = contracts._read_group(
            [("state", "=", "expiring"), ("manager_id", "!=", False)],
            ["manager_id"],
            ["__count"],
        )
        for manager, count in expiring:
            values = figures.setdefault(manager.id, {})
            values.setdefault("mend_counts", {})["expiring_contract"] = count
        return figures

    def _mend_kinds(self):
        kinds = super()._mend_kinds()
        expiring = (
            self.env._("Renew %(count)s contracts that end soon"),
            "expiring-contracts",
        )
        first, *others = kinds.items()
        return dict([first, ("expiring_contract", expiring), *others])
