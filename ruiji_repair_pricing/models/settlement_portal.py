from odoo import models
from odoo.tools import plaintext2html

ACTIVITY = "ruiji_repair_pricing.mail_activity_settlement_question"
SHOWN = 10


class Settlement(models.Model):
    """What a client asks about its settlement on the portal (REP-09, WEB-05)."""

    _inherit = "ruiji.settlement"

    def _ask_from_portal(self, question):
        """Note the question and put it on the list of who settled.

        Called in sudo, for a settlement in the scope of the portal user.

        :param str question: as the client wrote it
        """
        self.ensure_one()
        note = plaintext2html(question)
        self._message_log(body=note)
        finance = self._who_answers()
        if finance:
            # On the list only: nothing is mailed while the client waits.
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY, user_id=finance.id, note=note
            )

    def _who_answers(self):
        """Who confirmed the settlement, if still here; else somebody of finance."""
        if self.confirmed_by_id.active:
            return self.confirmed_by_id
        group = self.env.ref("ruiji_client_archive.group_finance")
        return group.all_user_ids.sorted("id")[:1]

    def _client_questions(self):
        """What the client's people asked, the latest first; nothing of staff."""
        self.ensure_one()
        return self.message_ids.filtered(
            lambda message: message.author_id.commercial_partner_id.is_client
            and message.body
        )[:SHOWN]
