from odoo import api, fields, models
from odoo.fields import Domain

from .service_call import OFFICE

LINES = 8


class ServiceCall(models.Model):
    """Who calls, found by the telephone number, and what was there before (SVC-01)."""

    _inherit = "ruiji.service.call"

    history = fields.Text(
        string="Earlier repairs and calls",
        compute="_compute_history",
        groups=OFFICE,
        help="Of this serial number at this client, the latest first.",
    )

    @api.onchange("contact_phone")
    def _onchange_contact_phone(self):
        """Find the caller, and the client through the caller."""
        if self.partner_id or not self.contact_phone:
            return
        callers = self._callers(self.contact_phone)
        clients = callers.commercial_partner_id.filtered("is_client")
        if len(clients) != 1:
            return
        persons = callers.filtered(lambda caller: not caller.is_company)
        self.partner_id = clients
        self.contact_id = persons[:1]

    @api.model
    def _callers(self, phone):
        """Clients and their persons with this number, among the files open to the user.

        :param str phone: as it was typed
        """
        digits = "".join(filter(str.isdigit, phone))
        if len(digits) < 5:
            return self.env["res.partner"]
        return self.env["res.partner"].search(
            Domain("phone_mobile_search", "=", digits)
            & Domain("commercial_partner_id.is_client", "=", True),
            limit=20,
        )

    @api.onchange("serial_number")
    def _onchange_serial_number(self):
        """A serial number that was here before says what board it is."""
        if self.serial_key and not self.product_id:
            # Which board a serial number belongs to is no secret.
            self.product_id = self._repairs_before()[:1].sudo().product_id

    @api.depends("serial_key", "partner_id")
    def _compute_history(self):
        """What happened to the equipment, in two queries for all calls."""
        repairs = self._repairs_before()
        calls = self._calls_before()
        for call in self:
            own = [record for record in repairs if call._tells_of(record)]
            own += [
                other
                for other in calls
                if call._tells_of(other) and other != call._origin
            ]
            lines = sorted((record._history_line() for record in own), reverse=True)
            call.history = "\n".join(f"{day} {text}" for day, text in lines[:LINES])

    def _tells_of(self, record):
        """Whether a repair or call is about the same equipment of the same client."""
        same = self.serial_key and record.serial_key == self.serial_key
        return same and record.partner_id == self.partner_id._origin

    def _history_domain(self):
        return Domain("serial_key", "in", [k for k in self.mapped("serial_key") if k])

    def _repairs_before(self):
        # Only what concerns the very client of the call is shown, without prices.
        return (
            self.env["repair.order"]
            .sudo()
            .search(
                self._history_domain()
                & Domain("partner_id", "in", self.partner_id._origin.ids)
                & Domain("board_state", "not in", ("draft", "cancelled")),
                order="id desc",
            )
        )

    def _calls_before(self):
        # As above.
        return self.sudo().search(
            self._history_domain()
            & Domain("partner_id", "in", self.partner_id._origin.ids),
            order="id desc",
        )

    def _history_line(self):
        """(day, sentence) of this call as later calls show it."""
        day = self._call_day()
        states = dict(self._fields["state"]._description_selection(self.env))
        parts = (self.name, states[self.state], self.fault_description)
        return str(day), " · ".join(filter(None, parts))
