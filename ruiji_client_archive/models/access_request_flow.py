from datetime import timedelta

from pytz import UTC

from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError

from .res_users_grant import GRANTS


class AccessRequest(models.Model):
    """The steps of a request; each asks who takes it, and when (ACC-04)."""

    _inherit = "ruiji.access.request"

    def action_submit(self):
        """Hand in a draft: its deciders are asked.

        :raises UserError: for what is incomplete, too long, or too many files
        """
        for request in self._locked_for_borrower("draft"):
            request._check_is_complete()
            request._check_length()
            request._check_number_of_files()
            request.write(
                {
                    "step": "submitted",
                    "submitted_on": fields.Datetime.now(),
                    "head_id": request._find_head().id,
                }
            )
            request._ask_deciders()

    def action_approve(self):
        """Give the consent that one may give; the last one opens the files.

        :raises AccessError: for those who don't decide on it, or no more
        """
        for request in self._locked("submitted"):
            part = request._check_may_decide()
            request.write(
                {
                    f"{part}_approver_id": self.env.uid,
                    f"{part}_approved_on": fields.Datetime.now(),
                }
            )
            request._close_questions()
            if request._missing_parts():
                request._ask_deciders()
            else:
                request._grant()

    def action_refuse(self):
        """Ask for the reason that the borrower gets."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "ruiji_client_archive.access_refusal_action"
        )
        return action | {"context": {"default_request_ids": self.ids}}

    def _refuse(self, reason):
        requests = self._locked("submitted")
        for request in requests:
            request._check_may_decide()
        requests.write({"step": "refused", "refusal": reason})
        requests._close_questions()
        requests._tell_borrowers()

    def action_cancel(self):
        """Take back what has not been decided on, or has not begun."""
        requests = self._locked_for_borrower("draft", "submitted")
        requests.write({"step": "cancelled"})
        requests._close_questions()

    def action_return(self):
        """Give back early; customer service confirms when a paper copy is back.

        :raises AccessError: for anybody but the borrower, or of paper copies anybody
            but customer service
        """
        requests = self._locked("approved")
        for request in requests:
            request._check_may_return()
        requests.write(
            {"returned_on": fields.Datetime.now(), "receiver_id": self.env.uid}
        )
        requests._close_questions()

    # What an approval opens

    def _grant(self):
        """Lend the files: from now or later on, until a moment that is certain.

        :raises UserError: when the time that was asked for has gone by
        """
        self.ensure_one()
        begin = max(fields.Datetime.now(), self.date_from or fields.Datetime.now())
        end = self.date_until
        if self.has_key_file:
            end = min(end, self._end_of_day(begin))
        if end <= begin:
            raise UserError(
                self.env._(
                    "The time asked for in %(number)s has gone by: refuse it, and let "
                    "%(borrower)s ask anew.",
                    number=self.number,
                    borrower=self.borrower_id.name,
                )
            )
        self.write({"step": "approved", "granted_from": begin, "granted_until": end})
        self._tell_borrowers()

    def _end_of_day(self, moment):
        """Midnight after a moment where the company is."""
        calendar = self.company_id.resource_calendar_id
        tomorrow = calendar._local_date(moment) + timedelta(days=1)
        return calendar._midnight(tomorrow).astimezone(UTC).replace(tzinfo=None)

    def _forget_grants(self):
        """Let the rules ask anew in this transaction."""
        self.flush_recordset()
        self.env.cr.cache.pop(GRANTS, None)

    # What a step asks first

    def _locked(self, *steps):
        """These requests as the system, kept from others until the end.

        :raises UserError: when one has gone on, or is in somebody else's hands
        """
        self.check_access("read")
        # Each step asks who takes it; by hand nobody writes its fields.
        requests = self.sudo()
        try:
            requests.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else decides on this request right now. Reload the page "
                    "to see it."
                )
            ) from error
        if requests.filtered(lambda request: request.step not in steps):
            raise UserError(
                self.env._(
                    "This request has been decided on already, or is not handed in. "
                    "Reload the page to see it."
                )
            )
        return requests

    def _locked_for_borrower(self, *steps):
        # Asks only whether the request is the user's own.
        if self.sudo().borrower_id - self.env.user:
            raise AccessError(
                self.env._("Only who made a request hands it in or cancels it.")
            )
        return self._locked(*steps)

    def _check_may_decide(self):
        """Return the part in which the user decides.

        :raises AccessError: if there is none
        """
        part = self._part_of(self.env.user)
        if not part:
            raise AccessError(
                self.env._(
                    "Others decide on this request: the head of department, the "
                    "marketing director, or both for data to outsiders; nobody "
                    "decides on his own, or twice."
                )
            )
        return part
