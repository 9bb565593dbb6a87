from odoo import models
from odoo.tools import SQL, format_date

from odoo.addons.ruiji_client_archive.utils.unit_move import MoveEffect

from ..utils.price_sql import COVERING_FROM_ABOVE


class ResPartner(models.Model):
    """Which contracts units lose and gain by a move (SUB-04)."""

    _inherit = "res.partner"

    def _move_effects(self, superior, day):
        """Contracts of superiors that run on that day or begin later."""
        before = self._contracts_from_above(self, day)
        after = set()
        if superior:
            after = self._contracts_from_above(superior, day, itself=True)[superior.id]
        return [
            *super()._move_effects(superior, day),
            *self._tell_contracts(
                "lost", {unit: before[unit.id] - after for unit in self}, day
            ),
            *self._tell_contracts(
                "gained", {unit: after - before[unit.id] for unit in self}, day
            ),
        ]

    def _contracts_from_above(self, units, day, itself=False):
        """{unit id: ids of contracts that cover it through units above it}."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                COVERING_FROM_ABOVE,
                units=list(units.ids),
                day=day,
                distance=0 if itself else 1,
            )
        )
        covering = {unit_id: set() for unit_id in units.ids}
        for unit_id, contract_id in rows:
            covering[unit_id].add(contract_id)
        return covering

    def _tell_contracts(self, kind, contracts_by_unit, day):
        """One effect a contract, with how many units it concerns."""
        below = self._ancestry()._count_below(self, day)
        counts = {}
        for unit, contract_ids in contracts_by_unit.items():
            for contract_id in contract_ids:
                counts[contract_id] = counts.get(contract_id, 0) + 1 + below[unit.id]
        contracts = self.env["ruiji.contract"].browse(counts)._filtered_access("read")
        return [
            MoveEffect(
                kind,
                contract.display_name,
                self.env._(
                    "%(signer)s, %(start)s – %(end)s",
                    signer=contract.partner_id.name,
                    start=format_date(self.env, contract.date_start),
                    end=format_date(self.env, contract.date_end),
                ),
                counts[contract.id],
            )
            for contract in contracts.sorted()
        ]
