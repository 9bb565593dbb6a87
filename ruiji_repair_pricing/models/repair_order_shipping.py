from odoo import models
from odoo.exceptions import UserError


class RepairOrder(models.Model):
    """Boards go back to whom they came from, many in one parcel (REP-02, REP-09)."""

    _inherit = "repair.order"

    def _ship(self, vals=None, parcels=None):
        """Send boards back, one parcel for each unit that sent some in (REP-02).

        :param dict vals: further values of all entries: waybill, logistics company
        :param dict parcels: {unit: further values of its entry}
        :return: entries of the goods register
        :raises UserError: if one isn't here, isn't ready or is just being sent
        """
        self.check_access("write")
        self._hold_goods()
        self._check_ready_to_ship()
        by_unit = self.grouped(lambda board: (board.partner_id, board.company_id))
        # Entries are made of boards only: the user may send these back, see above.
        entries = (
            self.env["ruiji.goods.movement"]
            .sudo()
            .create(
                [
                    boards._prepare_goods_out_vals()
                    | (vals or {})
                    | (parcels or {}).get(unit, {})
                    for (unit, _company), boards in by_unit.items()
                ]
            )
            .sudo(self.env.su)
        )
        for entry, boards in zip(entries, by_unit.values(), strict=True):
            boards._enter_into(entry)
        self.slip_id._note_boards_gone()
        entries._tell_contacts()
        return entries

    def _prepare_goods_out_vals(self):
        """Values of the entry for boards of one unit (LOG-02)."""
        return {
            "direction": "out",
            "partner_id": self.partner_id.id,
            "logistics_partner_id": self._logistics_back().id,
            "ship_to": self._ship_to(),
            "company_id": self.company_id.id,
        }

    def _prepare_parcel_vals(self):
        """What is offered for the parcel of one unit's boards."""
        return {
            "partner_id": self.partner_id.id,
            "board_count": len(self),
            "logistics_partner_id": self._logistics_back().id,
            "ship_to": self._ship_to(),
        }

    def _logistics_back(self):
        """The logistics company of the slips, else the one the unit prefers."""
        by_slip = self.slip_id.logistics_partner_id
        return by_slip if len(by_slip) == 1 else self.partner_id.logistics_partner_id

    def _ship_to(self):
        """Name, address, person and phone for the parcel back of one unit's boards."""
        unit, person = self.partner_id, self.slip_id.contact_id[-1:]
        lines = [
            unit.name,
            " ".join(filter(None, [unit.zip, unit.state_id.name, unit.city])),
            unit.street,
            " ".join(filter(None, [self.slip_id[-1:].department, person.name])),
            person.mobile or person.phone or unit.phone,
        ]
        if not person:
            lines.insert(-1, unit.contact_name)
        return "\n".join(filter(None, lines))

    def _check_ready_to_ship(self):
        """Refuse boards that aren't here or aren't done with, naming them (REP-09)."""
        never_in = self.filtered(lambda board: not board.goods_in_id)
        gone = self.filtered("goods_out_id")
        at_work = (self - never_in - gone).filtered(
            lambda board: board.board_state != "tested"
        )
        if never_in:
            raise UserError(
                self.env._(
                    "These boards were never received and can't be sent back: "
                    "%(boards)s",
                    boards=never_in._name_boards(),
                )
            )
        if gone:
            raise UserError(
                self.env._(
                    "These boards have gone back already: %(boards)s",
                    boards=gone._name_boards(),
                )
            )
        if at_work:
            raise UserError(
                self.env._(
                    "These boards aren't done with and can't be sent back yet: "
                    "%(boards)s",
                    boards=at_work._name_boards(),
                )
            )

    def action_repair_cancel(self):
        """A slip whose last boards are withdrawn has gone back with the others."""
        result = super().action_repair_cancel()
        self.slip_id._note_boards_gone()
        return result

    def action_send_back(self):
        """Ask how these boards go back."""
        self._check_ready_to_ship()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.goods_shipment_action"
        )
        action["context"] = {"active_ids": self.ids}
        return action
