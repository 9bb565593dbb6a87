from odoo import models

ACTIVITY = "ruiji_client_archive.mail_activity_access_request"


class AccessRequest(models.Model):
    """Who is told of a request, and when."""

    _inherit = "ruiji.access.request"

    def _ask_deciders(self):
        """Put the request on the lists of those who decide next."""
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet._ask(
            ACTIVITY,
            [(request, user) for request in self for user in request._deciders()],
        )

    def _close_questions(self):
        self.activity_unlink([ACTIVITY])

    def _tell_borrowers(self):
        """Tell those who asked what was decided, in their language."""
        for request in self:
            told = request.with_context(lang=request.borrower_id.lang)
            request.message_notify(
                partner_ids=request.borrower_id.partner_id.ids,
                subject=told._decision_subject(),
                body=told._decision_text(),
            )

    def _decision_subject(self):
        states = dict(self._fields["step"]._description_selection(self.env))
        return f"{self.number}: {states[self.step]}"

    def _decision_text(self):
        if self.step == "refused":
            return self.env._("Refused: %(reason)s", reason=self.refusal)
        if self.outsiders:
            return self.env._(
                "Approved: customer service hands the data over and records it."
            )
        return self.env._("Approved: the files are open to you until the given time.")
