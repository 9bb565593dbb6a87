from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from .repair_order_lapsed import WAITING

# Who puts boards into parcels and needs to know where to
PACKERS = (
    "ruiji_repair_pricing.group_repair_technician,"
    "ruiji_repair_pricing.group_technical_manager,"
    "stock.group_stock_user"
)
# What technicians write on a board by themselves; all else comes with a step.
BENCH_FIELDS = {
    "diagnosis",
    "fault_description",
    "internal_notes",
    "priority",
    "serial_number",
    "tag_ids",
    "test_result",
    "user_id",
}


class RepairOrder(models.Model):
    """Bench work: what a technician needs of a board, and nothing of its client."""

    _inherit = "repair.order"

    shipping_address = fields.Text(
        string="Ship to",
        compute="_compute_shipping_address",
        compute_sudo=True,
        help="Name and address for the parcel back; the client's file stays closed.",
    )

    @api.depends("partner_id", "slip_id.contact_id", "slip_id.logistics_partner_id")
    @api.depends_context("uid")
    def _compute_shipping_address(self):
        """Copy the shipping data out of files that technicians can't open."""
        closed = self._units_closed_to_reader()
        for repair in self:
            unit, slip = repair.partner_id, repair.slip_id
            if unit in closed:
                repair.shipping_address = unit.name
                continue
            lines = [
                unit.name,
                " ".join(filter(None, [unit.zip, unit.state_id.name, unit.city])),
                unit.street,
                slip.contact_id.name or slip.department,
                slip.logistics_partner_id.name,
            ]
            repair.shipping_address = "\n".join(filter(None, lines))

    def _units_closed_to_reader(self):
        """Units of whom the reader, who packs no parcels, may know the name alone."""
        units = self.partner_id
        if self.env.user.has_groups(PACKERS):
            return units.browse()
        # Shipping data is computed as the system; the question is who asked.
        return units - units.sudo(False)._filtered_access("read").sudo(self.env.su)

    def write(self, vals):
        self._check_bench_fields(vals.keys())
        return super().write(vals)

    def _check_bench_fields(self, names):
        """Keep technicians from moving a board to another client or slip."""
        user = self.env.user
        is_technician = user.has_group("ruiji_repair_pricing.group_repair_technician")
        if self.env.su or not is_technician:
            return
        reader = user.has_group("ruiji_client_archive.group_archive_user")
        if not reader and self._own_fields(names) - BENCH_FIELDS:
            raise AccessError(
                self.env._("Technicians write what they found and did, nothing else.")
            )

    def _own_fields(self, names):
        """Those that are the board's, without messages and activities."""
        return {
            name
            for name in names
            if not name.startswith(("message_", "activity_", "website_message_"))
        }

    def _message_get_suggested_recipients_batch(self, *args, **kwargs):
        """Suggest a client as recipient only to who may open the client's file.

        Odoo would refuse to open the board's messages to everybody else.
        """
        readable = self.partner_id._filtered_access("read")
        open_to_user = self.filtered(
            lambda repair: not repair.partner_id or repair.partner_id in readable
        )
        suggested = super(
            RepairOrder, open_to_user
        )._message_get_suggested_recipients_batch(*args, **kwargs)
        return {repair.id: [] for repair in self} | suggested

    def action_bench_diagnose(self):
        """Take boards to one's own bench and look for their fault."""
        self._check_board_states("received")
        self._take_to_own_bench()
        # Technicians write what they find, see _check_bench_fields; the steps of the
        # work come with their buttons, checked above.
        self.sudo().write({"date_diagnosis": fields.Datetime.now()})

    def action_bench_start(self):
        """Take boards to one's own bench and start mending them."""
        self._check_board_states("received", "diagnosing", "quoted")
        self._check_price_is_settled()
        self._take_to_own_bench()
        # As above: the check decided that these boards are theirs to start.
        return self.sudo().action_repair_start()

    def action_bench_finish(self):
        """Ask how the work on these boards ended."""
        self._check_board_states("received", "diagnosing", "quoted", "repairing")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.bench_finish_action"
        )
        return action | {"context": {"default_repair_ids": self.ids}}

    def _take_to_own_bench(self):
        self.filtered(lambda repair: not repair.user_id).user_id = self.env.user

    def _check_board_states(self, *states):
        """Refuse a step of the work that doesn't fit where boards are."""
        self.check_access("write")
        wrong = self.filtered(lambda repair: repair.board_state not in states)
        if wrong:
            raise UserError(
                self.env._(
                    "This step doesn't fit these boards, look at their progress: "
                    "%(boards)s",
                    boards=format_list(self.env, wrong.mapped("name")),
                )
            )

    def _check_price_is_settled(self):
        """Boards to be quoted wait for the client's word (REP-03)."""
        unquoted = self.filtered(
            lambda repair: repair.price_state == "to_quote"
            and repair.cover_state not in WAITING
        )
        if unquoted:
            raise UserError(
                self.env._(
                    "The client has to accept a quotation first, report what you "
                    "found: %(boards)s",
                    boards=format_list(self.env, unquoted.mapped("name")),
                )
            )
