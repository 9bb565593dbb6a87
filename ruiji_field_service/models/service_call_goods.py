from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .repair_slip_service import READERS
from .service_call import TECHNICIAN
from .service_pickup import PLACES

# Of several boards the call shows what asks most for somebody to act.
URGENCY = ("ready", "in_repair", "shipped", "returned")


class ServiceCall(models.Model):
    """Boards of a call that are in the workshop, and their way back (SVC-03)."""

    _inherit = "ruiji.service.call"

    pickup_ids = fields.One2many(
        "ruiji.service.pickup", "call_id", string="Boards taken away", readonly=True
    )
    return_ids = fields.One2many(
        "ruiji.service.return", "call_id", string="Returns", readonly=True
    )
    goods_place = fields.Selection(
        PLACES,
        string="Boards taken away are",
        compute="_compute_goods_place",
        compute_sudo=True,
        search="_search_goods_place",
    )
    slip_count = fields.Integer(
        string="Repair slips",
        compute="_compute_slip_count",
        compute_sudo=True,
        groups=READERS,
    )

    @api.depends("pickup_ids.place")
    def _compute_goods_place(self):
        for call in self:
            places = call.pickup_ids.mapped("place")
            call.goods_place = next((p for p in URGENCY if p in places), False)

    @api.model
    def _search_goods_place(self, operator, values):
        if operator != "in":
            return NotImplemented
        domains, before = {}, Domain.FALSE
        places = self.env["ruiji.service.pickup"]._place_domains()
        for place in URGENCY:
            here = Domain("pickup_ids", "any", places[place])
            domains[place] = here & ~before
            before |= here
        wanted = Domain.OR(
            domain for place, domain in domains.items() if place in values
        )
        # Where boards are is told to whoever sees the call; repairs stay closed.
        found = Domain("id", "in", self.sudo()._search(wanted))
        if False in values:
            found |= Domain("pickup_ids", "=", False)
        return found

    def _compute_slip_count(self):
        slips = self.env["ruiji.repair.slip"].search_fetch(
            [("service_voucher_id.call_id", "in", self.ids)], ["service_voucher_id"]
        )
        by_call = slips.grouped("service_call_id")
        for call in self:
            call.slip_count = len(by_call.get(call, ()))

    def action_view_slips(self):
        """Open the repair slips of the boards that were taken away."""
        self.ensure_one()
        self.check_access("read")
        self.env["ruiji.repair.slip"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_repair_pricing.repair_slip_action"
        )
        # Which slips they are; opening them asks for the user's own rights.
        slips = self.sudo().voucher_ids.slip_ids.ids
        return action | {"domain": [("id", "in", slips)], "context": {}}

    def action_bring_back(self):
        """Open the return of the boards that may go back to the client.

        :return: action that shows the return
        :raises AccessError: if the call was sent to somebody else
        :raises UserError: if no board is ready
        """
        self.ensure_one()
        self._check_is_mine()
        self._hold()
        returns = self.return_ids.filtered(lambda r: r.state == "draft")
        if not returns:
            # Returns are made by this step alone, which was checked.
            returns = returns.sudo().create(self._prepare_return_vals()).sudo(False)
        return returns._show()

    def _prepare_return_vals(self):
        """What the paper of the return tells of the call, kept as it was signed."""
        boards = self.pickup_ids.filtered(lambda b: b.place in ("ready", "shipped"))
        if not boards:
            raise UserError(
                self.env._("None of the boards taken away is ready to go back yet.")
            )
        mine = self.env.user.has_group(TECHNICIAN)
        return {
            "call_id": self.id,
            "technician_id": self.env.uid if mine else self.technician_id.id,
            "client_name": self.client_name,
            "site_address": self.site_address,
            "contact_name": self.contact_name,
            "contact_phone": self.contact_phone,
            "pickup_ids": [Command.set(boards.ids)],
        }
