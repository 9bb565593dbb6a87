from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from odoo.addons.ruiji_repair_pricing.utils.photo import clean_photo

from .client_feedback_portal import MOST_PHOTOS

SAID = "ruiji_client_care.message_subtype_said"
REPLIED = "ruiji_client_care.mail_activity_type_feedback_replied"


class ClientFeedback(models.Model):
    """What the client and the house say to each other about feedback (CAR-03).

    Messages of one subtype: the client reads those on his page, and nothing else of
    what is written in the house.
    """

    _inherit = "ruiji.client.feedback"

    replied_on = fields.Datetime(
        string="Client replied",
        readonly=True,
        copy=False,
        help="The client's word that nobody has acted on yet.",
    )

    def _sealed_fields(self):
        return super()._sealed_fields() | {"replied_on"}

    def _client_messages(self):
        """Our answers and the client's replies, the oldest first; to call in sudo."""
        said = self.env.ref(SAID)
        return self.message_ids.filtered(lambda m: m.subtype_id == said).sorted("id")

    def _takes_replies(self):
        return self.state != "withdrawn"

    def _receive_reply(self, user, token, text, photos):
        """Take a reply of the client's page, once however often it is sent.

        To be called in sudo, for feedback of the user's scope.

        :param user: res.users who sent it
        :param str token: drawn by the page with the form
        :param str text: what the client says
        :param list photos: bytes of uploaded files
        :return: the mail.message
        :raises PhotoError: when a file is no photo that can be kept
        :raises UserError: when the feedback was withdrawn meanwhile
        """
        self.ensure_one()
        if not self._takes_replies():
            raise UserError(
                self.env._("This feedback was withdrawn: write a new one, please.")
            )
        cleaned = [clean_photo(content) for content in photos[:MOST_PHOTOS]]
        # Of two at once the second has to begin anew, and then finds the first.
        self.replied_on = fields.Datetime.now()
        self.flush_recordset()
        key = f"<feedback-{self.id}-{user.id}-{token}@reply>"
        known = self.message_ids.filtered(lambda message: message.message_id == key)
        return known or self._post_reply(user, key, text, cleaned)

    def _post_reply(self, user, key, text, photos):
        message = self.message_post(
            body=plaintext2html(text),
            author_id=user.partner_id.id,
            message_type="comment",
            subtype_xmlid=SAID,
            message_id=key,
            attachments=self._named_photos(photos),
        )
        self._tell_of_reply()
        return message

    def _tell_of_reply(self):
        """Put it on the owner's list; what has none is on everybody's already."""
        if self.user_id and not self.activity_search([REPLIED]):
            house = self.with_context(lang=self.company_id.partner_id.lang)
            house.env["mail.activity"]._ask(REPLIED, [(house, house.user_id)])

    def _send_answers(self):
        """Keep each answer where the client reads it; mail it if so chosen."""
        told = self.filtered(lambda one: one.answer_channel != "mail")
        for feedback in told:
            feedback.message_post(
                body=plaintext2html(feedback.answer),
                message_type="comment",
                subtype_xmlid=SAID,
            )
        return super()._send_answers()

    def _move_to(self, state, **values):
        """Whoever takes a step has read what the client replied."""
        # What asked for the step is done, whoever's task it was.
        self.sudo().activity_unlink([REPLIED])
        return super()._move_to(state, **{"replied_on": False, **values})
