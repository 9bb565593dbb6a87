from odoo import api, models

OVERDUE_ACTIVITY = "ruiji_client_archive.mail_activity_access_overdue"


class AccessRequest(models.Model):
    """Paper copies that did not come back are asked for until they do (ACC-04)."""

    _inherit = "ruiji.access.request"

    @api.model
    def _cron_remind_of_overdue(self):
        """Put overdue paper copies on their borrowers' lists, each once."""
        overdue = self.search([("state", "=", "overdue")])
        reminded = overdue.activity_search([OVERDUE_ACTIVITY]).mapped("res_id")
        late = overdue - self.browse(reminded)
        for language, requests in late.grouped(
            lambda request: request.borrower_id.lang
        ).items():
            reader = requests.with_context(
                lang=language, mail_activity_quick_update=True
            )
            self.env["mail.activity"].with_env(reader.env)._ask(
                OVERDUE_ACTIVITY,
                [(request, request.borrower_id) for request in reader],
            )

    def _close_questions(self):
        self.activity_unlink([OVERDUE_ACTIVITY])
        return super()._close_questions()
