from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..utils.price_diff_sql import COMPARE
from .repair_price_resolution import READ_BY_SQL

VOLUME_MODELS = {"repair.order": None, "ruiji.repair.slip": ["date_submitted"]}


class RepairPrice(models.Model):
    """Two price lists beside each other (CON-10, PRI-02)."""

    _inherit = "ruiji.repair.price"

    @api.model
    def compare(self, old_contract_ids, new_contract_ids, volume_contract_ids=None):
        """Compare two price lists and weigh the difference by real volume.

        No contracts at all stand for the company's standard list. The volume is
        the boards of the last 12 months that were priced by the old list.

        :param old_contract_ids: list of contract ids, or empty
        :param new_contract_ids: list of contract ids, or empty
        :param volume_contract_ids: whose boards count, when not those of the old list;
            False to count none
        :return: list of dicts, one a line of either list: old_line_id, new_line_id,
            categ_id, device_model_id, product_id, old_price, new_price, change
            (added, dropped, repriced, same), ratio (0.1: ten percent dearer),
            boards, boards_without (a price in the new list), old_total, new_total
        :raises AccessError: unless the user may read these contracts and prices
        """
        self.check_access("read")
        if volume_contract_ids is None:
            volume_contract_ids = old_contract_ids
        weighed = volume_contract_ids or []
        asked = {*old_contract_ids, *new_contract_ids, *weighed}
        self.env["ruiji.contract"].browse(asked).check_access("read")
        for name, names in (READ_BY_SQL | VOLUME_MODELS).items():
            self.env[name].flush_model(names)
        since = fields.Datetime.now() - relativedelta(months=12)
        return self.env.execute_query_dict(
            SQL(
                COMPARE,
                old=self._scope_condition(old_contract_ids),
                new=self._scope_condition(new_contract_ids),
                volume=self._volume_condition(volume_contract_ids),
                since=since,
            )
        )

    @api.model
    def _volume_condition(self, contract_ids):
        return (
            SQL("FALSE")
            if contract_ids is False
            else self._scope_condition(contract_ids)
        )

    @api.model
    def _scope_condition(self, contract_ids):
        """Lines of these contracts, or of the standard list, as a condition."""
        if contract_ids:
            return SQL("line.contract_id IN %s", tuple(contract_ids))
        return SQL(
            "line.contract_id IS NULL AND line.company_id = %s", self.env.company.id
        )
