from odoo import api, fields, models


class RepairOrder(models.Model):
    """The repair card 修护卡 that travels with a board (SVC-03)."""

    _inherit = "repair.order"

    # Set when the voucher is concluded, by nobody's hand.
    service_pickup_id = fields.Many2one(
        "ruiji.service.pickup",
        string="Board Taken Away",
        copy=False,
        ondelete="restrict",
        groups=fields.NO_ACCESS,
    )
    taken_with = fields.Text(
        string="Taken away with",
        compute="_compute_taken_with",
        compute_sudo=True,
        help="Accessories and condition as the client handed the board over.",
    )

    _service_pickup_uniq = models.UniqueIndex(
        "(service_pickup_id) WHERE service_pickup_id IS NOT NULL",
        "This board has been taken in already.",
    )

    @api.depends("service_pickup_id")
    def _compute_taken_with(self):
        for repair in self:
            pickup = repair.service_pickup_id
            lines = (pickup.accessories, pickup.condition)
            repair.taken_with = "\n".join(filter(None, lines))

    def action_print_card(self):
        """Print the repair card, for the bench or to go along with the board."""
        report = self.env.ref("ruiji_field_service.repair_card_report")
        return report.report_action(self) | {"close_on_report_download": True}

    def _repair_cards(self):
        """{id: what the card of the board tells}, in few queries for all of them."""
        steps = self.step_ids
        hours = steps._working_hours()
        return {
            repair.id: {
                "origin": repair._card_origin(),
                "steps": [(step, hours[step]) for step in repair.step_ids],
                "parts": repair._card_parts(),
            }
            for repair in self
        }

    def _card_origin(self):
        """Numbers of the call and the voucher, for boards taken away on site."""
        # Numbers say nothing of a client.
        voucher = self.sudo().service_pickup_id.voucher_id
        return " · ".join(filter(None, (voucher.call_id.name, voucher.name)))

    def _card_parts(self):
        """(part, quantity) of all that went into the board."""
        # Technicians have no rights in the warehouse; no price is told.
        moves = self.sudo().move_ids.filtered(
            lambda move: move.repair_line_type == "add" and move.state != "cancel"
        )
        return [(move.product_id.display_name, move.quantity) for move in moves]
