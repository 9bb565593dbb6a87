from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_list

from .service_call import HEAD
from .service_call_dispatch import MAY_BE_SENT, TO_GO


class ServiceCall(models.Model):
    """The technician's way to the site, each step stamped by the system (SVC-03)."""

    _inherit = "ruiji.service.call"

    date_accepted = fields.Datetime(string="Accepted at", readonly=True, copy=False)
    date_on_way = fields.Datetime(string="Set off at", readonly=True, copy=False)
    date_arrived = fields.Datetime(
        string="Arrived at",
        readonly=True,
        copy=False,
        help="The first arrival, which stops the clock.",
    )
    date_last_arrived = fields.Datetime(
        string="Last arrival", readonly=True, copy=False
    )
    date_finished = fields.Datetime(
        string="Finished at", readonly=True, copy=False, index="btree_not_null"
    )

    def action_accept(self):
        """The technician takes the call on.

        :raises AccessError: if the call was sent to somebody else
        :raises UserError: if the step doesn't fit
        """
        self._take_step("accepted", "date_accepted", "sent")
        # The task is done with the step, whose right was checked.
        self.sudo().activity_feedback([TO_GO])
        return True

    def action_set_off(self):
        """The technician is on the way; raises as action_accept() does."""
        self._take_step("on_way", "date_on_way", "sent", "accepted")
        # The task is done with the step, whose right was checked.
        self.sudo().activity_feedback([TO_GO])
        return True

    def action_arrive(self):
        """The technician stands before the client; raises as action_accept() does."""
        self._take_step("on_site", "date_last_arrived", "sent", "accepted", "on_way")
        # Who comes again to go on with the work doesn't move the clock; the step was
        # checked.
        for call in self.sudo().filtered(lambda call: not call.date_arrived):
            call.date_arrived = call.date_last_arrived
        # The task is done with the step, whose right was checked.
        self.sudo().activity_feedback([TO_GO])
        return True

    def action_withdraw(self):
        """The client needs nobody any more.

        :raises AccessError: if the user may not write the calls
        :raises UserError: if somebody is there already
        """
        self.check_access("write")
        self._hold()
        self._check_state(*MAY_BE_SENT)
        # Who may write the call may withdraw it; its status is the step's.
        self.sudo().activity_unlink([TO_GO])
        self.sudo().write({"state": "cancelled"})
        return True

    def _take_step(self, state, stamp, *expected):
        self._check_is_mine()
        self._hold()
        self._check_state(*expected)
        # Technicians write nothing of a call but by these steps.
        self.sudo().write({"state": state, stamp: fields.Datetime.now()})

    def _check_is_mine(self):
        """Only who was sent there takes the steps, or the head in the place of them."""
        self.check_access("read")
        user = self.env.user
        if self.env.su or user.has_group(HEAD):
            return
        if any(call.technician_id != user for call in self):
            raise AccessError(
                self.env._("This call was sent to somebody else: ask the service head.")
            )

    def _hold(self):
        """Let nobody else take a step at the same moment."""
        try:
            # Whoever takes a step has been checked; locking asks for more rights.
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is working on this call at this moment: look at it "
                    "again."
                )
            ) from error

    def _check_state(self, *expected):
        wrong = self.filtered(lambda call: call.state not in expected)
        if wrong:
            raise UserError(
                self.env._(
                    "This step doesn't fit the status of %(calls)s.",
                    calls=format_list(self.env, wrong.mapped("name")),
                )
            )
