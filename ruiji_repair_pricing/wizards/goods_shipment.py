from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class GoodsShipment(models.TransientModel):
    """Sends boards back, those of a unit in one parcel (REP-02, LOG-02)."""

    _name = "ruiji.goods.shipment"
    _description = "Sending Boards Back"

    repair_ids = fields.Many2many("repair.order", string="Boards", readonly=True)
    parcel_ids = fields.One2many(
        "ruiji.goods.shipment.parcel", "shipment_id", string="Parcels"
    )

    @api.model
    def default_get(self, fields_list):
        """A parcel for each unit, with its address and logistics company."""
        values = super().default_get(fields_list)
        boards = self.env["repair.order"].browse(self.env.context.get("active_ids", []))
        boards.check_access("write")
        values["repair_ids"] = [Command.set(boards.ids)]
        values["parcel_ids"] = [
            Command.create(of_unit._prepare_parcel_vals())
            for of_unit in boards.grouped("partner_id").values()
        ]
        return values

    def action_ship(self):
        """Send the boards back; the entries get their numbers."""
        self._ship()
        return {"type": "ir.actions.act_window_close"}

    def action_ship_and_print(self):
        """Send the boards back and print the delivery notes for the parcels."""
        return self._ship()._print_paper()

    def _ship(self):
        self.ensure_one()
        if not self.repair_ids:
            raise UserError(self.env._("Choose the boards that go back."))
        parcels = {p.partner_id: p._prepare_entry_vals() for p in self.parcel_ids}
        return self.repair_ids._ship(parcels=parcels)


class GoodsShipmentParcel(models.TransientModel):
    _name = "ruiji.goods.shipment.parcel"
    _description = "Parcel to Send Back"

    shipment_id = fields.Many2one(
        "ruiji.goods.shipment", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Unit", required=True, readonly=True
    )
    board_count = fields.Integer(string="Boards", readonly=True)
    logistics_partner_id = fields.Many2one(
        "res.partner",
        string="Logistics company",
        domain=[("is_logistics_company", "=", True)],
    )
    waybill = fields.Char()
    ship_to = fields.Text(string="Ship to")
    note = fields.Text()

    def _prepare_entry_vals(self):
        return {
            "logistics_partner_id": self.logistics_partner_id.id,
            "waybill": self.waybill,
            "ship_to": self.ship_to,
            "note": self.note,
        }
