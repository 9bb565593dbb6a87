from odoo import fields, models
from odoo.exceptions import UserError

from ..utils.signed_rows import guard_of_signed

SEALED = (
    "name",
    "state",
    "call_id",
    "technician_id",
    "client_name",
    "site_address",
    "contact_name",
    "contact_phone",
    "equipment",
    "serial_number",
    "fault_description",
    "date_arrived",
    "date_finished",
    "work_done",
    "result",
    "reason",
    "signature",
    "signer_name",
    "date_signed",
    "corrects_id",
)
# Results that settle the call; with the others somebody has to come again.
SETTLED = ("mended", "taken_in", "nothing")


class ServiceVoucher(models.Model):
    """The client signs, and nothing changes any more (SVC-03)."""

    _inherit = "ruiji.service.voucher"

    # In the table itself, under its guard, and not among the attachments.
    signature = fields.Binary(string="Client's signature", attachment=False, copy=False)
    signer_name = fields.Char(string="Signed by", copy=False)
    date_signed = fields.Datetime(string="Signed at", readonly=True, copy=False)
    corrects_id = fields.Many2one(
        "ruiji.service.voucher",
        string="Corrects",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def init(self):
        """Put the guard before the table."""
        self.env.cr.execute(guard_of_signed(self._table, SEALED))
        return super().init()

    def action_conclude(self):
        """Close the voucher for good; its result closes the call or leaves it open.

        :raises AccessError: if the visit is somebody else's
        :raises UserError: if something is missing
        """
        self.ensure_one()
        self.check_access("write")
        self.call_id._check_is_mine()
        self.call_id._hold()
        self._check_open()
        self._check_complete()
        self._keep_photos()
        self._take_boards_in()
        now = fields.Datetime.now()
        # Times and status are the system's; who may write the voucher was checked.
        self.sudo().write(
            {
                "state": "done",
                "date_finished": self.date_finished or now,
                "date_signed": self.signature and now,
            }
        )
        # From here on the guard of the table knows, and the next voucher may begin.
        self.flush_recordset()
        if self.result in SETTLED and self.call_id.state == "on_site":
            self.call_id._finish(now)
        return True

    def _check_complete(self):
        """Refuse to conclude what lacks something, saying what."""
        if not self.result:
            raise UserError(self.env._("Choose the result of the visit."))
        if self.result == "continued" and not self.reason:
            raise UserError(self.env._("Write why the work is to be continued."))
        if self.result == "absent":
            return
        if not self.work_done:
            raise UserError(self.env._("Write what was done."))
        if not (self.signature and self.signer_name):
            raise UserError(
                self.env._("Let the client sign, with the name of who signs.")
            )

    def action_correct(self):
        """Begin a new voucher that corrects this one, to be signed again.

        :return: action that shows the new voucher
        :raises AccessError: if the visit is somebody else's
        :raises UserError: if this one is still being filled in
        """
        self.ensure_one()
        self.call_id._check_is_mine()
        if self.state != "done":
            raise UserError(self.env._("This voucher can still be changed itself."))
        # Whose visit it was has been checked; times and client stay what they were.
        return self.sudo().copy({"corrects_id": self.id}).sudo(False)._show()
