from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain

from odoo.addons.ruiji_repair_pricing.models.repair_order_progress import (
    OPEN_STATES,
    OUTCOMES,
)

from ..utils.signed_rows import guard_of_belongings

PLACES = [
    ("in_repair", "In the workshop"),
    ("ready", "Ready to go back"),
    ("shipped", "On the way back"),
    ("returned", "Returned"),
]
OVER = ("closed", "cancelled")


class ServicePickup(models.Model):
    """A board that was taken away from the site, as the client handed it over (SVC-03).

    The row is what the client signed; what becomes of the board is the repair's.
    """

    _name = "ruiji.service.pickup"
    _description = "Board Taken Away"
    _order = "voucher_id desc, id"
    _rec_names_search = ["serial_number", "board_text", "product_id", "call_id"]

    voucher_id = fields.Many2one(
        "ruiji.service.voucher",
        string="Voucher",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    call_id = fields.Many2one(
        related="voucher_id.call_id", store=True, index=True, string="Call"
    )
    client_name = fields.Char(related="voucher_id.client_name", string="Client")
    date_taken = fields.Datetime(
        related="voucher_id.date_finished", string="Taken away at"
    )
    product_id = fields.Many2one(
        "product.product",
        string="Board",
        ondelete="restrict",
        domain=[("repairable", "=", True)],
    )
    board_text = fields.Char(
        string="Board as written", help="For boards that aren't in the catalogue."
    )
    serial_number = fields.Char(help="As it is written on the board.")
    fault_description = fields.Text(string="Fault")
    accessories = fields.Char(help="What was taken along with the board.")
    condition = fields.Char(help="What the board looks like: traces, damage.")

    repair_ids = fields.One2many(
        "repair.order", "service_pickup_id", string="Repairs", groups=fields.NO_ACCESS
    )
    return_ids = fields.Many2many(
        "ruiji.service.return",
        "ruiji_service_return_pickup_rel",
        "pickup_id",
        "return_id",
        string="Returns",
        groups=fields.NO_ACCESS,
    )
    # Technicians on the road see where a board is, and nothing else of its repair.
    repair_name = fields.Char(
        string="Repair", compute="_compute_repair", compute_sudo=True
    )
    place = fields.Selection(
        PLACES,
        string="Where it is",
        compute="_compute_repair",
        compute_sudo=True,
        search="_search_place",
    )
    outcome = fields.Selection(OUTCOMES, compute="_compute_repair", compute_sudo=True)
    serial_back = fields.Char(
        string="Serial number that goes back",
        compute="_compute_repair",
        compute_sudo=True,
        help="Another one than was taken away, if the board was exchanged.",
    )

    def init(self):
        """Put the guard before the table."""
        guard = guard_of_belongings(self._table, "ruiji_service_voucher", "voucher_id")
        self.env.cr.execute(guard)

    @api.depends("product_id", "board_text", "serial_number")
    def _compute_display_name(self):
        for pickup in self:
            parts = (pickup._paper_name(), pickup.serial_number)
            pickup.display_name = " ".join(filter(None, parts))

    @api.depends(
        "repair_ids.board_state",
        "repair_ids.outcome",
        "repair_ids.exchange_serial_number",
        "return_ids.state",
    )
    def _compute_repair(self):
        """What became of the board, for those who may not open its repair."""
        for pickup in self:
            repair = pickup.repair_ids[:1]
            pickup.repair_name = repair.name
            pickup.outcome = repair.outcome
            pickup.serial_back = repair.exchange_serial_number or pickup.serial_number
            pickup.place = pickup._place(repair)

    def _place(self, repair):
        if not repair:
            return False
        signed = "done" in self.return_ids.mapped("state")
        if signed or repair.board_state in OVER:
            return "returned"
        if repair.board_state == "shipped":
            return "shipped"
        return "ready" if repair.board_state == "tested" else "in_repair"

    @api.model
    def _place_domains(self):
        """{place: domain of the boards that are there}, to be asked in sudo"""
        state = "repair_ids.board_state"
        signed = Domain("return_ids.state", "=", "done")
        work = [name for name in OPEN_STATES if name != "tested"]
        return {
            "in_repair": Domain(state, "in", work),
            "ready": Domain(state, "=", "tested"),
            "shipped": Domain(state, "=", "shipped") & ~signed,
            "returned": Domain(state, "in", OVER) | signed,
        }

    @api.model
    def _search_place(self, operator, values):
        if operator != "in":
            return NotImplemented
        found = (d for place, d in self._place_domains().items() if place in values)
        # Where boards are is told to whoever sees them; their repairs stay closed.
        return Domain("id", "in", self.sudo()._search(Domain.OR(found)))

    @api.constrains("product_id", "board_text")
    def _check_is_named(self):
        if any(not pickup._paper_name() for pickup in self):
            raise ValidationError(
                self.env._("Choose each board that you take away, or write what it is.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Add boards to vouchers that are being filled in."""
        voucher_ids = {vals["voucher_id"] for vals in vals_list}
        self.env["ruiji.service.voucher"].browse(voucher_ids)._check_open()
        return super().create(vals_list)

    def write(self, vals):
        """Change boards of vouchers that are being filled in."""
        self._check_voucher_is_open()
        result = super().write(vals)
        self._check_voucher_is_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _check_voucher_is_open(self):
        self.voucher_id._check_open()

    def _paper_name(self):
        return self.product_id.display_name or self.board_text

    def _prepare_repair_vals(self):
        """The line of the repair slip that the board becomes."""
        self.ensure_one()
        return {
            "service_pickup_id": self.id,
            "product_id": self.product_id.id,
            "board_text": not self.product_id and self.board_text,
            "serial_number": self.serial_number,
            "fault_description": self.fault_description,
        }

    def _repair_commands(self):
        return [Command.create(pickup._prepare_repair_vals()) for pickup in self]
