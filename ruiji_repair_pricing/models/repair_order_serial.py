from collections import Counter

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .repair_order_guarantee import serial_key
from .repair_order_progress import OPEN_STATES


class RepairOrder(models.Model):
    """The same serial number can't be open twice (REP-05).

    The sentence comes before anything is written; of two that come at the same moment
    the index refuses one.
    """

    _inherit = "repair.order"

    _open_serial_uniq = models.UniqueIndex(
        "(company_id, serial_key) WHERE serial_key IS NOT NULL AND board_state IN "
        f"{OPEN_STATES}",
        "A board with this serial number is being repaired already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        slips = self.env["ruiji.repair.slip"].browse(
            {vals["slip_id"] for vals in vals_list if vals.get("slip_id")}
        )
        open_ids = set(slips.filtered(lambda slip: slip.state != "draft").ids)
        self._check_serials_are_free(
            serial_key(vals.get("serial_number"))
            for vals in vals_list
            if vals.get("slip_id") in open_ids
        )
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("serial_number"):
            written = self.filtered(lambda r: r.board_state in OPEN_STATES)
            key = serial_key(vals["serial_number"])
            written._check_serials_are_free([key] * len(written))
        return super().write(vals)

    def _check_serials_are_free(self, keys):
        """Refuse serial numbers that are being repaired already, naming them.

        :param keys: keys of these boards, as serial_key() makes them
        :raises UserError: if one comes twice among them or is open elsewhere
        """
        counts = Counter(filter(None, keys))
        twice = {key for key, count in counts.items() if count > 1}
        twice |= self._open_serials(list(counts))
        if twice:
            raise UserError(
                self.env._(
                    "These serial numbers are being repaired already, take them off "
                    "or correct them: %(serials)s",
                    serials=format_list(self.env, sorted(twice)),
                )
            )

    def _open_serials(self, keys):
        """Which of these serial numbers are open on other boards than these.

        :param list keys: as serial_key() makes them
        :return: set of keys
        """
        if not keys:
            return set()
        # Whose the other board is, is not told.
        boards = self.env["repair.order"].sudo()
        groups = boards._read_group(
            [
                ("serial_key", "in", keys),
                ("board_state", "in", OPEN_STATES),
                ("company_id", "=", self.env.company.id),
                ("id", "not in", self.ids),
            ],
            ["serial_key"],
        )
        return {key for (key,) in groups}
