from odoo import api, fields, models
from odoo.exceptions import UserError

HERE_OR_GONE = ("received", "shipped", "closed")
NOT_HERE = {"shipped", "closed", "cancelled"}


class RepairSlip(models.Model):
    """Boards of a slip come in by one parcel or several, and go back (REP-02)."""

    _inherit = "ruiji.repair.slip"

    date_shipped = fields.Datetime(
        string="Shipped back on", readonly=True, copy=False, index="btree_not_null"
    )
    missing_count = fields.Integer(
        string="Missing",
        compute="_compute_goods_counts",
        help="Boards on the slip that were not in the parcel.",
    )
    ready_count = fields.Integer(
        string="Ready to go back", compute="_compute_goods_counts"
    )
    shipped_count = fields.Integer(string="Sent back", compute="_compute_goods_counts")

    @api.depends("state", "repair_ids.board_state")
    def _compute_goods_counts(self):
        """Where the boards are, for all slips in one query."""
        groups = self.env["repair.order"]._read_group(
            [("slip_id", "in", self.ids)], ["slip_id", "board_state"], ["__count"]
        )
        counts = {(slip.id, state): count for slip, state, count in groups}
        for slip in self:
            come = slip.state in HERE_OR_GONE
            slip.missing_count = come and counts.get((slip.id, "submitted"), 0)
            slip.ready_count = come and counts.get((slip.id, "tested"), 0)
            slip.shipped_count = counts.get((slip.id, "shipped"), 0) + counts.get(
                (slip.id, "closed"), 0
            )

    def action_receive(self):
        """Check in all boards of the slips: everything arrived."""
        self._check_transition("submitted")
        self._receive(self._boards_to_come())
        return True

    def _boards_to_come(self):
        return self.repair_ids.filtered(lambda r: r.board_state == "submitted")

    def _receive(self, boards, vals=None):
        """Check boards in: prices freeze, the boards go to the bench (REP-02).

        The first parcel of a slip receives it; what comes later makes its own entry.

        :param boards: repair orders of these slips that arrived, a parcel a slip
        :param dict vals: further values of the entries: waybill, day, handler
        :return: entries of the goods register
        :raises UserError: if boards are here already or belong to other slips
        """
        self._check_transition("submitted", "received", "shipped")
        boards._hold_goods()
        self._check_may_arrive(boards)
        boards._resolve_prices()
        moment = (vals or {}).get("date") or fields.Datetime.now()
        first = self.filtered(lambda slip: slip.state == "submitted")
        first.write({"state": "received", "date_received": moment})
        (self - first)._note_boards_back()
        entries = self._enter_goods_in(boards, {"date": moment} | (vals or {}))
        boards._freeze_prices()
        # The clerk at the counter has no rights in the warehouse; the check above and
        # the write on the slip decided that they may send these boards to the bench.
        boards.sudo()._action_repair_confirm()
        return entries

    def _check_may_arrive(self, boards):
        strange = boards - self._boards_to_come()
        if strange:
            raise UserError(
                self.env._(
                    "These boards are checked in already or aren't expected with this "
                    "slip: %(boards)s",
                    boards=strange._name_boards(),
                )
            )

    def _enter_goods_in(self, boards=None, vals=None):
        """One entry of the goods register for each parcel that arrived (REP-02)."""
        if boards is None:
            boards = self.repair_ids
        by_slip = boards.grouped("slip_id")
        slips = self.filtered(lambda slip: slip in by_slip)
        # Entries are made of boards only: who may check these in was decided.
        entries = self.env["ruiji.goods.movement"].sudo()
        entries = entries.create(
            [slip._prepare_goods_in_vals() | (vals or {}) for slip in slips]
        ).sudo(self.env.su)
        for slip, entry in zip(slips, entries, strict=True):
            by_slip[slip]._enter_into(entry)
        return entries

    def _prepare_goods_in_vals(self):
        self.ensure_one()
        return {
            "direction": "in",
            "date": self.date_received,
            "partner_id": self.partner_id.id,
            "logistics_partner_id": self.logistics_partner_id.id,
            "waybill": self.sender_waybill,
            "company_id": self.company_id.id,
        }

    def _note_boards_gone(self):
        """A slip none of whose boards is here any more has gone back."""
        gone = self.filtered(
            lambda slip: slip.state == "received"
            and "shipped" in slip.repair_ids.mapped("board_state")
            and set(slip.repair_ids.mapped("board_state")) <= NOT_HERE
        )
        gone.write({"state": "shipped", "date_shipped": fields.Datetime.now()})

    def _note_boards_back(self):
        """Slips whose parcel was taken back have boards in the house again."""
        back = self.filtered(lambda slip: slip.state == "shipped")
        back.write({"state": "received", "date_shipped": False})

    def action_give_up_missing(self):
        """Take boards off that never arrived: the client didn't send them."""
        self._check_transition("received")
        missing = self._boards_to_come()
        # Withdrawing books nothing for boards that never were in the house.
        missing.sudo().action_repair_cancel()
        self._end_missing_activities()
        return True

    def action_send_back(self):
        """Ask how the boards that are done with go back."""
        ready = self.repair_ids.filtered(lambda r: r.board_state == "tested")
        if not ready:
            raise UserError(self.env._("None of these boards is ready to go back yet."))
        return ready.action_send_back()

    def action_check_in(self):
        """Open the list of what should be in the parcel."""
        self.ensure_one()
        self._check_transition("submitted", "received", "shipped")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.goods_receipt_action"
        )
        action["context"] = {"default_slip_id": self.id}
        return action
