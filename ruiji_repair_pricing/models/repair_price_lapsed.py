from odoo import api, models

from ..utils.lapsed_cover_sql import LAPSED


class RepairPrice(models.Model):
    """Which prices would hold had their contract not lapsed (CON-09)."""

    _inherit = "ruiji.repair.price"

    @api.model
    def _lapsed_cover(self, requests, winners):
        """Find the boards whose cover is void or over, in one statement.

        :param requests: list of (partner id, product id, date) as for resolve()
        :param winners: what resolve() found for them: contract ids, or False
        :return: {position in the list: answer as resolve() gives it, under the
            contract that lapsed}
        """
        winners = [contract_id or None for contract_id in winners]
        rows = self._ask(LAPSED, requests, winners=winners) if requests else []
        return {row["ord"] - 1: self._prepare_answer(row) for row in rows}
