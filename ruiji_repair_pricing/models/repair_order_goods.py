from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list


class RepairOrder(models.Model):
    """A board comes in once and goes out once (REP-02, REP-09)."""

    _inherit = "repair.order"

    goods_in_id = fields.Many2one(
        "ruiji.goods.movement",
        string="Received with",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    goods_out_id = fields.Many2one(
        "ruiji.goods.movement",
        string="Sent back with",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    date_received = fields.Datetime(
        string="Received on", related="goods_in_id.date", store=True
    )
    date_shipped = fields.Datetime(
        string="Shipped on", related="goods_out_id.date", store=True, index=True
    )

    _nothing_out_that_was_not_in = models.Constraint(
        "CHECK (goods_out_id IS NULL OR goods_in_id IS NOT NULL)",
        "A board that was never received cannot be sent back.",
    )

    def _ship(self, vals=None):
        """Send boards back, one parcel for each unit that sent some in (REP-02).

        :param dict vals: further values of the entries: waybill, logistics company
        :return: entries of the goods register
        :raises UserError: if one isn't here or isn't ready
        """
        self._check_ready_to_ship()
        by_unit = self.grouped("partner_id")
        entries = self.env["ruiji.goods.movement"].create(
            [
                boards._prepare_goods_out_vals(unit) | (vals or {})
                for unit, boards in by_unit.items()
            ]
        )
        for entry, boards in zip(entries, by_unit.values(), strict=True):
            boards.goods_out_id = entry
        self.slip_id._note_boards_gone()
        return entries

    def _prepare_goods_out_vals(self, unit):
        return {
            "direction": "out",
            "partner_id": unit.id,
            "logistics_partner_id": self.slip_id[:1].logistics_partner_id.id,
            "company_id": self.company_id.id,
        }

    def _check_ready_to_ship(self):
        not_ready = self.filtered(lambda r: r.board_state != "tested")
        if not_ready:
            raise UserError(
                self.env._(
                    "Only boards that are here and done with can be sent back: "
                    "%(boards)s",
                    boards=format_list(self.env, not_ready.mapped("name")),
                )
            )
