from odoo import fields, models
from odoo.exceptions import UserError

# After these somebody has to come again.
UNSETTLED = ("absent", "continued")


class ServiceCall(models.Model):
    """Each visit of a call has its service voucher 服务凭证 (SVC-03)."""

    _inherit = "ruiji.service.call"

    voucher_ids = fields.One2many(
        "ruiji.service.voucher", "call_id", string="Service vouchers", readonly=True
    )

    def action_fill_voucher(self):
        """Open the voucher of this visit; the next visit begins with a new one.

        :return: action that shows the voucher
        :raises AccessError: if the call was sent to somebody else
        :raises UserError: if nobody has arrived, or the call is over
        """
        self.ensure_one()
        self._check_is_mine()
        self._hold()
        if self.state != "on_site":
            raise UserError(
                self.env._("Press Arrived first: the voucher is filled in on site.")
            )
        vouchers = self.voucher_ids.filtered(lambda v: v.state == "draft")
        if not vouchers:
            # Vouchers are made by this step alone, which was checked.
            vouchers = vouchers.sudo().create({"call_id": self.id}).sudo(False)
        return vouchers._show()

    def _prepare_voucher_vals(self):
        """What the voucher tells of the call, kept as it was when it was signed."""
        self.ensure_one()
        return {
            "technician_id": self.technician_id.id,
            "client_name": self.client_name,
            "site_address": self.site_address,
            "contact_name": self.contact_name,
            "contact_phone": self.contact_phone,
            "equipment": self.product_id.display_name or self.product_text,
            "serial_number": self.serial_number,
            "fault_description": self.fault_description,
            "date_arrived": self._visit_began() or fields.Datetime.now(),
        }

    def _visit_began(self):
        """The arrival of this visit, False if its voucher was concluded already."""
        came = self.date_last_arrived or self.date_arrived
        finished = self.voucher_ids.filtered("date_finished").mapped("date_finished")
        return came and (not finished or came >= max(finished)) and came

    def _last_voucher(self):
        return self.voucher_ids.sorted(
            lambda voucher: (voucher.date_arrived, voucher.id)
        )[-1:]

    def _waits_for_another_visit(self):
        """Whether the last visit is concluded, and somebody has to come again."""
        last = self._last_voucher()
        concluded = last.state == "done" and last.result in UNSETTLED
        came = self.date_last_arrived or self.date_arrived
        return self.state == "on_site" and concluded and came <= last.date_finished

    def _may_be_sent(self):
        """Work that is to be continued may be continued by somebody else."""
        return super()._may_be_sent() or self._waits_for_another_visit()

    def write(self, vals):
        """Keep who was there when somebody else is sent to go on with the work."""
        if "technician_id" not in vals:
            return super().write(vals)
        continued = self.filtered(
            lambda call: call._waits_for_another_visit()
            and call.technician_id.id != vals["technician_id"]
        )
        notes = {call.id: call._note_of_visit() for call in continued}
        result = super().write(vals)
        # Who may send somebody else was checked; the note is the system's.
        continued.sudo()._message_log_batch(notes)
        return result

    def _note_of_visit(self):
        last = self._last_voucher()
        results = dict(last._fields["result"]._description_selection(self.env))
        return self.env._(
            "%(technician)s was there (%(voucher)s, %(result)s) and somebody else goes "
            "on. %(reason)s",
            technician=last.technician_id.name,
            voucher=last.name,
            result=results[last.result],
            reason=last.reason or "",
        )

    def _finish(self, moment):
        """The visit has settled the call."""
        # The technician's signed voucher closes the call, which is read-only to him.
        self.sudo().write({"state": "done", "date_finished": moment})
