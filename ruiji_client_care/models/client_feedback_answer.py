from odoo import models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, plaintext2html


class ClientFeedback(models.Model):
    """The answer to the client, by mail or as a letter (CAR-03)."""

    _name = "ruiji.client.feedback"
    _inherit = ["ruiji.client.feedback", "ruiji.printed.paper"]

    def _mail_answer(self):
        """Send the answer to the contact; replies come back to this feedback."""
        self.ensure_one()
        person = self.contact_id or self.partner_id
        if not email_normalize(person.email or self.email_from):
            raise UserError(
                self.env._(
                    "There is no e-mail address to answer %(number)s to: choose a "
                    "contact who has one, or another way.",
                    number=self.name,
                )
            )
        self.message_post(
            body=plaintext2html(self.answer),
            subject=self.display_name,
            partner_ids=person.ids,
            message_type="comment",
            subtype_xmlid="ruiji_client_care.message_subtype_said",
        )

    def action_print_answer(self):
        """Print the answer as a letter."""
        self.ensure_one()
        if not self.answer:
            raise UserError(self.env._("Write the answer to the client first."))
        report = self.env.ref("ruiji_client_care.feedback_answer_report")
        return report.report_action(self)

    def _erase(self):
        """Leave of feedback what says nothing of people (ACC-12).

        To be called as the system, for clients whose file is destroyed: number, kind
        and cause stay for the figures.
        """
        self._erase_traces()
        self.write(
            {
                "contact_id": False,
                "caller": False,
                "email_from": False,
                "subject": False,
                "description": False,
                "investigation": False,
                "answer": False,
                "follow_up_note": False,
            }
        )
