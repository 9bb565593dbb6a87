from collections import defaultdict

from odoo import api, fields, models


class RepairOrder(models.Model):
    """A board that has been here before says so (REP-05, REP-08)."""

    _inherit = "repair.order"

    previous_repair_id = fields.Many2one(
        "repair.order",
        string="Last visit",
        compute="_compute_previous_repair_id",
        store=True,
        compute_sudo=True,
        ondelete="set null",
        index="btree_not_null",
        help="When a board of this serial number was here the last time.",
    )

    @api.depends("serial_key")
    def _compute_previous_repair_id(self):
        """The latest earlier visit of each serial number, in one query."""
        visits = self._visits_by_serial()
        for repair in self:
            before = repair._origin.id or float("inf")
            repair.previous_repair_id = next(
                (visit for visit in visits[repair.serial_key] if visit < before), False
            )

    def _visits_by_serial(self):
        """Boards that came with these serial numbers, or went out with them.

        :return: {serial key: ids of repair.order, the latest first}
        """
        keys = [key for key in self.mapped("serial_key") if key]
        visits = defaultdict(list)
        if not keys:
            return visits
        boards = self.env["repair.order"].search_fetch(
            [
                "|",
                ("serial_key", "in", keys),
                ("exchange_serial_key", "in", keys),
                ("company_id", "in", self.company_id.ids),
                ("board_state", "not in", ("draft", "cancelled")),
            ],
            ["serial_key", "exchange_serial_key"],
            order="id desc",
        )
        for board in boards:
            for key in {board.serial_key, board.exchange_serial_key} - {False}:
                visits[key].append(board.id)
        return visits
