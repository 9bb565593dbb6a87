from odoo import fields, models


class DeviceModel(models.Model):
    """A device that boards belong to: the middle level of the catalogue (PRI-01)."""

    _name = "ruiji.device.model"
    _description = "Device Model"
    _order = "categ_id, name"
    _rec_names_search = ["name", "categ_id.name"]

    name = fields.Char(required=True, index="trigram")
    categ_id = fields.Many2one(
        "product.category",
        string="Product category",
        required=True,
        ondelete="restrict",
        index=True,
    )
    active = fields.Boolean(default=True)
    board_ids = fields.One2many("product.template", "device_model_id", string="Boards")
    board_count = fields.Integer(compute="_compute_board_count")

    _name_uniq = models.UniqueIndex(
        "(categ_id, lower(name))",
        "This product category already has a device model of that name.",
    )

    def _compute_board_count(self):
        counts = self.env["product.template"]._read_group(
            [("device_model_id", "in", self.ids), ("repairable", "=", True)],
            ["device_model_id"],
            ["__count"],
        )
        by_model = {model.id: count for model, count in counts}
        for model in self:
            model.board_count = by_model.get(model.id, 0)

    def action_open_boards(self):
        """Show the boards of this device model."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.board_action"
        )
        action["domain"] = [
            ("repairable", "=", True),
            ("device_model_id", "=", self.id),
        ]
        action["context"] = {
            "default_repairable": True,
            "default_sale_ok": False,
            "default_purchase_ok": False,
            "default_device_model_id": self.id,
        }
        return action
